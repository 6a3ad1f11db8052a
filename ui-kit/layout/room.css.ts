import { css, type CSSResult } from 'lit';

/** The room's skeleton: what stands before anything is live. */
export const roomStyles: CSSResult = css`
  :host {
    display: block; position: relative; inline-size: 100%; block-size: 100%; overflow: hidden; isolation: isolate;
    container-type: size; contain-intrinsic-block-size: min(40rem, 100dvh);
    background: var(--muf-color-surface);
    --left: max(var(--muf-space-3), env(safe-area-inset-left));
    --right: max(var(--muf-space-3), env(safe-area-inset-right));
    --edge-top: max(var(--muf-space-3), env(safe-area-inset-top));
    --edge-bottom: env(safe-area-inset-bottom, 0px);
    --bar: calc(64px + var(--edge-bottom));
    --muf-stage-top: calc(var(--edge-top) + 96px);
  }
  :host(:fullscreen) { border-radius: 0; }
  .room { --edge-start: var(--left); --edge-end: var(--right); position: absolute; inset: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
  .room:dir(rtl) { --edge-start: var(--right); --edge-end: var(--left); }
  .room :not(:defined) { display: none; }
  .sheets { position: absolute; }
  .whole { grid-area: 1 / 1 / -1 / -1; position: relative; min-inline-size: 0; min-block-size: 0; }

  [data-phase='lobby'] { background: radial-gradient(90% 60% at 50% 0%, color-mix(in srgb, var(--muf-color-accent) 22%, transparent), transparent); }

  .toasts { position: absolute; z-index: 8; inset-inline: var(--muf-space-3); inset-block-start: var(--muf-stage-top); }
`;
