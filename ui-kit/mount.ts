import type { SlotContent } from '../core/slot-port.ts';
import type { LayoutAttribute } from './layout/layouts.ts';
import { MufLiveRoom } from './muf-live-room.ts';
import type { JoinAs } from './phase.ts';
import type { PresetChoice } from './preset/find-preset.ts';

export interface MountOptions {
  /** Default: the page's own origin. */
  readonly server?: string;
  readonly roomId?: string;
  readonly token?: string;
  /** Whose audience to join: a broadcaster's peer id. */
  readonly host?: string;
  /** Default: the token's role, else `viewer`. */
  readonly joinAs?: JoinAs;
  readonly theme?: string;
  /** By name, by the address of its JSON, or itself. */
  readonly preset?: PresetChoice;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
  readonly layout?: LayoutAttribute;
  /** Slot name → content. */
  readonly slots?: Readonly<Record<string, SlotContent>>;
  /** Content of the end screen; short for its three slots. */
  readonly endScreen?: { readonly statsCards?: SlotContent; readonly recommendations?: SlotContent; readonly cta?: SlotContent };
}

const attributes = { server: 'server', roomId: 'room-id', token: 'token', host: 'host', joinAs: 'join-as', theme: 'theme', lang: 'lang', dir: 'dir', layout: 'layout' } as const;

/**
 * Puts a room into an element of the page, for script users. Throws a `TypeError` when there is no such element.
 * Take the room away with `room.remove()`.
 */
export function mount(target: string | Element, options: MountOptions = {}): MufLiveRoom {
  const parent = typeof target === 'string' ? find(target) : target;
  const room = new MufLiveRoom();
  for (const [name, attribute] of Object.entries(attributes)) {
    const value = options[name as keyof typeof attributes];
    if (value !== undefined) room.setAttribute(attribute, value);
  }
  const ending = Object.entries(options.endScreen ?? {}).map(([name, content]) => [`endScreen.${name}`, content] as const);
  room.preset = options.preset ?? null;
  room.slots = { ...options.slots, ...Object.fromEntries(ending) };
  parent.append(room);
  return room;
}

function find(selector: string): Element {
  const element = document.querySelector(selector);
  if (!element) throw new TypeError(`mount: nothing on this page matches "${selector}".`);
  return element;
}
