import { ContextProvider } from '@lit/context';
import type { ChatLine } from '../../../core/stores/chat.ts';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/chat/muf-chat-log.ts';
import { createRoomContext, roomContext } from '../../../ui-kit/context.ts';
import '../../../ui-kit/muf-live-room.ts';
import '../../../ui-kit/people/muf-viewer-list.ts';
import { themeSheets } from '../../../ui-kit/theme.ts';

/** What the bench asks of its page. Each part marks its beginning and end in the trace. */
export interface Rendering {
  /** So many lines, in tasks of their own. */
  chat(perSecond: number, seconds: number): Promise<void>;
  /** The same text, appended to a plain scrolling list that keeps its end in sight. */
  plain(perSecond: number, seconds: number): Promise<void>;
  /** So many viewers come, and as many go, each in a task of its own; 100 are there throughout. */
  viewers(perSecond: number, seconds: number): Promise<void>;
  /** All of it at once, in a whole room. */
  room(lines: number, viewers: number, seconds: number): Promise<void>;
  /** From nothing to a drawn room. */
  first(state: 'IDLE' | 'ACTIVE'): Promise<void>;
}
declare global {
  interface Window { rendering: Rendering }
}

const said = ['that was great', 'hello from Lisbon', 'can you show the keys again?', 'what camera is this', 'first time here, love it, and I have been looking for something like it for weeks', '👏👏'];
const kept = 200;
let made = 0;

function nextLine(): ChatLine {
  made += 1;
  return { id: `line-${made}`, from: `web-${made % 40}`, role: 'viewer', displayName: `Viewer ${made % 40}`, text: said[made % said.length]!, sentAt: Date.now(), status: 'sent', isSelf: false };
}

/** Calls `act` so often, in a task of its own each, as messages from a socket come. */
async function pace(perSecond: number, seconds: number, act: () => void): Promise<void> {
  const [began, total] = [performance.now(), perSecond * seconds];
  const channel = new MessageChannel();
  for (let sent = 0; sent < total; sent += 1) {
    const late = performance.now() - began - (sent * 1000) / perSecond;
    if (late < 0) await new Promise((resolve) => { setTimeout(resolve, -late); });
    await new Promise<void>((resolve) => {
      channel.port1.onmessage = () => {
        act();
        resolve();
      };
      channel.port2.postMessage(null);
    });
  }
  channel.port1.close();
}

const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => { requestAnimationFrame(resolve); });
};

/** Runs `work` between two marks, once what was there before is drawn. */
async function marked(work: () => Promise<void>): Promise<void> {
  await frames(5);
  performance.mark('bench-begin');
  await work();
  await frames(2);
  performance.mark('bench-end');
}

/** Shows it in a column of a desktop's page, alone. */
function show(element: HTMLElement, width = 360): void {
  document.body.style.cssText = `position: fixed; inset: 0; margin: 0; inline-size: ${width}px; block-size: 640px; display: grid; font: 15px/1.4 system-ui`;
  document.body.replaceChildren(element);
}

/** Puts an element into a room as it stands beside the picture of a wide one. */
function place<Tag extends 'muf-chat-log' | 'muf-viewer-list'>(tag: Tag, manager: Scenario): HTMLElementTagNameMap[Tag] {
  const room = createRoomContext(manager);
  room.view.$layout.set('wide');
  const frame = document.createElement('div');
  frame.style.cssText = 'display: grid; min-block-size: 0; background: var(--muf-color-surface); color: var(--muf-color-on-surface)';
  frame.attachShadow({ mode: 'open' }).append(document.createElement('slot'));
  frame.shadowRoot!.adoptedStyleSheets = themeSheets('dark');
  new ContextProvider(frame, { context: roomContext, initialValue: room });
  show(frame);
  const element = document.createElement(tag);
  frame.append(element);
  return element;
}

function comeAndGo(manager: Scenario): () => void {
  const { peers } = manager.stores;
  let next = 0;
  return () => {
    const id = next++;
    if (id % 2) return peers.applyViewerLeft(`fresh-${Math.max(0, Math.floor(id / 2) - 10)}`);
    const viewer = { peerId: `fresh-${id / 2}`, displayName: `Guest ${id / 2}`, avatarUrl: undefined, role: 'viewer' as const, joinedAt: Date.now() };
    peers.applyViewer(viewer);
    manager.emit('PEER_JOINED', viewer);
  };
}

window.rendering = {
  async chat(perSecond, seconds) {
    const manager = createScenario({ chatLines: 0 });
    for (let line = 0; line < kept; line += 1) manager.stores.chat.applyPosted(nextLine(), false);
    await place('muf-chat-log', manager).updateComplete;
    await marked(() => pace(perSecond, seconds, () => manager.stores.chat.applyPosted(nextLine(), false)));
  },
  async plain(perSecond, seconds) {
    const list = document.createElement('div');
    const append = (): void => {
      const { displayName, text } = nextLine();
      const line = document.createElement('p');
      line.textContent = `${displayName} ${text}`;
      list.append(line);
      if (list.childElementCount > kept) list.firstElementChild!.remove();
      list.scrollTop = list.scrollHeight;
    };
    list.style.overflowY = 'auto';
    show(list);
    for (let line = 0; line < kept; line += 1) append();
    await marked(() => pace(perSecond, seconds, append));
  },
  async viewers(perSecond, seconds) {
    const manager = createScenario({ viewers: 100 });
    await place('muf-viewer-list', manager).updateComplete;
    await marked(() => pace(perSecond * 2, seconds, comeAndGo(manager)));
  },
  async room(lines, viewers, seconds) {
    const manager = createScenario({ viewers: 100, chatLines: 0, broadcasters: 4 });
    const room = document.createElement('muf-live-room');
    Object.assign(room, { manager });
    show(room, 1200);
    await customElements.whenDefined('muf-stage');
    await marked(async () => {
      await Promise.all([pace(lines, seconds, () => manager.stores.chat.applyPosted(nextLine(), false)), pace(viewers * 2, seconds, comeAndGo(manager))]);
    });
    room.remove();
  },
  async first(state) {
    const manager = createScenario({ state, broadcasters: 4 });
    await marked(async () => {
      const room = document.createElement('muf-live-room');
      Object.assign(room, { manager, server: location.origin, roomId: 'room-1' });
      show(room, 1200);
      await customElements.whenDefined(state === 'ACTIVE' ? 'muf-stage' : 'muf-lobby');
      await room.updateComplete;
    });
  },
};
