/** What single keys do, by what they do. Latin letters, whatever the keyboard's layout writes. */
export const keys = {
  mic: 'm', camera: 'v', chat: 't', people: 'p', react: 'r', captions: 'c', fullscreen: 'f', settings: 's', share: 'i', guests: 'g', leave: 'q', help: '?',
} as const satisfies Record<string, string>;

export type KeyName = keyof typeof keys;

/** As `aria-keyshortcuts` wants it. */
export const ariaKeys = (name: KeyName): string => (keys[name] === '?' ? 'Shift+?' : keys[name].toUpperCase());

type Stroke = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'repeat'>;

/** The single key that was struck alone, in lower case; on a keyboard of another script the letter printed beside it. */
export function struckKey({ key, code, shiftKey, ctrlKey, altKey, metaKey, isComposing, repeat }: Stroke): string | null {
  if (ctrlKey || altKey || metaKey || isComposing || repeat) return null;
  if (key === '?' || (shiftKey && code === 'Slash')) return '?';
  if (shiftKey) return null;
  if (/^[ -~]$/.test(key)) return key.toLowerCase();
  // A dead key, an arrow or `Enter` is no letter; `ш`, `م` and `ㅁ` stand on one.
  return key.length <= 2 ? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null : null;
}

/** Chords for who builds the page. They act while typing too, and where single keys are off. */
export const chords = { inspector: 'Alt+Shift+S', debug: 'Alt+Shift+D' } as const;

/** The letter of an Alt+Shift chord, by its place on the keyboard: with Alt, many layouts write something else. */
export function struckChord({ code, shiftKey, ctrlKey, altKey, metaKey, repeat }: Stroke): keyof typeof chords | null {
  if (!altKey || !shiftKey || ctrlKey || metaKey || repeat) return null;
  return code === 'KeyS' ? 'inspector' : code === 'KeyD' ? 'debug' : null;
}
