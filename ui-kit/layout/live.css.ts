import { css, type CSSResult } from 'lit';

/**
 * The live room's parts about the stage, fetched with them. `data-layout` says compact or wide (one decision, made from
 * the room's own width, that the elements share); everything finer is a container query on the host.
 */
export const liveStyles: CSSResult = css`
  .viewport { grid-area: 1 / 1; position: relative; overflow: hidden; background: #08090c; }
  muf-stage { position: absolute; inset: 0; }
  .scrim { position: absolute; inset-inline: 0; pointer-events: none; }
  .scrim.top { inset-block-start: 0; block-size: 152px; background: linear-gradient(var(--muf-color-scrim), transparent); }
  .scrim.bottom { inset-block-end: 0; block-size: 52%; background: linear-gradient(transparent, color-mix(in srgb, var(--muf-color-scrim) 80%, transparent)); }
  .top-stack {
    position: absolute; inset-block-start: 0; inset-inline: 0; z-index: 2; display: grid; gap: var(--muf-space-2);
    padding-block-start: var(--edge-top); padding-inline: var(--edge-start) var(--edge-end); pointer-events: none;
  }
  .top-stack > * { pointer-events: auto; }
  .top-stack > muf-notice, .top-stack > muf-toasts { pointer-events: none; }
  .fx { position: absolute; inset: 0; z-index: 3; pointer-events: none; overflow: hidden; }
  .fx ::slotted(*) { pointer-events: none !important; }
  .rail {
    position: absolute; z-index: 2; inset-inline: var(--edge-start) var(--edge-end); inset-block: calc(var(--edge-top) + 30% + var(--banner, 0px)) calc(64px + var(--edge-bottom) + var(--muf-space-2));
    display: grid; grid-template: minmax(0, 1fr) fit-content(100%) / minmax(0, 1fr) auto; row-gap: var(--muf-space-3); pointer-events: none;
  }
  .side-cards { grid-area: 1 / 1 / 2 / -1; place-self: start end; max-inline-size: 40%; max-block-size: 100%; display: grid; gap: var(--muf-space-2); min-block-size: 0; overflow-y: auto; scrollbar-width: none; pointer-events: auto; }
  /* What scrolls clips: its padding keeps badges and rings whole. */
  .rail muf-controls { grid-area: 2 / 2; margin: auto calc(-1 * var(--muf-space-2)) calc(-1 * var(--muf-space-2)); padding: var(--muf-space-2); max-block-size: 100%; overflow-y: auto; scrollbar-width: none; }
  /* At the foot of the picture, in reach of the thumb and off the faces. */
  .rail muf-sound-unlock { grid-area: 2 / 1; place-self: end start; margin-inline-end: var(--muf-space-2); }

  muf-captions { position: absolute; z-index: 2; inset-inline: calc(var(--edge-end) + 48px + var(--muf-space-2)); inset-block-end: calc(var(--muf-chat-height, 40cqb) + var(--bar) + var(--muf-space-6)); }
  [data-layout='wide'] muf-captions, [data-short] muf-captions { inset-block-end: 88px; }

  muf-cohost { position: absolute; z-index: 5; inset-inline: var(--edge-start) calc(var(--edge-end) + 48px + var(--muf-space-2)); inset-block-end: calc(var(--bar) + var(--muf-space-3)); max-inline-size: 420px; }
  [data-layout='wide'] muf-cohost { inset-inline: var(--muf-space-4); inset-block-end: 88px; margin-inline: auto; }

  /* Over a phone's picture, notices stand on the chat: above it there are faces. A card that asks keeps its place, they go above it. */
  [data-phase='live']:is([data-layout='compact'], [data-stacked]) > .toasts { --toast-from: 8px; inset-block: auto calc(var(--bar) + var(--muf-space-1)); inset-inline: var(--edge-start) calc(var(--edge-end) + 48px + var(--muf-space-2)); justify-items: start; }
  [data-phase='live']:is([data-layout='compact'], [data-stacked]):has(muf-cohost[data-asking]) > .toasts { inset-block-end: calc(var(--bar) + 200px); }
  [data-stacked] > .toasts { inset-inline-end: var(--edge-end); }
  [data-short]:not([data-layout='wide']) > .toasts { inset-inline-end: 52%; }
  [data-phase='live'][data-layout='wide']:not([data-stacked]) > .toasts { inset-inline-end: calc(clamp(280px, 40cqi, 360px) + var(--muf-space-3)); }

  muf-side { grid-area: 1 / 1; align-self: end; padding-block-end: var(--muf-space-2); z-index: 2; pointer-events: none; max-block-size: 100%; }
  muf-chat { pointer-events: none; }
  muf-chat::part(log), muf-chat::part(bar), .banner-bottom { pointer-events: auto; }
  /* A phone's grid of three or four ends where the chat begins. */
  [data-crowded][data-layout='compact']:not([data-short]) { --muf-chat-height: calc(41cqb - var(--bar) - var(--muf-space-2)); --muf-chat-fade: 16px; }
  [data-crowded][data-layout='compact']:not([data-short]) muf-side { max-block-size: calc(41cqb - var(--muf-space-1)); }
  /* Little height, many controls: they stand in a row over the message box, off the faces. That row, and what unlocks the sound, take their height from the chat. */
  .room[data-row] { --row: 56px; --column: 0px; }
  .room[data-layout='compact']:not([data-short]):has(muf-sound-unlock[data-blocked]) { --unlock: 56px; }
  .room:where([data-row], :has(muf-sound-unlock[data-blocked])) { --over-box: calc(var(--row, 0px) + var(--unlock, 0px)); --bar: calc(64px + var(--over-box) + var(--edge-bottom)); --muf-chat-height: calc(40cqb - var(--over-box)); }
  .room:where([data-row], :has(muf-sound-unlock[data-blocked])) muf-chat::part(bar) { margin-block-start: var(--over-box); }
  [data-row] .rail { grid-template: minmax(0, 1fr) auto fit-content(100%) / minmax(0, 1fr); row-gap: var(--muf-space-2); }
  [data-row] .rail muf-controls { grid-area: 3 / 1; }
  .banner-bottom { padding-inline: var(--edge-start) var(--edge-end); }
  /* What comes between the messages and the box leaves the controls' column free. */
  [data-layout='compact'] .banner-bottom { padding-inline-end: calc(var(--edge-end) + var(--column)); }
  [data-layout='compact'] muf-chat::part(reply) { margin-inline-end: calc(var(--edge-end) + var(--column)); }
  .room { --column: calc(48px + var(--muf-space-2)); --muf-stage-top: calc(var(--edge-top) + 96px + var(--banner, 0px)); }

  /* Wide enough for the header's one row. */
  @container (inline-size >= 640px) {
    .room, .room[data-stacked] { --muf-stage-top: calc(var(--edge-top) + 56px + var(--banner, 0px)); }
    /* Nobody reads, or writes, across a whole screen: the controls then stand beside. */
    [data-layout='compact'] { --column: 0px; }
    [data-layout='compact']:not([data-short]) muf-side { max-inline-size: 560px; }
    [data-layout='compact']:not([data-short]) .rail { inset-block-end: calc(var(--edge-bottom) + 10px); }
    [data-layout='compact']:not([data-short]) muf-sound-unlock { margin-block-end: 62px; }
  }

  [data-layout='wide'] { grid-template-columns: minmax(0, 1fr) clamp(280px, 40cqi, 360px); }
  [data-layout='wide'] muf-side { grid-area: 1 / 2; align-self: stretch; pointer-events: auto; }
  [data-layout='wide'] muf-chat { pointer-events: auto; }
  [data-layout='wide'] .scrim.bottom { block-size: 120px; opacity: 0.8; }
  [data-layout='wide'] .top-stack { padding: max(var(--muf-space-4), var(--edge-top)) var(--muf-space-4) 0; padding-inline-start: max(var(--muf-space-4), var(--edge-start)); }
  [data-layout='wide'] .rail { inset-inline: max(var(--muf-space-4), var(--edge-start)) var(--muf-space-4); inset-block: 22% calc(var(--muf-space-4) + var(--edge-bottom)); grid-template-columns: minmax(max-content, 1fr) auto minmax(0, 1fr); }
  [data-layout='wide'] muf-side { padding-inline-end: calc(var(--edge-end) - var(--muf-space-3)); }
  [data-layout='wide'] .side-cards { max-inline-size: 260px; }
  .room[data-layout='wide'] { --muf-stage-top: calc(76px + var(--banner, 0px)); --muf-stage-bottom: 80px; }

  /* A theatre with no room beside the stage: what people say stands below it. */
  .room[data-stacked] { grid-template: clamp(200px, 75cqi, 44cqb) minmax(0, 1fr) / minmax(0, 1fr); --muf-stage-top: calc(var(--edge-top) + 96px + var(--banner, 0px)); --muf-stage-bottom: 64px; }
  [data-stacked] muf-side { grid-area: 2 / 1; }
  [data-stacked] .top-stack { padding-block-start: var(--edge-top); padding-inline: var(--edge-start) var(--edge-end); }
  [data-stacked] .rail { inset-inline: var(--edge-start) var(--edge-end); inset-block-end: var(--muf-space-2); grid-template-columns: auto minmax(0, 1fr); }
  [data-stacked] muf-controls { max-inline-size: 100%; }
  [data-stacked] muf-controls::part(controls) { flex-wrap: nowrap; justify-content: safe center; overflow-x: auto; scrollbar-width: none; }
  [data-stacked] muf-cohost { inset-block-end: 72px; inset-inline: var(--edge-start) var(--edge-end); }

  /* A phone on its side: the chat keeps to the start, the controls to the end. */
  [data-short]:not([data-layout='wide']) muf-side { inline-size: min(48%, 400px); }
  [data-short]:not([data-layout='wide']) .rail { inset-block-end: calc(var(--edge-bottom) + 10px); inset-inline-start: 48%; grid-template-columns: minmax(max-content, 1fr) auto; }
  [data-short]:not([data-layout='wide']) muf-sound-unlock { justify-self: end; }
  :is([data-short], [data-layout='wide']):has(muf-sound-unlock[data-blocked]) muf-controls::part(controls) { flex-wrap: nowrap; justify-content: safe center; overflow-x: auto; scrollbar-width: none; }
  [data-short] .side-cards { max-inline-size: 100%; }
  /* Little height: faces first, then the last words. */
  [data-short][data-layout='compact'] { --column: 0px; --muf-chat-height: 32cqb; }
  [data-short]:not([data-layout='wide']) .scrim.bottom { block-size: 70%; }
  [data-short][data-layout='wide'] .rail { inset-block-end: calc(var(--edge-bottom) + 10px); }
  .room[data-short] { --muf-stage-bottom: calc(60px + var(--edge-bottom)); }

  /* A page at 400 %: there is neither height nor width. */
  @container (inline-size < 560px) {
    [data-short][data-layout='compact'] muf-side { inline-size: auto; --muf-chat-height: max(0px, 100cqb - var(--muf-stage-top) - var(--bar) - 64px); }
    [data-short][data-layout='compact'] .rail { inset-inline: var(--edge-start) var(--edge-end); inset-block: 0 var(--bar); grid-template-columns: auto minmax(0, 1fr); }
    [data-short][data-layout='compact'] muf-controls::part(controls) { flex-wrap: nowrap; justify-content: safe center; overflow-x: auto; scrollbar-width: none; }
    [data-short][data-layout='compact'] muf-chat::part(log) { margin-block-end: 56px; }
  }

  /* Seen from a sofa. What the theme says is taken along, so it is read one level above where it is written anew. */
  .room { --xs: var(--muf-text-xs); --sm: var(--muf-text-sm); --md: var(--muf-text-md); --lg: var(--muf-text-lg); --xl: var(--muf-text-xl); }
  @container (inline-size >= 1800px) and (block-size >= 900px) {
    .room > * { --far: 1.2; --muf-text-xs: calc(var(--xs) * var(--far)); --muf-text-sm: calc(var(--sm) * var(--far)); --muf-text-md: calc(var(--md) * var(--far)); --muf-text-lg: calc(var(--lg) * var(--far)); --muf-text-xl: calc(var(--xl) * var(--far)); }
    [data-layout='wide'] { grid-template-columns: minmax(0, 1fr) 22cqi; }
  }
  @container (inline-size >= 2800px) and (block-size >= 1400px) { .room > * { --far: 1.9; --muf-target: 64px; } }
`;
