import { css, type CSSResult } from 'lit';

export const tileStyles: CSSResult = css`
  :host { display: block; }
  .tile {
    position: relative; inline-size: 100%; block-size: 100%; overflow: hidden; isolation: isolate;
    background: #08090c; color: var(--muf-color-on-video); border-radius: var(--tile-radius, 0);
    container-type: size;
  }
  video, .backdrop, .field, .veil { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
  video { object-fit: cover; background: transparent; }
  .contain video { object-fit: contain; }
  .no-picture video { opacity: 0; }
  .backdrop { object-fit: fill; }
  .mirrored :is(video, .backdrop) { transform: scaleX(-1); }

  .field {
    background: radial-gradient(120% 90% at 50% 35%, oklch(0.4 0.09 var(--hue)), oklch(0.2 0.05 var(--hue)));
  }
  /* By translation, as the tile itself: what is in a tile that grows is not shifted by it. */
  .field .avatar { position: absolute; inset-block-start: 0; left: 0; translate: calc(50cqw - 50%) calc(50cqh - 50% - var(--tile-foot, 0px) / 4); --size: clamp(40px, 32cqmin, 168px); box-shadow: 0 12px 48px rgb(0 0 0 / 0.35); }

  @supports (scale: calc(1cqmin / 1px)) { .field .avatar { --size: 100px; scale: calc(clamp(40px, 32cqmin, 168px) / 100px); } }

  .veil {
    display: grid; place-content: center; justify-items: center; gap: var(--muf-space-2); padding: var(--muf-space-3);
    text-align: center; background: rgb(6 7 10 / 0.55); backdrop-filter: blur(14px);
    font-weight: var(--muf-weight-strong); animation: appear var(--muf-move) var(--muf-ease);
  }
  .veil small { font-size: var(--muf-text-sm); font-weight: var(--muf-weight); color: var(--muf-color-on-video-muted); }
  .veil.away { background: rgb(6 7 10 / 0.35); backdrop-filter: none; }
  .veil.away .chrome { padding: var(--muf-space-2) var(--muf-space-4); font-size: var(--muf-text-sm); }

  .tag, .badge { position: absolute; display: flex; align-items: center; }
  .tag {
    inset-inline-start: var(--muf-space-2); inset-block-start: 0; translate: 0 calc(100cqh - 100% - var(--muf-space-2));
    max-inline-size: calc(100% - var(--muf-space-4));
    padding: 3px 10px; font-size: var(--muf-text-xs); font-weight: var(--muf-weight-strong); line-height: 1.5;
  }
  .badge {
    left: 0; inset-block-start: calc(var(--muf-space-2) + var(--tile-head, 0px)); translate: calc(100cqw - 100% - var(--muf-space-2) - var(--beside, 0px));
    justify-content: center; inline-size: 28px; block-size: 28px;
  }
  .badge svg { inline-size: 16px; block-size: 16px; }
  .badge.second { --beside: 34px; }
  .badge:dir(rtl) { translate: calc(var(--muf-space-2) + var(--beside, 0px)); }
  .options:dir(rtl) { translate: 0 calc(100cqh - 100%); }
  /* Below the header, clear of chat and controls. */
  :host([bare]) .options { inset-block-start: calc(var(--tile-head, 0px) + 40px); left: auto; inset-inline-start: 0; translate: none; }
  .spotlight { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; border-radius: inherit; }
  :focus-visible { outline-color: var(--muf-color-focus-on-video); }
  .spotlight:focus-visible { outline-offset: -4px; }
  .spotlight span { position: absolute; inset-inline-start: var(--muf-space-2); inset-block-start: calc(var(--muf-space-2) + var(--tile-head, 0px)); display: grid; place-items: center; inline-size: 28px; block-size: 28px; opacity: 0; transition: opacity var(--muf-fast); }
  .spotlight svg { inline-size: 16px; block-size: 16px; }
  .spotlight:is([aria-pressed='true'], :focus-visible) span { opacity: 1; }
  @media (hover: hover) { .tile:hover .spotlight span { opacity: 1; } }
  .signal { color: #ffc251; }
  .signal:is(.poor, .lost) { color: #ff8a85; }
  .options { position: absolute; left: 0; inset-block-start: 0; translate: calc(100cqw - 100%) calc(100cqh - 100%); display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target); transition: opacity var(--muf-fast); }
  .options span { display: grid; place-items: center; inline-size: 28px; block-size: 28px; }
  .options svg { inline-size: 16px; block-size: 16px; }
  .tile:has(.options) .tag { max-inline-size: calc(100% - var(--muf-space-2) - var(--muf-target)); }
  @media (hover: hover) { .tile:not(:hover, :focus-within) .options { opacity: 0; } }
  .ring {
    position: absolute; inset: 0; border-radius: inherit; pointer-events: none; opacity: 0;
    box-shadow: inset 0 0 0 2px var(--muf-color-positive-on-video); transition: opacity var(--muf-fast);
  }
  .speaking .ring { opacity: 1; }
  :host([bare]) .tag, :host([bare]) .ring { display: none; }
  @container (inline-size < 140px) { .veil small { display: none; } .veil { font-size: var(--muf-text-sm); } }
  @media (forced-colors: active) {
    .tile { border: 1px solid CanvasText; }
    .speaking .ring { outline: 4px solid Highlight; outline-offset: -4px; }
    .spotlight { background: none; border: 0 !important; }
    .spotlight[aria-pressed='true'] { background: none; }
  }
  @keyframes appear { from { opacity: 0; } }
`;
