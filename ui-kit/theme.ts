import dark from '../themes/dark.css?inline';
import light from '../themes/light.css?inline';
import tokens from '../themes/tokens.css?inline';

/**
 * `auto` follows the system, live, also in how much contrast it wants. Any name that is not here is the page's
 * own theme: it overrides the dark values in its CSS.
 */
export type ThemeName = 'dark' | 'light' | 'auto' | 'contrast' | 'arcade' | 'salon' | (string & {});

/** Themes that are fetched when they are worn. */
const later = {
  contrast: () => import('../themes/contrast.css?inline'),
  arcade: () => import('../themes/arcade.css?inline'),
  salon: () => import('../themes/salon.css?inline'),
} as const satisfies Record<string, () => Promise<{ default: string }>>;

const sheets = new Map<string, CSSStyleSheet>();

/** Every room of a page adopts the same few sheets. */
function sheet(text: string, media = 'all'): CSSStyleSheet {
  const key = `${media} ${text}`;
  const known = sheets.get(key);
  if (known) return known;
  const made = new CSSStyleSheet({ media });
  made.replaceSync(text);
  sheets.set(key, made);
  return made;
}

/** An empty sheet that fills when its theme has come; whoever wears it by then changes at once. */
function arriving(name: keyof typeof later, media = 'all'): CSSStyleSheet {
  const key = `${media} theme ${name}`;
  const known = sheets.get(key);
  if (known) return known;
  const made = new CSSStyleSheet({ media });
  sheets.set(key, made);
  later[name]().then(({ default: text }) => made.replaceSync(text), (cause: unknown) => {
    sheets.delete(key);
    console.warn(`muf-live: the theme “${name}” could not be loaded.`, cause);
  });
  return made;
}

const contrastWanted = '(prefers-contrast: more)';

/**
 * The sheets a shadow root (or a document) adopts to take on a theme, in the order of their precedence. They weigh
 * nothing: any rule of the page, such as `muf-live-room[theme="sunset"] { --muf-color-accent: … }`, wins over them.
 */
export function themeSheets(name: ThemeName): CSSStyleSheet[] {
  const base = [sheet(tokens), sheet(dark)];
  if (name === 'light') return [sheet(tokens), sheet(light)];
  if (Object.hasOwn(later, name)) return [...base, arriving(name as keyof typeof later)];
  if (name !== 'auto') return base;
  const contrast = matchMedia(contrastWanted).matches ? [arriving('contrast', contrastWanted)] : [];
  return [...base, sheet(light, '(prefers-color-scheme: light)'), ...contrast];
}
