import type { CSSResult } from 'lit';

let sheet: CSSStyleSheet | undefined;
const waiting = new Set<ShadowRoot>();
const dressed = new WeakSet<ShadowRoot>();

function put(root: ShadowRoot, styles: CSSStyleSheet): void {
  root.adoptedStyleSheets.push(styles);
  dressed.add(root);
}

/** Gives a room the styles of its live parts: now, or together with the elements they are for, before those are drawn. */
export function wearLive(root: ShadowRoot): void {
  if (dressed.has(root)) return;
  if (sheet) put(root, sheet);
  else waiting.add(root);
}

/** The live parts are here: every room that waits for them is dressed. */
export function bringLiveStyles({ styleSheet }: CSSResult): void {
  sheet = styleSheet;
  if (!sheet) return;
  for (const root of waiting) put(root, sheet);
  waiting.clear();
}
