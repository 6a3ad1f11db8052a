import { css } from 'lit';

/** Shared by both looks; `.compact` floats over the picture, `.wide` is a calm column. */
export const chatLogStyles = css`
  :host { position: relative; display: flex; flex-direction: column; justify-content: flex-end; min-block-size: 0; min-inline-size: 0 }
  .log { overflow-y: auto; overflow-x: hidden; overscroll-behavior: contain; overflow-anchor: none; scrollbar-width: thin; min-block-size: 0 }
  .log:focus-visible { outline-offset: -2px }
  .line { --gap: var(--muf-space-2); display: flex; align-items: flex-start; gap: var(--gap) }
  .body { flex: 1; min-inline-size: 0; margin: 0; overflow-wrap: anywhere }
  .name { display: inline-block; max-inline-size: 18ch; overflow: clip; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; font-weight: var(--muf-weight-strong) }
  .text { white-space: pre-line; unicode-bidi: isolate }
  .text a { color: inherit; text-decoration: underline; text-underline-offset: 2px }
  .badge { display: inline-block; margin-inline-start: var(--muf-space-1); padding: 0 6px; border-radius: var(--muf-radius-full); font-size: var(--muf-text-xs); font-weight: var(--muf-weight-strong); line-height: 18px; text-shadow: none }
  time { font-size: var(--muf-text-xs); font-variant-numeric: tabular-nums; color: var(--muf-color-on-surface-muted) }
  .mention { font-weight: var(--muf-weight-strong) }
  .quote { display: flex; gap: 4px; min-inline-size: 0; margin-block-end: 1px; font-size: var(--muf-text-xs); opacity: 0.85 }
  .quote svg { inline-size: 14px; block-size: 14px; translate: 0 1px }
  .quote:dir(rtl) svg { scale: -1 1 }
  .quote span { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  .quote bdi { font-weight: var(--muf-weight-strong) }
  /* There are hundreds of lines, and all move with each new one: at rest none has a layer, a clip or a picture of its own but its text. */
  .options { flex: none; align-self: flex-start; display: grid; place-items: center; inline-size: 36px; block-size: 32px; margin-block: -6px -26px; margin-inline: calc(-32px - var(--gap)) -4px; border-radius: var(--muf-radius-sm); pointer-events: none }
  .options svg { display: none; inline-size: 20px; block-size: 20px }
  .options:focus-visible, .options[aria-expanded='true'] { background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface); box-shadow: 0 0 0 1px var(--muf-color-hairline) }
  .options:focus-visible svg, .options[aria-expanded='true'] svg { display: block }
  @media (hover: hover) {
    .line:hover .options { pointer-events: auto; background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface); box-shadow: 0 0 0 1px var(--muf-color-hairline) }
    .line:hover .options svg { display: block }
  }
  .notice { display: flex; align-items: center; gap: var(--muf-space-2); margin: 0; font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); overflow-wrap: anywhere }
  .notice svg { inline-size: 18px; block-size: 18px }
  .pending .text { opacity: 0.72 }
  .failed .failed { display: block; font-size: var(--muf-text-sm) }
  .failed button { appearance: none; position: relative; padding: 0; border: 0; background: none; color: inherit; font: inherit; font-weight: var(--muf-weight-strong); text-decoration: underline; text-underline-offset: 2px; cursor: pointer }
  /* The words are small, the place to tap is not. */
  .failed button::after { content: ''; position: absolute; inset: -14px -12px }
  .arrivals { margin: 0; font-size: var(--muf-text-sm); overflow-wrap: anywhere }
  .new {
    appearance: none; position: absolute; inset-block-end: var(--muf-space-2); inset-inline: 0; justify-self: center; margin-inline: auto; inline-size: fit-content;
    display: inline-flex; align-items: center; gap: 2px; min-block-size: 32px; padding: 0 var(--muf-space-3) 0 var(--muf-space-2); border: 0; border-radius: var(--muf-radius-full);
    background: var(--muf-color-accent); color: var(--muf-color-on-accent); font: var(--muf-weight-strong) var(--muf-text-sm) / 1 var(--muf-font); font-variant-numeric: tabular-nums; cursor: pointer;
  }
  .new::before { content: ''; position: absolute; inset: -6px }
  .new svg { inline-size: 18px; block-size: 18px }

  /* It fades within its own padding: the first line of a short chat does not. */
  .compact { padding: 40px var(--muf-space-3) var(--muf-space-2); color: var(--muf-color-on-video); text-shadow: 0 0 3px rgb(0 0 0 / 0.65), 0 1px 2px rgb(0 0 0 / 0.85); mask-image: linear-gradient(transparent, #000 var(--muf-chat-fade, 40px)); scrollbar-width: none }
  .compact:focus-visible, .compact :is(a, .failed button):focus-visible { outline-color: var(--muf-color-focus-on-video) }
  .compact .lines > * + * { margin-block-start: 6px }
  .compact .mentioned .body { padding: 2px var(--muf-space-2); border-radius: var(--muf-radius-sm); background: color-mix(in srgb, var(--muf-color-accent) 34%, transparent) }
  .compact .badge.viewer { background: var(--muf-color-on-video); color: rgb(from var(--muf-color-scrim) r g b) }
  .compact .name { color: var(--muf-color-on-video-muted) }
  .compact .badge { background: var(--muf-color-live); color: var(--muf-color-on-live) }
  .compact time { display: none }
  .compact .who::after { content: ' ' }
  .compact .arrivals { color: var(--muf-color-on-video-muted) }
  .compact .empty { margin: 0; color: var(--muf-color-on-video-muted) }
  .compact .empty strong, .compact .empty svg { display: none }

  :host([layout='wide']) { justify-content: flex-start }
  .wide { flex: 1; padding: var(--muf-space-3) var(--muf-space-4); color: var(--muf-color-on-surface) }
  .wide .line { --size: 28px; --gap: var(--muf-space-3); padding-block: var(--muf-space-2) }
  .wide .who { display: flex; align-items: baseline; gap: var(--muf-space-1) }
  .wide .name { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted); min-inline-size: 0 }
  .wide time { margin-inline-start: auto; padding-inline-start: var(--muf-space-2) }
  .wide .badge { background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent); color: var(--muf-color-on-surface) }
  .wide .line:is(:hover, .mentioned) { position: relative }
  .wide .line:is(:hover, .mentioned)::before { content: ''; position: absolute; inset-block: 0; inset-inline: calc(-1 * var(--muf-space-2)); border-radius: var(--muf-radius-sm); pointer-events: none }
  @media (hover: hover) { .wide .line:hover::before { background: color-mix(in srgb, var(--muf-color-on-surface) 5%, transparent) } }
  .wide .mentioned::before { background: color-mix(in srgb, var(--muf-color-accent) 12%, transparent) !important; box-shadow: inset 2px 0 var(--muf-color-accent) }
  .wide .mentioned:dir(rtl)::before { box-shadow: inset -2px 0 var(--muf-color-accent) }
  .wide .quote, .wide .quote bdi { color: var(--muf-color-on-surface-muted); opacity: 1 }
  .wide .notice { margin-block: var(--muf-space-2); padding: var(--muf-space-2) var(--muf-space-3); border-radius: var(--muf-radius-sm); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent) }
  .wide .failed .failed { color: var(--muf-color-danger) }
  .wide .arrivals { padding-block: var(--muf-space-1); padding-inline-start: 40px; color: var(--muf-color-on-surface-muted) }
  .wide .empty { min-block-size: 100%; margin: 0; display: grid; place-content: center; justify-items: center; gap: var(--muf-space-1); text-align: center; color: var(--muf-color-on-surface-muted) }
  .wide .empty strong { color: var(--muf-color-on-surface) }
  .wide .empty svg { inline-size: 32px; block-size: 32px; margin-block-end: var(--muf-space-2) }
`;
