import { systemClock, type Clock } from '../../core/clock.ts';
import type { MediaWishes } from '../../core/media/constraints.ts';
import type { PresetMedia } from '../../core/wire/preset/config.ts';
import { placeInWords } from '../../core/wire/preset/findings.ts';
import type { PresetSlot } from '../../core/wire/preset/slots.ts';
import type { Preset } from '../../core/wire/preset/schema.ts';
import { AttributeKeeper } from './attributes.ts';
import { findPreset, isPresetName, type PresetChoice } from './find-preset.ts';
import type { Worn } from './worn.ts';

/** A preset that has not come by then is given up. */
const patienceMs = 10_000;
/** A room that is shown for the first time waits this long for its preset, rather than change before one's eyes. */
const holdMs = 1500;

/** What is dressed: a `<muf-live-room>` or a `<muf-room-provider>`. */
export interface Wearer extends HTMLElement {
  readonly server: string | null;
  wear(worn: Worn): void;
}

const wardrobes = new WeakMap<Wearer, Wardrobe>();

/**
 * Dresses a room in a preset, or takes it off. What cannot be worn is said on the console, and the one before stays.
 * Resolves when it is worn, or when the room should not wait for it any longer; never rejects.
 */
export function wear(host: Wearer, choice: PresetChoice | undefined, clock: Clock = systemClock): Promise<void> {
  const wardrobe = wardrobes.get(host) ?? new Wardrobe(host);
  wardrobes.set(host, wardrobe);
  const dressed = wardrobe.change(choice);
  return new Promise((resolve) => {
    const stop = clock.after(holdMs, resolve);
    void dressed.then(() => {
      stop();
      resolve();
    });
  });
}

class Wardrobe {
  readonly #host: Wearer;
  readonly #attributes: AttributeKeeper;
  readonly #sheet = new CSSStyleSheet();
  #search = new AbortController();

  constructor(host: Wearer) {
    this.#host = host;
    this.#attributes = new AttributeKeeper(host);
  }

  async change(choice: PresetChoice | undefined): Promise<void> {
    this.#search.abort();
    const search = new AbortController();
    this.#search = search;
    if (choice === undefined) return this.#putOn(undefined, {});
    const { preset, findings } = await findPreset(choice, {
      server: this.#host.server ?? undefined,
      base: document.baseURI,
      fetch: (...args) => fetch(...args),
      signal: AbortSignal.any([search.signal, AbortSignal.timeout(patienceMs)]),
    });
    if (search.signal.aborted) return;
    const name = typeof choice === 'string' ? `the preset "${choice}"` : 'the preset object';
    for (const { path, sentence } of findings) {
      const place = path.length > 0 ? `, at ${placeInWords(path)},` : '';
      console.warn(`muf-live: ${name}${place} ${sentence}${preset || sentence.endsWith('?') ? '' : '.'}${preset ? '.' : ' What was worn before stays.'}`);
    }
    if (preset) this.#putOn(preset, isPresetName(choice) ? { preset: choice } : seatsOf(preset));
  }

  #putOn(preset: Preset | undefined, newRoom: NonNullable<Worn['newRoom']>): void {
    const { theme, layout, density, lang, accent, font, slots = {} } = preset?.ui ?? {};
    this.#attributes.keep({ ...(theme && { theme }), ...(layout && { layout }), ...(density && { density }), ...(lang && { lang }) });
    this.#values({ '--muf-accent': accent, '--muf-font': font });
    const entries = Object.entries(slots) as [PresetSlot, string | false][];
    const media = preset?.config.media ?? {};
    this.#host.wear({
      slots: {
        hidden: new Set(entries.filter(([, content]) => content === false).map(([name]) => name)),
        preset: Object.fromEntries(entries.filter(([, content]) => content !== false)),
      },
      ...(preset?.config.joinAs && { joinAs: preset.config.joinAs }),
      newRoom,
      enter({ manager, view }) {
        manager.suggestMedia?.(wishesOf(media));
        view.$cameraless.set(media.camera === 'never');
      },
    });
  }

  /** Over the theme's values, and under anything that the page says of the element itself. */
  #values(values: Readonly<Record<string, string | undefined>>): void {
    this.#sheet.replaceSync(':where(:host) {}');
    const [rule] = this.#sheet.cssRules as unknown as [CSSStyleRule];
    // Never put together as text: a value that is none is dropped, and cannot become a rule.
    for (const [name, value] of Object.entries(values)) if (value !== undefined) rule.style.setProperty(name, value);
    const root = this.#host.shadowRoot ?? undefined;
    if (root && !root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }
}

const seatsOf = ({ config: { limits: { maxBroadcasters } } }: Preset): NonNullable<Worn['newRoom']> => (maxBroadcasters === undefined ? {} : { maxBroadcasters });

function wishesOf({ camera, microphone, video = {}, audio }: PresetMedia): MediaWishes {
  const ideals = Object.entries(video).map(([name, value]) => [name, { ideal: value }] as const);
  return {
    ...(ideals.length > 0 && { videoConstraints: Object.fromEntries(ideals) }),
    ...(audio && { audioConstraints: audio as MediaTrackConstraints }),
    videoOff: camera === 'off' || camera === 'never',
    audioMuted: microphone === 'off',
  };
}
