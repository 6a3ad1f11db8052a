import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import '../../../ui-kit/muf-live-room.ts';
import '../../../ui-kit/room/live-elements.ts';
import type { MufRequest } from '../../../ui-kit/requests.ts';
import { until } from '../controls/in-room.ts';

const shown = new Set<Element>();
afterEach(async () => {
  for (const element of shown) element.remove();
  shown.clear();
  await Promise.resolve();
});

export interface RoomOptions {
  readonly manager?: Scenario | null;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly size?: readonly [width: number, height: number];
  readonly html?: string;
}

/** A room on the page, on a scenario unless told otherwise (`null`: a manager of its own). */
export async function createRoom({ manager = createScenario(), attributes = { 'room-id': 'room-1' }, size = [390, 844], html = '' }: RoomOptions = {}): Promise<MufLiveRoom> {
  const room = document.createElement('muf-live-room');
  for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
  Object.assign(room.style, { inlineSize: `${size[0]}px`, blockSize: `${size[1]}px` });
  room.innerHTML = html;
  if (manager) room.manager = manager;
  shown.add(room);
  document.body.append(room);
  await room.updateComplete;
  return room;
}

export const phaseOf = (room: MufLiveRoom): string | null | undefined => room.shadowRoot?.querySelector('.room')?.getAttribute('data-phase');

export function ask(room: MufLiveRoom, request: MufRequest): void {
  room.shadowRoot?.querySelector('.room')?.dispatchEvent(new CustomEvent('muf-request', { detail: request, bubbles: true, composed: true }));
}

/** Waits for everything in the room that comes by itself: lazily loaded elements and their updates. */
export async function settled(room: MufLiveRoom): Promise<void> {
  await until(() => pending(room.shadowRoot!).length === 0, 'the room is drawn').catch((error: Error) => {
    throw new Error(`${error.message}: ${pending(room.shadowRoot!).join()}`);
  });
}

/** Fetched when it is opened. */
const onUse: ReadonlySet<string> = new Set(['muf-chat-menu', 'muf-emoji-picker']);

/** The names of those that are not there yet, or not drawn. */
function pending(root: ShadowRoot): readonly string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    if (!element.localName.startsWith('muf-') || element.closest('.sheets') || onUse.has(element.localName)) return [];
    const waits = !element.matches(':defined') || (element as { isUpdatePending?: boolean }).isUpdatePending === true;
    return [...(waits ? [element.localName] : []), ...(element.shadowRoot ? pending(element.shadowRoot) : [])];
  });
}
