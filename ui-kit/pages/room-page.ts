import './page-language.ts';
import '../muf-live-room.ts';
import { cohostProvider, joinsStage, type CohostPage } from './cohost-link.ts';

/** What the address may say to the room of a page. Never a token or a server: a link would decide whom a visitor talks to. */
const attributes: Readonly<Record<string, string>> = { room: 'room-id', host: 'host', theme: 'theme', lang: 'lang', dir: 'dir', layout: 'layout', type: 'room-type', mode: 'mode', preset: 'preset' };

/** Of presets only names: an address would put someone else's HTML into this page. */
const isSafe = (attribute: string, value: string): boolean => attribute !== 'preset' || /^[a-z\d][a-z\d-]*$/.test(value);

const room = document.querySelector('muf-live-room');
for (const [name, value] of new URLSearchParams(location.search)) {
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute && value && isSafe(attribute, value)) room?.setAttribute(attribute, value);
}

const roomId = room?.roomId;
if (room && roomId && room.joinAs === 'host') {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const page: CohostPage = {
    server: location.origin,
    roomId,
    code: fragment.get('code') ?? undefined,
    storage: sessionStorage,
    fetch: (...args) => fetch(...args),
    used: () => history.replaceState(history.state, '', location.pathname + location.search),
  };
  const provider = cohostProvider(page);
  room.joinsStage = joinsStage(page, fragment.has('opens'));
  if (provider) room.manager.core.setTokenProvider(provider);
}
