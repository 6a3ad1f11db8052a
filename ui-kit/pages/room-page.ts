import '../muf-live-room.ts';

/** What the address may say to the room of a page. Never a token or a server: a link would decide whom a visitor talks to. */
const attributes: Readonly<Record<string, string>> = { room: 'room-id', host: 'host', theme: 'theme', lang: 'lang', dir: 'dir', layout: 'layout' };

const room = document.querySelector('muf-live-room');
for (const [name, value] of new URLSearchParams(location.search)) {
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute && value) room?.setAttribute(attribute, value);
}
