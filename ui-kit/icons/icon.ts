import { nothing, svg, type SVGTemplateResult } from 'lit';
import { actionGlyphs } from './action-glyphs.ts';
import type { Glyph } from './glyph.ts';
import { mediaGlyphs } from './media-glyphs.ts';
import { signGlyphs } from './sign-glyphs.ts';

const glyphs = { ...mediaGlyphs, ...actionGlyphs, ...signGlyphs };
export type IconName = keyof typeof glyphs;

export const iconNames = Object.keys(glyphs) as IconName[];

const slash = 'M3.75 3.75l16.5 16.5';
/** Everything but a band above the slash, so that the stroke stands clear of what it strikes out. */
const clearOfSlash = 'path(evenodd, "M-4 -4H28V28H-4ZM0 0L24 24L25.6 22.4L1.6 -1.6Z")';

/**
 * An icon in the colour of the text around it, 24 px unless CSS gives `svg` another size. It is hidden from
 * assistive technology: the control that holds it carries the name.
 */
export function icon(name: IconName): SVGTemplateResult {
  const { line, solid, slashed }: Glyph = glyphs[name];
  return svg`<svg data-icon=${name} width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" fill="none"
    stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">
    <g clip-path=${slashed ? clearOfSlash : nothing}>
      <path fill="currentColor" d=${solid ?? nothing}></path>
      <path d=${line ?? nothing}></path>
    </g>
    <path d=${slashed ? slash : nothing}></path>
  </svg>`;
}
