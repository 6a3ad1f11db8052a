import { ContextProvider } from '@lit/context';
import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import { createRoomContext, roomContext, type RoomContext } from '../../../ui-kit/context.ts';
import type { MufRequest } from '../../../ui-kit/requests.ts';
import { themeSheets } from '../../../ui-kit/theme.ts';

export interface Inside<Element extends HTMLElement> {
  readonly element: Element;
  readonly frame: HTMLElement;
  readonly manager: Scenario;
  readonly room: RoomContext;
  /** Everything that was asked for, in order. */
  readonly requests: MufRequest[];
  /** Lets pending updates happen, nested ones too. */
  settle(): Promise<void>;
}

export interface InsideOptions<Element> {
  readonly manager?: Scenario;
  readonly layout?: 'compact' | 'wide';
  readonly theme?: 'dark' | 'light';
  readonly size?: readonly [width: number, height: number];
  readonly prepare?: (element: Element, room: RoomContext) => void;
}

const frames = new Set<HTMLElement>();
afterEach(() => {
  for (const frame of frames) frame.remove();
  frames.clear();
});

/** Puts one element into a room of its own, themed and sized, that answers what the view is asked for. */
export async function inRoom<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, options: InsideOptions<HTMLElementTagNameMap[Tag]> = {}): Promise<Inside<HTMLElementTagNameMap[Tag]>> {
  const { manager = createScenario(), layout = 'compact', theme = 'dark', size = [390, 640] } = options;
  const room = createRoomContext(manager);
  room.view.$layout.set(layout);
  const requests: MufRequest[] = [];
  const frame = document.createElement('div');
  frame.attachShadow({ mode: 'open' }).append(document.createElement('slot'));
  frame.shadowRoot!.adoptedStyleSheets = themeSheets(theme);
  Object.assign(frame.style, { position: 'relative', inlineSize: `${size[0]}px`, blockSize: `${size[1]}px`, containerType: 'size', overflow: 'hidden', background: layout === 'compact' ? '#333' : 'var(--muf-color-surface)' });
  const provider = new ContextProvider(frame, { context: roomContext, initialValue: room });
  expect(provider.value).to.equal(room);
  frame.addEventListener('muf-request', ({ detail }) => {
    requests.push(detail);
    if (detail.type === 'SHEET_CLOSE') room.view.$sheet.set(null);
    if (detail.type === 'COUNTDOWN_CANCEL') room.view.$countdown.set(null);
  });
  frames.add(frame);
  document.body.append(frame);
  const element = document.createElement(tag);
  options.prepare?.(element, room);
  frame.append(element);
  const settle = (): Promise<void> => settled(frame);
  await settle();
  return { element, frame, manager, room, requests, settle };
}

async function settled(root: ParentNode): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await Promise.all(everything(root).map((element) => (element as Partial<LitElement>).updateComplete));
  }
}

function everything(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? everything(element.shadowRoot) : [])]);
}

/** The first match, through every shadow root below `root`. */
export function find<Found extends HTMLElement = HTMLElement>(root: Element, selector: string): Found {
  const found = seek<Found>(root, selector);
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found;
}

export function seek<Found extends HTMLElement = HTMLElement>(root: Element, selector: string): Found | null {
  for (const element of [root, ...everything(root), ...(root.shadowRoot ? everything(root.shadowRoot) : [])]) {
    if (element.matches(selector)) return element as Found;
  }
  return null;
}

/** Every match, through every shadow root below `root`. */
export function all<Found extends HTMLElement = HTMLElement>(root: Element, selector: string): Found[] {
  return [...everything(root), ...(root.shadowRoot ? everything(root.shadowRoot) : [])].filter((element): element is Found => element.matches(selector));
}

export const textOf = (root: Element, selector: string): string => find(root, selector).textContent.replace(/\s+/g, ' ').trim();

/** Waits for a condition that the browser brings about in its own time; gives up on what hangs, not on what is slow. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Still waiting until ${what}`);
    await new Promise(requestAnimationFrame);
  }
}
