import type { Page } from 'playwright-core';
import { videoOf } from './room-page.ts';

declare global {
  interface Window { mufFrames: Record<string, { readonly at: number; readonly count: number }[]> }
}

/** Takes note of every picture that this page presents of someone, from now on. */
export async function noteFrames(page: Page, name: string): Promise<void> {
  await videoOf(page, name).evaluate((element, key) => {
    const video = element as HTMLVideoElement;
    const frames: { at: number; count: number }[] = [];
    // The count tells of those too that were shown while the script was busy.
    const see = (_now: number, { presentationTime, presentedFrames }: VideoFrameCallbackMetadata): void => {
      frames.push({ at: presentationTime, count: presentedFrames });
      // Noting anew ends the former note.
      if (video.isConnected && window.mufFrames[key] === frames) video.requestVideoFrameCallback(see);
    };
    window.mufFrames = { ...window.mufFrames, [key]: frames };
    video.requestVideoFrameCallback(see);
  }, name);
}

/** The page's own clock, in ms, which frames are noted by. */
export const pageNow = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** A time without a new picture: how long, in ms, and when it ended. */
export interface Gap { readonly at: number; readonly ms: number }

/** The times between the pictures of someone that were noted. Where the script was too busy to hear of some, the time is shared out between them. */
export const gapsOf = (page: Page, name: string): Promise<readonly Gap[]> =>
  page.evaluate((key) => {
    const frames = window.mufFrames[key] ?? [];
    return frames.slice(1).map(({ at, count }, index) => ({ at, ms: (at - frames[index]!.at) / Math.max(1, count - frames[index]!.count) }));
  }, name);

/** The longest time between two pictures of someone within a span of the page's clock, in ms; its ends count as pictures. */
export async function worstGap(page: Page, name: string, from: number, to: number): Promise<number> {
  const within = (await gapsOf(page, name)).filter(({ at }) => at > from && at < to);
  const [first, last] = [within[0], within.at(-1)];
  return Math.round(first && last ? Math.max(first.at - from, to - last.at, ...within.slice(1).map(({ ms }) => ms)) : to - from);
}
