import { themeSheets, type ThemeName } from '../theme.ts';

const worn = new WeakMap<ShadowRoot, readonly CSSStyleSheet[]>();

/** Puts a theme on a shadow root, in the place of the one it had; its own sheets stay above. */
export function dress(root: ShadowRoot, theme: ThemeName): void {
  const before = worn.get(root) ?? [];
  const sheets = themeSheets(theme);
  worn.set(root, sheets);
  root.adoptedStyleSheets = [...sheets, ...root.adoptedStyleSheets.filter((sheet) => !before.includes(sheet))];
}
