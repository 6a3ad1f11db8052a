import { languageFor, say, speak } from './language.ts';
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
  problem.textContent = link ? '' : say('noLink');
  if (!link) return input.focus();
  const query = new URLSearchParams({ room: link.room, ...(link.host ? { host: link.host } : {}) });
  location.assign(`./viewer.html?${query.toString()}`);
});

speak(languageFor(navigator.languages))
  .catch((cause: unknown) => console.warn('muf-live: the words of this page could not be loaded; they stay English.', cause))
  .finally(() => {
    document.documentElement.toggleAttribute('data-silent', false);
    showLiveRooms();
  });
