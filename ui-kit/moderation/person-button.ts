import { css, html, type TemplateResult } from 'lit';
import { icon } from '../icons/icon.ts';

/** Opens what may be done with someone. `label` names them. */
export const personButton = (label: string, open: () => void): TemplateResult =>
  html`<button class="person-options" part="options" type="button" aria-haspopup="dialog" aria-label=${label} title=${label} @click=${open}>${icon('more')}</button>`;

export const personButtonStyles = css`
  .person-options { flex: none; display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target); margin-inline: auto calc(var(--muf-space-2) * -1); border-radius: 50%; color: var(--muf-color-on-surface-muted) }
  .person-options:hover { background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent); color: var(--muf-color-on-surface) }
  .person-options svg { inline-size: 20px; block-size: 20px }
`;
