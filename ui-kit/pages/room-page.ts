import '../muf-live-room.ts';
import { cohostProvider } from './cohost-link.ts';

/** What the address may say to the room of a page. Never a token or a server: a link would decide whom a visitor talks to. */
const attributes: Readonly<Record<string, string>> = { room: 'room-id', host: 'host', theme: 'theme', lang: 'lang', dir: 'dir', layout: 'layout', type: 'room-type', mode: 'mode' };

const room = document.querySelector('muf-live-room');
for (const [name, value] of new URLSearchParams(location.search)) {
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute && value) room?.setAttribute(attribute, value);
}

const roomId = room?.roomId;
if (room && roomId && room.joinAs === 'host') {
  const provider = cohostProvider({
    server: location.origin,
    roomId,
    code: new URLSearchParams(location.hash.slice(1)).get('code') ?? undefined,
    storage: sessionStorage,
    fetch: (...args) => fetch(...args),
    used: () => history.replaceState(history.state, '', location.pathname + location.search),
  });
  if (provider) room.manager.core.setTokenProvider(provider);
}
