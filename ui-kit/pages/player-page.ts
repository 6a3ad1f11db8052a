import './page-language.ts';
import '../player/muf-player.ts';

/** What the address may say to the player. Its token belongs after the `#`, which no server is told. */
const asked = new URLSearchParams(location.hash.length > 1 ? location.hash.slice(1) : location.search);
const player = document.querySelector('muf-player');
for (const name of ['src', 'source', 'quality', 'path', 'theme', 'lang', 'dir', 'target-latency']) {
  const value = asked.get(name);
  if (value) player?.setAttribute(name, value);
}
