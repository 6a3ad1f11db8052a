export type PlayerKey = 'play' | 'mute' | 'fullscreen' | 'captions' | 'pip' | 'live' | 'back' | 'forward' | 'louder' | 'quieter';

const keys: Readonly<Record<string, PlayerKey>> = {
  ' ': 'play', 'k': 'play', 'm': 'mute', 'f': 'fullscreen', 'c': 'captions', 'i': 'pip', 'l': 'live',
  'ArrowLeft': 'back', 'ArrowRight': 'forward', 'ArrowUp': 'louder', 'ArrowDown': 'quieter',
};

/** Does what a key says, unless a control that has the focus wants it for itself. Returns whether it did. */
export function actOn(event: KeyboardEvent, acts: Readonly<Record<PlayerKey, () => void>>): boolean {
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const [target] = event.composedPath();
  const isControl = target instanceof Element && target.matches('input, button, select, textarea');
  // Buttons are pressed by the space bar, and sliders and choices are moved by arrows.
  const isTheirs = isControl && (event.key === ' ' || event.key.startsWith('Arrow')) && !(target.matches('button') && event.key.startsWith('Arrow'));
  if (!act || isTheirs || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  event.preventDefault();
  acts[act]();
  return true;
}
