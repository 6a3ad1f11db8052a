const keyOf = (name: Remembered): string => `muf:${name}`;

/** What this browser keeps between visits. */
export type Remembered = 'name' | 'camera' | 'microphone' | 'shortcuts' | 'captions';

/** Storage may be forbidden (private windows, sandboxed frames): then there is simply nothing remembered. */
export function recall(name: Remembered): string {
  try {
    return localStorage.getItem(keyOf(name)) ?? '';
  } catch {
    return '';
  }
}

export function remember(name: Remembered, value: string): void {
  try {
    if (value) localStorage.setItem(keyOf(name), value);
    else localStorage.removeItem(keyOf(name));
  } catch {
    // Not remembered then.
  }
}
