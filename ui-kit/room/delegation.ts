import type { MufRequest } from '../requests.ts';

/**
 * What a button in the light DOM can ask for without script: `<button data-muf-request="SHARE_OPEN">`. Only requests
 * that need no secret and no device are here.
 */
const delegated: Readonly<Record<string, (data: DOMStringMap) => MufRequest | undefined>> = {
  CHAT_OPEN: () => ({ type: 'CHAT_OPEN' }),
  PEOPLE_OPEN: () => ({ type: 'PEOPLE_OPEN' }),
  SHARE_OPEN: () => ({ type: 'SHARE_OPEN' }),
  INTERACT_OPEN: () => ({ type: 'SHEET_OPEN', sheet: 'interact' }),
  EFFECTS_OPEN: () => ({ type: 'SHEET_OPEN', sheet: 'effects' }),
  GUESTS_OPEN: () => ({ type: 'SHEET_OPEN', sheet: 'guests' }),
  SETTINGS_OPEN: () => ({ type: 'SHEET_OPEN', sheet: 'settings' }),
  KEYBOARD_HELP_OPEN: () => ({ type: 'SHEET_OPEN', sheet: 'keyboard' }),
  DEBUG_OPEN: () => ({ type: 'SHEET_OPEN', sheet: 'debug' }),
  SHEET_CLOSE: () => ({ type: 'SHEET_CLOSE' }),
  END_ASK: () => ({ type: 'END_ASK' }),
  STREAM_LEAVE: () => ({ type: 'STREAM_LEAVE' }),
  SETUP_RETURN: () => ({ type: 'SETUP_RETURN' }),
  SOUND_UNLOCK: () => ({ type: 'SOUND_UNLOCK' }),
  FULLSCREEN_TOGGLE: () => ({ type: 'FULLSCREEN_TOGGLE' }),
  REACTION_SEND: ({ mufEmoji }) => (mufEmoji ? { type: 'REACTION_SEND', emoji: mufEmoji } : undefined),
};

/** The request a click in the room's light DOM stands for, if it is on something marked `data-muf-request`. */
export function requestOfClick(event: Event, room: Element): MufRequest | undefined {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-muf-request]') : null;
  if (!target || !room.contains(target) || event.defaultPrevented) return undefined;
  const name = target.dataset['mufRequest'] ?? '';
  const request = Object.hasOwn(delegated, name) ? delegated[name]?.(target.dataset) : undefined;
  if (!request) console.warn(`muf-live: data-muf-request="${name}" is not known. Known are ${Object.keys(delegated).join(', ')}.`);
  return request;
}
