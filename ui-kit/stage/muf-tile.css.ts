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
  .mirrored video { transform: scaleX(-1); }
  .no-picture video { opacity: 0; }
  .backdrop { filter: blur(24px) brightness(0.55) saturate(1.3); transform: scale(1.15); object-fit: fill; }
  .mirrored .backdrop { transform: scale(-1.15, 1.15); }

  .field {
    display: grid; place-items: center; padding-block-end: calc(var(--tile-foot, 0px) / 2);
    background: radial-gradient(120% 90% at 50% 35%, oklch(0.4 0.09 var(--hue)), oklch(0.2 0.05 var(--hue)));
  }
  .field .avatar { --size: clamp(40px, 32cqmin, 168px); box-shadow: 0 12px 48px rgb(0 0 0 / 0.35); }

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
    inset-inline-start: var(--muf-space-2); inset-block-end: var(--muf-space-2);
    max-inline-size: calc(100% - var(--muf-space-4));
    padding: 3px 10px; font-size: var(--muf-text-xs); font-weight: var(--muf-weight-strong); line-height: 1.5;
  }
  .badge {
    inset-inline-end: var(--muf-space-2); inset-block-start: calc(var(--muf-space-2) + var(--tile-head, 0px));
    justify-content: center; inline-size: 28px; block-size: 28px;
  }
  .badge svg { inline-size: 16px; block-size: 16px; }
  .badge.second { inset-inline-end: calc(var(--muf-space-2) + 34px); }
  .signal { color: #ffc251; }
  .signal:is(.poor, .lost) { color: #ff8a85; }
  .options { position: absolute; inset-inline-end: 0; inset-block-end: 0; display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target); transition: opacity var(--muf-fast); }
  .options span { display: grid; place-items: center; inline-size: 28px; block-size: 28px; }
  .options svg { inline-size: 16px; block-size: 16px; }
  .tile:has(.options) .tag { max-inline-size: calc(100% - var(--muf-space-2) - var(--muf-target)); }
  @media (hover: hover) { .tile:not(:hover, :focus-within) .options { opacity: 0; } }
  .ring {
    position: absolute; inset: 0; border-radius: inherit; pointer-events: none; opacity: 0;
    box-shadow: inset 0 0 0 2px var(--muf-color-positive); transition: opacity var(--muf-fast);
  }
  .speaking .ring { opacity: 1; }
  :host([bare]) .tag, :host([bare]) .ring { display: none; }
  @container (inline-size < 140px) { .veil small { display: none; } .veil { font-size: var(--muf-text-sm); } }
  @keyframes appear { from { opacity: 0; } }
`;
