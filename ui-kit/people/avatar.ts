import { css, html, nothing, type TemplateResult } from 'lit';

const tints = 8;

/** Which of the eight tints a name gets: always the same one, so people are known by their colour. */
export function tintOf(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index++) hash = (Math.imul(hash, 31) + name.charCodeAt(index)) | 0;
  return Math.abs(hash) % tints;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter as people see it: one grapheme, emoji and combining marks included. */
export function initialOf(name: string): string {
  for (const { segment } of graphemes.segment(name.trim())) return segment.toLocaleUpperCase();
  return '·';
}

const hideBroken = (event: Event): void => {
  (event.currentTarget as HTMLElement).hidden = true;
};

/** A face: the picture if there is one and it loads, else the initial on the name's tint. Decorative, since the name stands beside it. */
export function avatar(name: string, url?: string): TemplateResult {
  const picture = url && /^https?:/i.test(url)
    ? html`<img src=${url} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${hideBroken}>`
    : nothing;
  return html`<span class=${url ? 'avatar pictured' : 'avatar'} part="avatar" data-tint=${tintOf(name)} aria-hidden="true">${initialOf(name)}${picture}</span>`;
}

/** Size it with `--size`. */
export const avatarStyles = css`
  .avatar {
    --hue: 15; display: inline-grid; place-items: center; flex: none; inline-size: var(--size, 24px); block-size: var(--size, 24px);
    border-radius: 50%; background: oklch(0.46 0.11 var(--hue)); color: #fff; font-weight: var(--muf-weight-strong); font-size: calc(var(--size, 24px) * 0.46); line-height: 1;
    text-shadow: none; user-select: none;
  }
  .pictured { position: relative; overflow: hidden }
  .avatar img { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover }
  [data-tint='1'] { --hue: 55 }
  [data-tint='2'] { --hue: 105 }
  [data-tint='3'] { --hue: 150 }
  [data-tint='4'] { --hue: 200 }
  [data-tint='5'] { --hue: 250 }
  [data-tint='6'] { --hue: 295 }
  [data-tint='7'] { --hue: 340 }
`;
