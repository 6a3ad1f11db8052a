import { css, type CSSResult } from 'lit';

export const playerStyles: CSSResult = css`
  :host {
    display: block; position: relative; container-type: size; inline-size: 100%; aspect-ratio: 16 / 9; overflow: hidden; isolation: isolate;
    color: var(--muf-color-on-video); background: #07080b; border-radius: var(--muf-player-radius, 0);
  }
  :host(:fullscreen) { border-radius: 0; aspect-ratio: auto; block-size: 100%; inline-size: 100% }
  .player { position: absolute; inset: 0; outline-offset: -3px }
  .player.still { cursor: none }
  video { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: var(--muf-player-fit, contain) }
  .poster { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover; transition: opacity var(--muf-move) }
  .poster.gone { opacity: 0; pointer-events: none }
  .bar {
    position: absolute; inset-inline: 0; inset-block-end: 0; padding: 56px var(--muf-space-3) max(var(--muf-space-2), env(safe-area-inset-bottom)); pointer-events: none;
    background: linear-gradient(transparent, rgb(5 6 9 / 0.28) 35%, rgb(5 6 9 / 0.74)); transition: opacity var(--muf-move), translate var(--muf-move) var(--muf-ease), visibility var(--muf-move);
  }
  .bar.hidden { opacity: 0; translate: 0 12px; visibility: hidden }
  .bar > * { pointer-events: auto }
  .row { display: flex; align-items: center; gap: var(--muf-space-1) }
  .space { flex: 1 }
  .off { opacity: 0.55 }
  @container (max-width: 379px) { .wide { display: none } .bar { padding-inline: var(--muf-space-1) } .row { gap: 0 } }
  @media (prefers-reduced-motion: reduce) { .bar.hidden { translate: none } }
`;
