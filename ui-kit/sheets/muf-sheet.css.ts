import { css, type CSSResult } from 'lit';

/** `--frame-*` is the visible part of the room, set while the sheet is open: a room in a sidebar keeps its sheets to itself. */
export const sheetStyles: CSSResult = css`
  :host { display: block }
  dialog {
    position: fixed; inset: auto; margin: 0; padding: 0; border: 0; overflow: hidden; flex-direction: column; outline: none;
    max-inline-size: none; background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface); box-shadow: var(--muf-elevation);
    transition: translate var(--muf-move) var(--muf-ease), opacity var(--muf-move), display var(--muf-move) allow-discrete, overlay var(--muf-move) allow-discrete;
  }
  dialog[open] { display: flex }
  dialog::backdrop { inset: auto; left: var(--frame-left); top: var(--frame-top); width: var(--frame-width); height: var(--frame-height); background: transparent; transition: background-color var(--muf-move), display var(--muf-move) allow-discrete, overlay var(--muf-move) allow-discrete }
  .dragged { transition: none }

  .compact { --sheet-width: min(var(--frame-width), 560px); left: calc(var(--frame-left) + (var(--frame-width) - var(--sheet-width)) / 2); bottom: var(--frame-bottom); width: var(--sheet-width); max-block-size: calc(var(--frame-height) * 0.85); border-radius: var(--muf-radius-lg) var(--muf-radius-lg) 0 0; padding-block-end: env(safe-area-inset-bottom) }
  .compact:not([open]) { translate: 0 100% }
  .wide { left: var(--panel-left, 0); top: var(--panel-top, 0); width: min(400px, var(--frame-width) - 24px); max-block-size: calc(var(--frame-height) - 24px); border-radius: var(--muf-radius-lg) }
  .wide:not([open]) { opacity: 0; translate: 0 8px }
  .alert { left: calc(var(--frame-left) + (var(--frame-width) - min(360px, var(--frame-width) - 32px)) / 2); width: min(360px, var(--frame-width) - 32px); top: 0; bottom: 0; margin-block: auto; height: fit-content; border-radius: var(--muf-radius-lg); padding-block-end: 0 }
  .alert:not([open]) { opacity: 0; translate: 0 12px }
  .compact[open]::backdrop, .alert[open]::backdrop { background: rgb(from var(--muf-color-scrim) r g b / 0.5) }
  @starting-style {
    .compact[open] { translate: 0 100% }
    .wide[open], .alert[open] { opacity: 0; translate: 0 8px }
    dialog[open]::backdrop { background: transparent }
  }

  .header { position: relative; flex: none; display: flex; align-items: center; gap: var(--muf-space-3); min-block-size: 56px; padding-inline: var(--muf-space-5) var(--muf-space-2) }
  .compact:not(.alert) .header { padding-block-start: var(--muf-space-3); touch-action: none; cursor: grab }
  .alert .header { padding: var(--muf-space-5) var(--muf-space-5) 0; min-block-size: 0; text-align: center }
  .grabber { position: absolute; inset-block-start: 8px; inset-inline: 0; margin-inline: auto; inline-size: 36px; block-size: 4px; border-radius: 2px; background: color-mix(in srgb, var(--muf-color-on-surface) 28%, transparent) }
  .wide .grabber, .alert .grabber, .alert .close { display: none }
  h2 { flex: 1; min-inline-size: 0; font-size: var(--muf-text-lg); font-weight: var(--muf-weight-strong); line-height: 1.3; overflow-wrap: anywhere }
  .close { display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target); border-radius: 50%; color: var(--muf-color-on-surface-muted) }
  .close:hover { background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent) }
  .body { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 0 var(--muf-space-5) var(--muf-space-5) }
  :host([flush]) .body { padding-inline: 0; padding-block-end: 0 }
`;
