import { css, type CSSResult } from 'lit';

/**
 * The room's skeleton. `data-layout` says compact or wide (one decision, made from the room's own width, that the
 * elements share); everything finer is a container query on the host.
 */
export const roomStyles: CSSResult = css`
  :host {
    display: block; position: relative; inline-size: 100%; block-size: 100%; overflow: hidden; isolation: isolate;
    container-type: size; contain-intrinsic-block-size: min(40rem, 100dvh);
    background: var(--muf-color-surface);
    --edge-start: max(var(--muf-space-3), env(safe-area-inset-left));
    --edge-end: max(var(--muf-space-3), env(safe-area-inset-right));
    --edge-top: max(var(--muf-space-3), env(safe-area-inset-top));
    --edge-bottom: env(safe-area-inset-bottom, 0px);
    --bar: calc(64px + var(--edge-bottom));
    --muf-stage-top: calc(var(--edge-top) + 96px);
  }
  :host(:fullscreen) { border-radius: 0; }
  .room { position: absolute; inset: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
  .room :not(:defined) { display: none; }
  .sheets { position: absolute; }
  .whole { grid-area: 1 / 1 / -1 / -1; position: relative; min-inline-size: 0; min-block-size: 0; }

  [data-phase='lobby'] { background: radial-gradient(90% 60% at 50% 0%, color-mix(in srgb, var(--muf-color-accent) 22%, transparent), transparent); }

  .viewport { grid-area: 1 / 1; position: relative; overflow: hidden; background: #08090c; }
  muf-stage { position: absolute; inset: 0; }
  .scrim { position: absolute; inset-inline: 0; pointer-events: none; }
  .scrim.top { inset-block-start: 0; block-size: 152px; background: linear-gradient(var(--muf-color-scrim), transparent); }
  .scrim.bottom { inset-block-end: 0; block-size: 52%; background: linear-gradient(transparent, color-mix(in srgb, var(--muf-color-scrim) 80%, transparent)); }
  .top-stack {
    position: absolute; inset-block-start: 0; inset-inline: 0; z-index: 2; display: grid; gap: var(--muf-space-2);
    padding: var(--edge-top) var(--edge-end) 0 var(--edge-start); pointer-events: none;
  }
  .top-stack:dir(rtl) { padding: var(--edge-top) var(--edge-start) 0 var(--edge-end); }
  .top-stack > * { pointer-events: auto; }
  .top-stack > muf-notice, .top-stack > muf-toasts { pointer-events: none; }
  .fx { position: absolute; inset: 0; z-index: 3; pointer-events: none; overflow: hidden; }
  .fx ::slotted(*) { pointer-events: none !important; }
  .rail {
    position: absolute; z-index: 2; inset-inline-end: var(--edge-end); inset-block: calc(var(--edge-top) + 30%) calc(var(--bar) + var(--muf-space-2));
    display: flex; flex-direction: column; justify-content: space-between; align-items: flex-end; gap: var(--muf-space-3); max-inline-size: 40%; pointer-events: none;
  }
  .side-cards { display: grid; gap: var(--muf-space-2); min-block-size: 0; overflow-y: auto; scrollbar-width: none; pointer-events: auto; }
  .rail muf-controls { margin-block-start: auto; flex: none; }
  muf-sound-unlock { position: absolute; inset: 0; z-index: 4; }

  muf-cohost { position: absolute; z-index: 5; inset-inline: var(--edge-start) calc(var(--edge-end) + 48px + var(--muf-space-2)); inset-block-end: calc(var(--bar) + var(--muf-space-3)); max-inline-size: 420px; }
  [data-layout='wide'] muf-cohost { inset-inline: var(--muf-space-4); inset-block-end: 88px; margin-inline: auto; }

  muf-side { grid-area: 1 / 1; align-self: end; padding-block-end: var(--muf-space-2); z-index: 2; pointer-events: none; max-block-size: 100%; }
  muf-chat { pointer-events: none; }
  muf-chat::part(log), muf-chat::part(bar), .banner-bottom { pointer-events: auto; }
  /* A phone's grid of three or four ends where the chat begins. */
  [data-crowded][data-layout='compact']:not([data-short]) { --muf-chat-height: 31cqb; }
  .banner-bottom { padding-inline: var(--edge-start) var(--edge-end); }

  /* Wide enough for the header's one row. */
  @container (inline-size >= 640px) { .room { --muf-stage-top: calc(var(--edge-top) + 56px); } }

  [data-layout='wide'] { grid-template-columns: minmax(0, 1fr) 360px; }
  [data-layout='wide'] muf-side { grid-area: 1 / 2; align-self: stretch; pointer-events: auto; }
  [data-layout='wide'] muf-chat { pointer-events: auto; }
  [data-layout='wide'] .scrim.bottom { block-size: 120px; opacity: 0.8; }
  [data-layout='wide'] .top-stack { padding: var(--muf-space-4); }
  [data-layout='wide'] .rail { inset-inline: var(--muf-space-4); inset-block: 22% var(--muf-space-4); max-inline-size: none; }
  [data-layout='wide'] .rail muf-controls { align-self: center; }
  [data-layout='wide'] .side-cards { max-inline-size: 260px; }
  .room[data-layout='wide'] { --muf-stage-top: 76px; --muf-stage-bottom: 80px; }

  /* A phone on its side: the chat keeps to the start, the controls to the end. */
  [data-short]:not([data-layout='wide']) muf-side { inline-size: min(48%, 400px); }
  [data-short]:not([data-layout='wide']) .rail { inset-block-end: calc(var(--edge-bottom) + 6px); max-inline-size: 52%; }
  [data-short]:not([data-layout='wide']) .scrim.bottom { block-size: 70%; }

  .toasts { position: absolute; z-index: 8; inset-inline: var(--muf-space-3); inset-block-start: var(--muf-stage-top); }
`;
