import { css, type CSSResult } from 'lit';

/** Buttons on the picture: bare, as large as a finger, with a shade under the pointer. */
export const pieceStyles: CSSResult = css`
  :host { color: var(--muf-color-on-video); }
  .tool {
    appearance: none; display: grid; place-items: center; flex: none; inline-size: var(--muf-target); block-size: var(--muf-target); border-radius: var(--muf-radius-full);
    color: inherit; transition: background-color var(--muf-fast), scale var(--muf-fast);
  }
  .tool:hover, .tool[aria-expanded='true'] { background: rgb(255 255 255 / 0.16) }
  .tool:active { scale: 0.94 }
  .tool svg { filter: drop-shadow(0 1px 3px rgb(0 0 0 / 0.4)) }
  :focus-visible { outline-color: var(--muf-color-on-video); box-shadow: 0 0 0 4px rgb(0 0 0 / 0.5) }
`;
