import { css, type CSSResult } from 'lit';

/** Compact: the picture edge to edge with everything over it. Wide: the picture with a panel beside it. */
export const setupStyles: CSSResult = css`
  :host { display: block; position: relative; min-block-size: 0; block-size: 100%; container: setup / size }
  .setup { position: relative; display: flex; flex-direction: column; block-size: 100%; margin: 0; overflow-y: auto; isolation: isolate; color: var(--muf-color-on-video) }
  muf-preview { position: absolute; inset: 0; z-index: -1 }
  .top, .bottom { position: relative; display: grid; gap: var(--muf-space-3); padding: var(--muf-space-4); padding-inline: max(var(--muf-space-4), env(safe-area-inset-left)) max(var(--muf-space-4), env(safe-area-inset-right)) }
  .top { padding-block-start: max(var(--muf-space-4), env(safe-area-inset-top)); background: linear-gradient(var(--muf-color-scrim), transparent) }
  .bottom { padding-block: var(--muf-space-4) max(var(--muf-space-4), env(safe-area-inset-bottom)); background: linear-gradient(transparent, var(--muf-color-scrim)) }
  .label { text-shadow: 0 1px 3px rgb(0 0 0 / 0.7) }
  /* A property of its own: WebKit asks no container about a placeholder. */
  .top .box { --hint: var(--muf-color-on-video-muted); background: var(--muf-color-chrome); border-color: transparent; color: var(--muf-color-on-video); backdrop-filter: blur(var(--muf-blur)) }
  [part='title'] { font-weight: var(--muf-weight-strong); font-size: max(16px, var(--muf-text-lg)) }
  .toggles { position: relative; display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: var(--muf-space-2); margin-block-start: auto; padding-inline: var(--muf-space-3) }
  .meter { display: grid; place-items: center; block-size: 48px; padding-inline: var(--muf-space-4); border-radius: var(--muf-radius-full); background: var(--muf-color-chrome); color: var(--muf-color-on-video); backdrop-filter: blur(var(--muf-blur)) }
  .more { display: inline-flex; align-items: center; gap: var(--muf-space-2); min-block-size: 48px; padding-inline: var(--muf-space-4) var(--muf-space-3); border-radius: var(--muf-radius-full); background: var(--muf-color-chrome); color: var(--muf-color-on-video); backdrop-filter: blur(var(--muf-blur)); font-weight: var(--muf-weight-strong); font-size: var(--muf-text-sm) }
  .more > svg { inline-size: 18px; block-size: 18px; transition: rotate var(--muf-move) var(--muf-ease) }
  .more[aria-expanded='true'] > svg { rotate: 180deg }
  .devices { display: none; gap: var(--muf-space-3); padding: var(--muf-space-4); border-radius: var(--muf-radius-md); background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface) }
  .devices.open { display: grid }
  .speaker { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: end; gap: 0 var(--muf-space-2) }
  .speaker:has(> muf-device-select[hidden]) { column-gap: 0 }
  .go { inline-size: 100%; min-block-size: 56px; font-size: var(--muf-text-lg) }
  /* However much is told above it, the one thing to press stays in sight. */
  .bottom:not(:has(.devices.open)) { position: sticky; inset-block-end: 0; z-index: 1 }

  @container setup (inline-size >= 600px) {
    :is(.top, .bottom) > *, .bottom ::slotted(*) { inline-size: 100%; max-inline-size: 520px; margin-inline: auto }
  }

  @container setup ((inline-size >= 960px) or ((inline-size >= 760px) and (orientation: landscape))) {
    :is(.top, .bottom) > *, .bottom ::slotted(*) { max-inline-size: none }
    .setup { display: grid; grid-template: auto 1fr / minmax(0, 1fr) 360px; gap: 0 var(--muf-space-5); padding: var(--muf-space-5); color: var(--muf-color-on-surface); background: var(--muf-color-surface) }
    muf-preview { position: sticky; inset: 0 auto auto; z-index: 0; grid-area: 1 / 1 / 3 / 2; block-size: calc(100cqb - 2 * var(--muf-space-5)); min-block-size: 240px; border-radius: var(--muf-radius-lg) }
    .top, .bottom { grid-column: 2; align-content: start; padding: 0; background: none; gap: var(--muf-space-4) }
    .top { padding-block-end: var(--muf-space-4) }
    .bottom, .bottom:not(:has(.devices.open)) { position: relative; align-content: end }
    .go { position: sticky; inset-block-end: 0; z-index: 1; box-shadow: 0 0 0 var(--muf-space-3) var(--muf-color-surface), 0 var(--muf-space-5) 0 var(--muf-space-3) var(--muf-color-surface) }
    .toggles { grid-area: 1 / 1 / 3 / 2; align-self: end; position: sticky; inset-block-end: 0; padding-block-end: var(--muf-space-5) }
    .label { text-shadow: none }
    .top .box { --hint: var(--muf-color-on-surface-muted); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent); border-color: var(--muf-color-hairline); color: var(--muf-color-on-surface); backdrop-filter: none }
    .more { display: none }
    .devices { display: grid; padding: 0; background: none }
  }
  /* A phone on its side. */
  @container setup (inline-size >= 760px) and (block-size < 480px) {
    .setup { padding-block: var(--muf-space-4) }
    muf-preview { block-size: calc(100cqb - 2 * var(--muf-space-4)) }
    .top, .bottom { gap: var(--muf-space-2) }
    .top { padding-block-end: 0 }
  }
`;
