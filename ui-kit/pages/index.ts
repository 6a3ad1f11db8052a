import { showLiveRooms } from './live-rooms.ts';
import { parseRoomLink } from './room-link.ts';

const form = document.querySelector<HTMLFormElement>('#join');
const input = document.querySelector<HTMLInputElement>('#link');
const problem = document.querySelector<HTMLElement>('#problem');

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!input || !problem) return;
  const link = parseRoomLink(input.value);
  input.toggleAttribute('aria-invalid', !link);
  problem.textContent = link ? '' : 'That is not a room link. Paste the whole link you were given.';
  if (!link) return input.focus();
  const query = new URLSearchParams({ room: link.room, ...(link.host ? { host: link.host } : {}) });
  location.assign(`./viewer.html?${query.toString()}`);
});

showLiveRooms();
