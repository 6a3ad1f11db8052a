import type { Page } from 'playwright-core';
import { videoOf } from './room-page.ts';

declare global {
  interface Window { mufFrames: Record<string, number[]> }
}

/** Takes note of every picture that this page presents of someone, from now on. */
export async function noteFrames(page: Page, name: string): Promise<void> {
  await videoOf(page, name).evaluate((element, key) => {
    const video = element as HTMLVideoElement;
    const times: number[] = [];
    const see = (at: number): void => {
      times.push(at);
      // Noting anew ends the former note.
      if (video.isConnected && window.mufFrames[key] === times) video.requestVideoFrameCallback(see);
    };
    window.mufFrames = { ...window.mufFrames, [key]: times };
    video.requestVideoFrameCallback(see);
  }, name);
}

/** The page's own clock, in ms, which frames are noted by. */
export const pageNow = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** The longest time between two pictures of someone within a span of the page's clock, in ms; its ends count as pictures. */
export const worstGap = (page: Page, name: string, from: number, to: number): Promise<number> =>
  page.evaluate(([key, start, end]) => {
    const times = [start, ...(window.mufFrames[key] ?? []).filter((at) => at > start && at < end), end];
    return Math.round(Math.max(...times.slice(1).map((at, index) => at - times[index]!)));
  }, [name, from, to] as const);
