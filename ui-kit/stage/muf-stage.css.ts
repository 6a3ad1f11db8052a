import { css, type CSSResult } from 'lit';

export const stageStyles: CSSResult = css`
  :host { display: block; position: relative; overflow: hidden; background: #08090c; }
  .stage { position: absolute; inset: 0; padding-block: var(--muf-stage-top, 64px) var(--muf-stage-bottom, 8px); }
  /* Moved by translation alone: a page's layout, as browsers measure its shifts, stays where it is. */
  muf-tile {
    position: absolute; inset-block-start: 0; inset-inline-start: 0;
    translate: calc(var(--tile-x, 0) * 1px) calc(var(--tile-y, 0) * 1px);
  }
  muf-tile:dir(rtl) { translate: calc(var(--tile-x, 0) * -1px) calc(var(--tile-y, 0) * 1px); }
  muf-tile.inset { --tile-radius: var(--muf-radius-md); z-index: 1; box-shadow: 0 4px 24px rgb(0 0 0 / 0.3); border-radius: var(--muf-radius-md); }
  muf-tile:not(.inset) { --tile-head: var(--muf-stage-top, 64px); }

  .glides muf-tile { view-transition-name: match-element; }
  .stage::view-transition-group(*), .stage::view-transition-old(*), .stage::view-transition-new(*) { animation-duration: var(--muf-move); animation-timing-function: var(--muf-ease); }
  .stage::view-transition-old(*), .stage::view-transition-new(*) { block-size: 100%; object-fit: cover; }
  .stage::view-transition-new(*):only-child { animation-name: come; }
  .stage::view-transition-old(*):only-child { animation-name: go; }
  @keyframes come { from { opacity: 0; scale: 0.85; } }
  @keyframes go { to { opacity: 0; scale: 0.85; } }

  /* Where there are no such transitions. */
  .slides muf-tile { transition: all var(--muf-move) var(--muf-ease); transition-property: translate, inline-size, block-size, opacity, scale; }
  @starting-style { .slides muf-tile { opacity: 0; scale: 0.85; } }
  muf-tile.leaving { opacity: 0; scale: 0.85; pointer-events: none; }

  .waiting { position: absolute; z-index: 1; inset-inline: 0; inset-block-start: var(--muf-stage-top, 64px); inline-size: fit-content; max-inline-size: calc(100% - var(--muf-space-6)); margin: 0 auto; padding: var(--muf-space-2) var(--muf-space-4); font-size: var(--muf-text-sm); }
  .empty { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: var(--muf-space-3); color: var(--muf-color-on-video-muted); }
`;
