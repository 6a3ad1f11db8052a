import { css, type CSSResult } from 'lit';

/** What every visible element starts from. Type, reset, focus ring and the two kinds of floating chrome. */
export const shared: CSSResult = css`
  :host {
    box-sizing: border-box;
    font-family: var(--muf-font);
    font-size: var(--muf-text-md);
    font-weight: var(--muf-weight);
    line-height: 1.35;
    color: var(--muf-color-on-surface);
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, p, dl, dd, ul { margin: 0; padding: 0; }
  button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; touch-action: manipulation; }
  :focus-visible { outline: 2px solid var(--muf-color-focus); outline-offset: 2px; }
  :host([data-quiet]), [data-quiet] { outline: none !important; }
  :host([data-silent]) * { visibility: hidden !important; }
  svg { display: block; flex: none; }
  .ellipsis { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-inline-size: 0; }
  .tabular { font-variant-numeric: tabular-nums; }
  svg[data-icon='exit']:dir(rtl) { scale: -1 1 }
  .visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
  /* Colours of the system's own (WCAG technique): what was a shade is a line, what was a tint is its highlight. */
  @media (forced-colors: active) {
    button, .chrome, .avatar { border: 1px solid !important; }
    :focus-visible { outline: 3px solid Highlight; }
    :is([aria-pressed='true'], [aria-selected='true']) { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  }
`;

/** Chips that float on the picture: the same dark glass in every theme. */
export const chrome: CSSResult = css`
  .chrome {
    color: var(--muf-color-on-video);
    background: var(--muf-color-chrome);
    backdrop-filter: blur(var(--muf-blur)) saturate(1.4);
    box-shadow: inset 0 0 0 1px rgb(255 255 255 / 0.08);
    border-radius: var(--muf-radius-full);
  }
  .chrome:focus-visible, .chrome :focus-visible { outline-color: var(--muf-color-focus-on-video); }
`;
