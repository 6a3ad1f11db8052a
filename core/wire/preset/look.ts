import * as v from 'valibot';
import { layouts } from '../signal/shapes.ts';
import { told } from './describe.ts';
import { presetSlotNames, presetSlots, type PresetSlot } from './slots.ts';

/** The kit's own; a page's theme of its own is chosen by the page's `theme` attribute. */
export const themes = ['dark', 'light', 'auto', 'contrast', 'arcade', 'salon'] as const;
export type PresetTheme = (typeof themes)[number];
export const densities = ['compact', 'roomy'] as const;

/** HTML of one slot at most, in UTF-16 code units. */
export const mostContent = 8 * 1024;

const colour = v.pipe(v.string(), v.regex(/^#(?:[\dA-Fa-f]{3}|[\dA-Fa-f]{6})$/, 'is not a colour: write it like #ff3d71'));

/** Letters of any script. JSON Schema's patterns know no flags, and so no `\p{L}`. */
const word = '[\\w\\u00a0-\\uffff-]+';
/** One space between words and one after a comma: there is only one way to read it, however long it is. */
const family = `(?:${word}(?: ${word})*|"${word}(?: ${word})*"|'${word}(?: ${word})*')`;
const fonts = v.pipe(
  v.string(),
  v.regex(new RegExp(`^${family}(?:, ?${family})*$`), 'is not a list of fonts: write their names with commas between them, like Inter, "Segoe UI", sans-serif'),
  v.maxLength(200),
);

/** BCP 47, its shape only. */
const language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z\d]{1,8})*$/, 'is not a language: write it like de, pt-BR or zh-Hans'), v.maxLength(35));

const slotContent = v.union([v.literal(false), v.pipe(v.string(), v.maxLength(mostContent))], 'should be HTML in quotes, or false to hide the slot');

const slotEntry = (name: PresetSlot) =>
  v.optional(told(slotContent, `The slot ${presetSlots[name]}. HTML that is shown where the page puts nothing of its own, or false to hide the slot.`));
const slotEntries = Object.fromEntries(presetSlotNames.map((name) => [name, slotEntry(name)])) as Record<PresetSlot, ReturnType<typeof slotEntry>>;

/** How a room looks. What the page says by an attribute of its own comes first. */
export const lookSchema = v.strictObject({
  layout: v.optional(told(v.picklist(layouts), 'How the room is laid out. "auto": by the room’s own size.')),
  theme: v.optional(told(v.picklist(themes), 'The colours and shapes. "auto": dark or light as the system is.')),
  density: v.optional(told(v.picklist(densities), 'How close things stand. Left out: between the two.')),
  accent: v.optional(told(colour, 'The one colour that says "press here", like #ff3d71. It has to be readable on the theme’s surfaces.')),
  font: v.optional(told(fonts, 'Fonts in the order they are tried, like Inter, "Segoe UI", sans-serif. Only fonts that the page or the system has.')),
  lang: v.optional(told(language, 'The language of the room’s own words, like de or pt-BR. Left out: the page’s.')),
  slots: v.optional(told(v.strictObject(slotEntries), 'What the slots show, or that they are hidden.'), {}),
});
export type PresetLook = v.InferOutput<typeof lookSchema>;
