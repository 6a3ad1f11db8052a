import type { Locator, Page } from 'playwright-core';

interface Frame { readonly at: number; readonly count: number }
interface Watch { readonly elements: Frame[][]; readonly tops: { at: number; element: number; blindMs: number }[]; black: number; looked: number; stallMs: number; stop(): void }

declare global {
  interface Window { mufWatch: Watch }
}

/**
 * From now on notes each picture that a tile's video elements present, and looks at what the topmost one shows before each
 * paint: a picture that is black, or none, is counted.
 */
export const watchPictures = (tile: Locator): Promise<void> =>
  tile.evaluate((host) => {
    const known: HTMLVideoElement[] = [];
    const state: Watch = { elements: [], tops: [], black: 0, looked: 0, stallMs: 0, stop: () => {} };
    const canvas = new OffscreenCanvas(8, 8);
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    const note = (video: HTMLVideoElement): void => {
      if (known.includes(video)) return;
      const frames: Frame[] = [];
      known.push(video);
      state.elements.push(frames);
      const see = (_now: number, { presentationTime, presentedFrames }: VideoFrameCallbackMetadata): void => {
        // While it looks for its place it shows nothing new.
        if (!video.seeking) frames.push({ at: presentationTime, count: presentedFrames });
        if (video.isConnected) video.requestVideoFrameCallback(see);
      };
      video.requestVideoFrameCallback(see);
    };
    let handle = 0;
    let last = performance.now();
    const look = (): void => {
      const now = performance.now();
      const videos = [...host.querySelectorAll('video')];
      videos.forEach(note);
      const top = videos.at(-1);
      const element = top ? known.indexOf(top) : -1;
      if (element !== state.tops.at(-1)?.element) state.tops.push({ at: now, element, blindMs: now - last });
      state.stallMs = Math.max(state.stallMs, now - last);
      last = now;
      handle = requestAnimationFrame(look);
      // A player that looks for its place shows the last picture but gives none away.
      if (top?.seeking) return;
      context.clearRect(0, 0, 8, 8);
      if (top && top.readyState >= 2) context.drawImage(top, 0, 0, 8, 8);
      const { data } = context.getImageData(0, 0, 8, 8);
      let light = 0;
      for (let index = 0; index < data.length; index += 4) light = Math.max(light, data[index]!, data[index + 1]!, data[index + 2]!);
      state.looked += 1;
      if (light < 24) state.black += 1;
    };
    state.stop = () => cancelAnimationFrame(handle);
    look();
    window.mufWatch = state;
  });

/** What was seen of a tile. Times in ms. */
export interface SeenPictures {
  /** The time from one picture to the next, as a rule. */
  readonly intervalMs: number;
  /** The longest time without a new picture from one element. */
  readonly longestMs: number;
  /** When that gap ended, from the swap on. */
  readonly longestAtMs: number;
  /** From the last picture of the old element to the first of the new. */
  readonly swapMs: number;
  /** The script heard nothing for this long before the swap: not of the old element's last pictures either. */
  readonly blindMs: number;
  /** The longest that the page could not paint at all. */
  readonly stallMs: number;
  readonly black: number;
  readonly looked: number;
  /** How many elements have shown it, one after the other. */
  readonly shown: number;
}

/** Ends the watch. Frames of one element that the script did not hear of, for it was busy, share the time between those it heard of. */
export async function seenPictures(page: Page): Promise<SeenPictures> {
  const { elements, tops, ...rest } = await page.evaluate(() => {
    window.mufWatch.stop();
    const { stop: _, ...seen } = window.mufWatch;
    return seen;
  });
  const presented = elements.map((frames) => frames.flatMap(({ at, count }, index) => {
    const before = frames[index - 1];
    const missed = before ? Math.max(1, count - before.count) : 1;
    return Array.from({ length: missed }, (_, part) => at - ((missed - 1 - part) * (at - (before?.at ?? at))) / missed);
  }));
  const shown = tops.map(({ at, element }, index) => (presented[element] ?? []).filter((time) => (index === 0 || time >= at) && time < (tops[index + 1]?.at ?? Infinity)));
  const gaps = shown.flatMap((times) => times.slice(1).map((at, index) => ({ at, ms: at - times[index]! }))).toSorted((a, b) => a.ms - b.ms);
  const longest = gaps.at(-1);
  return {
    intervalMs: gaps[Math.floor(gaps.length / 2)]?.ms ?? 0,
    longestMs: longest?.ms ?? Infinity,
    longestAtMs: (longest?.at ?? 0) - (tops[1]?.at ?? 0),
    swapMs: (shown[1]?.[0] ?? Infinity) - (shown[0]?.at(-1) ?? -Infinity),
    blindMs: tops[1]?.blindMs ?? 0,
    ...rest,
    shown: tops.length,
  };
}
