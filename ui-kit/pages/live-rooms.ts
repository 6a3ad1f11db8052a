import { livePageOf, type LivePage, type LiveRoom } from './explore.ts';
import { say } from './language.ts';

const pageSize = 12;
/** How often the list is made new while the page is looked at. */
const everyMs = 20_000;

const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, ...content: readonly (Node | string)[]): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
};

function faceOf({ hostName, hostAvatarUrl }: LiveRoom): HTMLElement {
  const initial = Array.from(hostName)[0] ?? '•';
  if (!hostAvatarUrl) return make('span', 'face', initial);
  const picture = make('img', '');
  picture.alt = '';
  picture.src = hostAvatarUrl;
  const face = make('span', 'face', picture);
  picture.addEventListener('error', () => face.replaceChildren(initial), { once: true });
  return face;
}

function cardOf(room: LiveRoom): HTMLLIElement {
  const { href, title, category, hostName, viewerCount } = room;
  const name = make('strong', '', title || hostName || say('room'));
  name.dir = 'auto';
  // Each in the direction it is written in, in which it is cut off, too: a host's name may be of another than the page.
  const facts = [say('watching', { count: viewerCount }), title && hostName, category].filter(Boolean);
  const face = faceOf(room);
  face.ariaHidden = 'true';
  const link = make('a', 'room', face, name, make('span', 'about', ...facts.map((fact) => make('span', '', make('bdi', '', fact)))));
  link.href = href;
  return make('li', '', link);
}

async function fetchPage(offset: number, limit: number): Promise<LivePage | undefined> {
  try {
    const response = await fetch(`./api/live/explore?${new URLSearchParams({ offset: String(offset), limit: String(limit) }).toString()}`);
    return response.ok ? livePageOf(await response.json()) : undefined;
  } catch {
    // Offline, or the server is restarting: what is shown stays.
    return undefined;
  }
}

/** Shows the rooms that can be found, and keeps the list fresh while someone looks at it. */
export function showLiveRooms(): void {
  const section = document.querySelector<HTMLElement>('#live');
  const list = document.querySelector<HTMLElement>('#rooms');
  const more = document.querySelector<HTMLButtonElement>('#more');
  if (!section || !list || !more) return;
  let shown = pageSize;

  async function refresh(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    const page = await fetchPage(0, Math.min(shown, 100));
    if (!page || !section || !list || !more) return;
    // Whoever is on a link by keyboard stays there.
    const focused = [...list.querySelectorAll('a')].findIndex((link) => link === document.activeElement);
    list.replaceChildren(...page.rooms.map(cardOf));
    list.querySelectorAll('a')[focused]?.focus();
    section.hidden = page.rooms.length === 0;
    more.hidden = page.next === null || shown >= 100;
  }

  more.addEventListener('click', () => {
    shown += pageSize;
    void refresh();
  });
  document.addEventListener('visibilitychange', () => void refresh());
  setInterval(() => void refresh(), everyMs);
  void refresh();
}
