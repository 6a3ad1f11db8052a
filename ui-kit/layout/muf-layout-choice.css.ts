import { css, type CSSResult } from 'lit';

export const layoutChoiceStyles: CSSResult = css`
  [aria-disabled='true'] { opacity: 0.5; cursor: default }
  :host { display: grid; gap: var(--muf-space-3); container-type: inline-size; }
  fieldset { min-inline-size: 0; margin: 0; padding: 0; border: 0; }
  legend { padding: 0; margin-block-end: var(--muf-space-2); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted); }
  .layouts { display: grid; grid-template-columns: repeat(auto-fit, minmax(92px, 1fr)); gap: var(--muf-space-2); }
  .layout, .person { position: relative; min-block-size: var(--muf-target); border-radius: var(--muf-radius-md); cursor: pointer; color: var(--muf-color-on-surface-muted); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent); transition: background var(--muf-fast), color var(--muf-fast), box-shadow var(--muf-fast); }
  .layout { display: grid; justify-items: center; gap: var(--muf-space-2); padding: var(--muf-space-3) var(--muf-space-1) var(--muf-space-2); font-size: var(--muf-text-sm); text-align: center; overflow-wrap: anywhere; }
  .layout svg:dir(rtl) { scale: -1 1; }
  .people { display: flex; flex-wrap: wrap; gap: var(--muf-space-2); }
  .person { display: flex; align-items: center; max-inline-size: 100%; padding: 0 var(--muf-space-4); border-radius: var(--muf-radius-full); }
  :is(.layout, .person):hover { background: color-mix(in srgb, var(--muf-color-on-surface) 11%, transparent); }
  :is(.layout, .person):has(:checked) { color: var(--muf-color-on-surface); box-shadow: inset 0 0 0 2px var(--muf-color-accent); background: color-mix(in srgb, var(--muf-color-accent) 12%, transparent); }
  :is(.layout, .person):has(:focus-visible) { outline: 2px solid var(--muf-color-focus); outline-offset: 2px; }
  .layout input, .person input { appearance: none; position: absolute; inset: 0; margin: 0; cursor: pointer; outline: none; }
  @media (forced-colors: active) { .layout, .person { border: 1px solid; } :is(.layout, .person):has(:checked) { outline: 3px solid Highlight; outline-offset: -3px; } }
  .switch input:disabled { opacity: 0.5; cursor: default; }
  .hint, .switch small { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted); }
`;
