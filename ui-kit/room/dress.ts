import { themeSheets, type ThemeName } from '../theme.ts';

const worn = new WeakMap<ShadowRoot, readonly CSSStyleSheet[]>();

/** Whoever makes a theme has the page open on their own machine. */
export const isDevelopment = (): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname);

/** Puts a theme on a shadow root, in the place of the one it had; its own sheets stay above. */
export function dress(root: ShadowRoot, theme: ThemeName): void {
  const before = worn.get(root) ?? [];
  const sheets = themeSheets(theme);
  worn.set(root, sheets);
  root.adoptedStyleSheets = [...sheets, ...root.adoptedStyleSheets.filter((sheet) => !before.includes(sheet))];
  if (isDevelopment()) void lookAt(root, theme);
}

/** Checks a theme that is the page's own, when the page has had the time to style it. The kit's own are tested. */
async function lookAt({ host }: ShadowRoot, theme: ThemeName): Promise<void> {
  const { warnOfContrast } = await import('./contrast-check.ts');
  await new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
  if (host.isConnected && (host.getAttribute('theme') ?? 'dark') === theme) warnOfContrast(host);
}
