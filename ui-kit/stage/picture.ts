import { html, render, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReadableAtom } from 'nanostores';
import type { Tile } from '../../core/stores/stage.ts';
import { initialOf, tintOf } from '../people/avatar.ts';
import { Copies } from './copy.ts';
import { pictureStyles } from './picture.css.ts';

export interface PictureOptions {
  readonly $tiles: ReadableAtom<readonly Tile[]>;
  /** What the window is called. */
  readonly title: string;
  readonly lang: string;
  readonly dir: string;
  /** What to call someone without a name. */
  readonly someone: string;
  /** It is gone, whoever closed it. */
  readonly closed: () => void;
}

export interface Picture { close(): void }

type PictureWindow = Window & typeof globalThis;
declare global {
  interface Window { readonly documentPictureInPicture?: EventTarget & { readonly window: Window | null; requestWindow(options: { width: number; height: number }): Promise<PictureWindow> } }
}

/** Where one window of the browser may float over all others, it holds everyone; else a single picture may. */
export const canOpenPicture = (): boolean => 'documentPictureInPicture' in window || document.pictureInPictureEnabled;

const shownAtMost = 4;
const size = { width: 384, height: 216 };

/**
 * Shows the stage in a small window over all others. Nothing is moved there: its pictures are copies of those in the room, without
 * sound, so that nothing has to come back. Call it from a click. Rejects where the browser refuses.
 */
export const openPicture = (options: PictureOptions): Promise<Picture> => (window.documentPictureInPicture ? openWindow(options) : openVideo(options));

async function openWindow({ $tiles, title, lang, dir, someone, closed }: PictureOptions): Promise<Picture> {
  const opened = await window.documentPictureInPicture!.requestWindow(size);
  const { document: page } = opened;
  const sheet = new opened.CSSStyleSheet();
  sheet.replaceSync(pictureStyles);
  page.adoptedStyleSheets = [sheet];
  page.title = title;
  Object.assign(page.documentElement, { lang, dir });
  const copies = new Copies();
  const stop = $tiles.subscribe((tiles) => render(figures(tiles, someone, copies), page.body));
  opened.addEventListener('pagehide', () => {
    stop();
    copies.close();
    closed();
  }, { once: true });
  return { close: () => opened.close() };
}

function figures(tiles: readonly Tile[], someone: string, copies: Copies): TemplateResult {
  return html`${repeat(mostTelling(tiles).slice(0, shownAtMost), ({ key }) => key, (tile) => {
    const name = tile.displayName || someone;
    const stream = copies.of(tile);
    const picture = isOn(tile) && stream !== null;
    return html`<figure class=${classMap({ screen: tile.source === 'screen', mirrored: tile.mirrored, speaking: tile.speaking, off: !picture })} style=${`--hue: ${tintOf(name) * 45 + 15}`}>
      <b aria-hidden="true" ?hidden=${picture}>${initialOf(name)}</b><video autoplay playsinline .muted=${true} .srcObject=${stream}></video><figcaption>${name}</figcaption>
    </figure>`;
  })}`;
}

const isOn = ({ hasVideo, videoOff }: Tile): boolean => hasVideo && !videoOff;

/** Screens first, oneself last. */
const mostTelling = (tiles: readonly Tile[]): readonly Tile[] =>
  tiles.toSorted((a, b) => Number(b.source === 'screen') - Number(a.source === 'screen') || Number(a.isSelf) - Number(b.isSelf));

/** A video of its own, so that the room keeps its. It follows whoever is shown first. */
async function openVideo({ $tiles, closed }: PictureOptions): Promise<Picture> {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, playsInline: true, autoplay: true });
  const copies = new Copies();
  const stop = $tiles.subscribe((tiles) => {
    const first = mostTelling(tiles).find((tile) => isOn(tile) && copies.of(tile) !== null);
    const stream = first && copies.of(first);
    if (stream && video.srcObject !== stream) video.srcObject = stream;
  });
  const end = (): void => {
    stop();
    copies.close();
    video.srcObject = null;
  };
  video.addEventListener('leavepictureinpicture', () => {
    end();
    closed();
  }, { once: true });
  try {
    await video.play();
    await video.requestPictureInPicture();
  } catch (error) {
    end();
    throw error;
  }
  return { close: () => void document.exitPictureInPicture().catch(() => {}) };
}
