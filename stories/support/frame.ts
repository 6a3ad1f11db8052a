import { css, html, type CSSResult, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';

/**
 * What a story stands on: the theme's surface; a picture, for what floats on one; the whole canvas; or a device, so
 * that a room can be judged at its size.
 */
export type Ground = 'surface' | 'video' | 'fill' | 'phone' | 'lying' | 'sidebar' | 'desktop' | 'television';

export const frameStyles: CSSResult = css`
  .story { position: relative; box-sizing: border-box; min-block-size: 100%; }
  .story > muf-room-provider { box-sizing: border-box; min-block-size: inherit; padding: 24px; background: var(--muf-color-surface); }
  .story.inline > muf-room-provider { border-radius: 12px; }
  .story[data-ground='surface'], .story[data-ground='video'] { min-block-size: 100dvh; }
  .story[data-ground='video'] > muf-room-provider, muf-room-provider.on-picture { background: radial-gradient(60% 50% at 78% 24%, #ffa25e90, transparent), linear-gradient(150deg, #3a3358, #191527); }
  .story[data-ground='fill'] { block-size: 100dvh; }
  .story[data-ground='fill'] > * { block-size: 100%; padding: 0; }
  .story:is([data-ground='fill'], .device) > muf-room-provider { padding: 0; }
  .story:is([data-ground='fill'], .device) > muf-room-provider > * { position: absolute; inset: 0; }
  /* The ground goes on beside a narrow element. */
  .story.narrow > muf-room-provider { padding-inline-end: max(24px, 100% - var(--story-width) + 24px); }
  .story.narrow[data-ground='fill'] > muf-room-provider > * { inset-inline-end: auto; inline-size: min(100%, var(--story-width)); }
  .story .opener { appearance: none; min-block-size: 44px; padding: 0 18px; border: 0; border-radius: 99px; font: 600 13px/1.2 system-ui, sans-serif; color: var(--muf-color-on-surface); background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent); cursor: pointer; }
  .story.inline { min-block-size: 120px !important; }
  .story.inline[data-ground='fill'] { block-size: 640px; }
  .story.device { display: grid; place-content: safe center; min-block-size: 100dvh; background: #22252e; }
  .story.device > * { inline-size: var(--width); block-size: var(--height); border-radius: var(--corner, 12px); overflow: hidden; box-shadow: 0 0 0 8px #0b0c10, 0 24px 80px rgb(0 0 0 / 0.5); }
`;

const devices: Readonly<Partial<Record<Ground, readonly [width: number, height: number, corner: number]>>> = {
  phone: [390, 844, 44],
  lying: [844, 390, 44],
  sidebar: [320, 720, 12],
  desktop: [1440, 900, 12],
  television: [1920, 1080, 4],
};

/** Puts a story where it belongs. */
export function frame(content: Node, { ground, width, inline }: { ground: Ground; width?: string | undefined; inline: boolean }): TemplateResult {
  const device = devices[ground];
  const size = device ? { '--width': `${device[0]}px`, '--height': `${device[1]}px`, '--corner': `${device[2]}px` } : {};
  return html`<div class="story ${inline ? 'inline' : ''} ${device ? 'device' : ''} ${width ? 'narrow' : ''}" data-ground=${ground} style=${styleMap({ ...size, ...(width ? { '--story-width': width } : {}) })}>${content}</div>`;
}
