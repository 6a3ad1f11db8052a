import { css, type CSSResult } from 'lit';

export const headerStyles: CSSResult = css`
  :host { display: block; container-type: inline-size; }
  .header, .line { display: flex; align-items: center; gap: var(--muf-space-2); }
  .header { flex-direction: column; align-items: stretch; }
  .pill { display: flex; flex: 0 1 auto; align-items: center; gap: var(--muf-space-2); min-inline-size: 128px; block-size: var(--muf-target); padding: 0 14px 0 6px; }
  :host(:dir(rtl)) .pill { padding: 0 6px 0 14px; }
  .pill .avatar { --size: 32px; transition: box-shadow var(--muf-fast); }
  .pill.speaking .avatar { box-shadow: 0 0 0 2px var(--muf-color-positive-on-video); }
  .who { display: grid; min-inline-size: 0; line-height: 1.2; gap: 1px; }
  .name { font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); justify-self: start; max-inline-size: 22ch; }
  .state { display: flex; align-items: center; gap: 6px; font-size: var(--muf-text-xs); white-space: nowrap; color: var(--muf-color-on-video-muted); }
  .live {
    display: inline-flex; align-items: center; gap: 4px; padding: 0 5px; border-radius: 4px;
    font-size: 0.625rem; font-weight: 700; letter-spacing: 0.04em; line-height: 15px;
    color: var(--muf-color-on-live); background: var(--muf-color-live);
  }
  .dot { inline-size: 5px; block-size: 5px; border-radius: 50%; background: currentColor; /* In steps: a smooth one would have the whole page drawn 60 times a second for as long as it lives. */ animation: breathe 2.4s steps(8) infinite; }
  .action { display: flex; align-items: center; gap: var(--muf-space-2); }
  .row { flex: 1; display: flex; align-items: center; gap: var(--muf-space-2); min-inline-size: 0; }
  .chips {
    display: flex; flex: 1; align-items: center; gap: var(--muf-space-2); min-inline-size: 0; overflow-x: auto;
    scrollbar-width: none; overscroll-behavior-inline: contain;
    mask-image: linear-gradient(to right, #000 calc(100% - 12px), transparent);
  }
  .chips:dir(rtl) { mask-image: linear-gradient(to left, #000 calc(100% - 12px), transparent); }
  /* What fills these may be several things side by side: the mount lays them out, a child of the page's own keeps its way. */
  ::slotted([data-muf-slot]) { display: flex; flex: none; align-items: center; gap: var(--muf-space-2); }
  .top-right { display: flex; align-items: center; gap: var(--muf-space-2); }
  .count { flex: none; display: flex; align-items: center; gap: 6px; block-size: 32px; padding: 0 12px 0 9px; font-size: var(--muf-text-sm); white-space: nowrap; }
  :host(:dir(rtl)) .count { padding: 0 9px 0 12px; }
  .count svg { inline-size: 18px; block-size: 18px; }
  .close { flex: none; margin-inline-start: auto; display: grid; place-items: center; min-inline-size: var(--muf-target); block-size: var(--muf-target); transition: background var(--muf-fast); }
  .close.end { padding: 0 16px; color: var(--muf-color-on-live); background: var(--muf-color-live); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); backdrop-filter: none; }
  .close:hover { background: color-mix(in srgb, var(--muf-color-chrome), #fff 14%); }
  .close.end:hover { background: color-mix(in srgb, var(--muf-color-live), #000 12%); }
  .close.away { visibility: hidden; }
  @container (inline-size < 340px) { .count svg { display: none; } .count { padding: 0 10px !important; } .name { max-inline-size: 12ch; } }
  @container (inline-size >= 600px) {
    .header { flex-direction: row; align-items: center; }
    .line { display: contents; }
    .close { order: 1; margin: 0; }
    .name { max-inline-size: 32ch; }
  }
  @media (forced-colors: active) { .live { forced-color-adjust: none; color: Canvas; background: CanvasText; } .pill.speaking .avatar { outline: 3px solid Highlight; } }
  @keyframes breathe { 50% { opacity: 0.35; } }
`;
