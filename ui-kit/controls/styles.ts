import { css, type CSSResult } from 'lit';

/** Text buttons: `.button`, with `.primary`, `.live` or `.danger` for the one that matters. */
export const buttons: CSSResult = css`
  .button {
    display: inline-flex; align-items: center; justify-content: center; gap: var(--muf-space-2);
    min-block-size: 48px; padding: 0 var(--muf-space-5); border-radius: var(--muf-radius-full);
    background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent); color: var(--muf-color-on-surface);
    font-weight: var(--muf-weight-strong); line-height: 1.2; text-align: center;
    transition: background-color var(--muf-fast), scale var(--muf-fast), opacity var(--muf-fast);
  }
  .button:hover { background: color-mix(in srgb, var(--muf-color-on-surface) 16%, transparent) }
  .button.primary { background: var(--muf-color-accent); color: var(--muf-color-on-accent) }
  .button.live { background: var(--muf-color-live); color: var(--muf-color-on-live) }
  .button.danger { background: var(--muf-color-danger); color: var(--muf-color-on-danger) }
  .button:is(.primary, .live, .danger):hover { filter: brightness(1.08) }
  .button:active { scale: 0.97 }
  .button:disabled { opacity: 0.6; cursor: default; scale: none; filter: none }
`;

/** `label.switch > span + input[type=checkbox][role=switch]`, with a `small` hint in the span. */
export const switches: CSSResult = css`
  .switch { display: flex; align-items: center; justify-content: space-between; gap: var(--muf-space-3); min-block-size: 52px; cursor: pointer }
  .switch small { display: block; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
  .switch input { appearance: none; position: relative; flex: none; inline-size: 48px; block-size: 28px; margin: 0; border-radius: 14px; background: var(--muf-color-on-surface-muted); cursor: pointer; transition: background-color var(--muf-fast) }
  .switch input::after { content: ''; position: absolute; inset-block: 3px; inset-inline-start: 3px; inline-size: 22px; border-radius: 50%; background: var(--muf-color-surface-raised); transition: translate var(--muf-fast) var(--muf-ease) }
  .switch input:checked { background: var(--muf-color-accent) }
  .switch input:checked::after { translate: 20px }
  .switch input:checked:dir(rtl)::after { translate: -20px }
  @media (forced-colors: active) {
    .switch input { border: 1px solid; }
    .switch input::after { forced-color-adjust: none; inset-block: 2px; background: CanvasText; }
    .switch input:checked { forced-color-adjust: none; background: Highlight; }
    .switch input:checked::after { background: HighlightText; }
  }
`;

/** Text boxes and native selects, each under its label: `.field > .label + .box`; a select with its chevron in a `.wrap`. */
export const fields: CSSResult = css`
  .field { display: grid; gap: var(--muf-space-1); min-inline-size: 0; text-align: start }
  .label { font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: inherit }
  .box {
    appearance: none; inline-size: 100%; min-inline-size: 0; min-block-size: var(--muf-target); padding: 0 var(--muf-space-3);
    border: 1px solid var(--muf-color-hairline); border-radius: var(--muf-radius-md); color: var(--muf-color-on-surface);
    background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent); font: inherit; font-size: max(16px, var(--muf-text-md)); text-overflow: ellipsis;
    transition: border-color var(--muf-fast), background-color var(--muf-fast);
  }
  .box::placeholder { color: var(--hint, var(--muf-color-on-surface-muted)); opacity: 1 }
  /* Nothing written yet has no direction of its own. */
  .box:placeholder-shown { direction: inherit }
  .box:focus-visible { outline-offset: -1px; border-color: transparent }
  .wrap { position: relative; display: block }
  .wrap svg { position: absolute; inset-block: 0; inset-inline-end: var(--muf-space-3); margin-block: auto; inline-size: 20px; block-size: 20px; pointer-events: none; color: var(--muf-color-on-surface-muted) }
  select.box { padding-inline-end: 40px; font-size: var(--muf-text-md); cursor: pointer }
  option { background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface) }
`;
