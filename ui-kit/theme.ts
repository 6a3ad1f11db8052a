import dark from '../themes/dark.css?inline';
import light from '../themes/light.css?inline';
import tokens from '../themes/tokens.css?inline';

/** `auto` follows the system, live. Any other name is the page's own theme: it overrides the dark values in its CSS. */
export type ThemeName = 'dark' | 'light' | 'auto' | (string & {});

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

/**
 * The sheets a shadow root (or a document) adopts to take on a theme, in the order of their precedence. They weigh
 * nothing: any rule of the page, such as `muf-live-room[theme="sunset"] { --muf-color-accent: … }`, wins over them.
 */
export function themeSheets(name: ThemeName): CSSStyleSheet[] {
  switch (name) {
    case 'light':
      return [sheet(tokens), sheet(light)];
    case 'auto':
      return [sheet(tokens), sheet(dark), sheet(light, '(prefers-color-scheme: light)')];
    default:
      return [sheet(tokens), sheet(dark)];
  }
}
