/** Of the small window, which has nothing of the page's: no tokens, no theme. */
export const pictureStyles = `
  :root { color-scheme: dark; font: 450 13px/1.4 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
  body { margin: 0; block-size: 100vh; display: grid; grid-auto-rows: minmax(0, 1fr); gap: 2px; background: #08090c; color: #fff; overflow: hidden; }
  @media (min-aspect-ratio: 1) { body:has(> :nth-child(2)) { grid-template-columns: 1fr 1fr; } }
  body:has(> :nth-child(3)) { grid-template-columns: 1fr 1fr; }
  figure { position: relative; display: grid; place-items: center; min-block-size: 0; min-inline-size: 0; margin: 0; overflow: hidden; background: radial-gradient(120% 90% at 50% 35%, oklch(0.4 0.09 var(--hue)), oklch(0.2 0.05 var(--hue))); }
  figure:nth-child(3):last-child { grid-column: 1 / -1; }
  video { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover; }
  .screen video { object-fit: contain; background: #08090c; }
  .mirrored video { scale: -1 1; }
  .off video { opacity: 0; }
  figcaption { position: absolute; inset-inline-start: 8px; inset-block-end: 8px; max-inline-size: calc(100% - 16px); box-sizing: border-box; padding: 2px 10px; border-radius: 999px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; background: rgb(15 16 21 / 0.66); }
  .speaking { box-shadow: inset 0 0 0 2px #45d69a; }
  .speaking figcaption { background: #0b7548; }
  b { font-size: 32px; font-weight: 650; }
  @media (forced-colors: active) { figure { border: 1px solid CanvasText; } .speaking { outline: 3px solid Highlight; outline-offset: -3px; } }
`;
