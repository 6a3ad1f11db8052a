import type { Locator } from 'playwright-core';
import type { ClockSample } from './browser-probe.ts';

/** Pictures on that video from now on, at the time of day, which all pages of a machine share. */
export async function picturesOn(video: Locator): Promise<() => Promise<readonly ClockSample[]>> {
  const handle = await video.evaluateHandle((element) => window.mufProbe.watch(element as HTMLVideoElement));
  const origin = await video.evaluate(() => performance.timeOrigin);
  return async () => (await handle.jsonValue()).map(({ at, frame }) => ({ at: at + origin, frame }));
}

/** How long after the camera each of these pictures was shown, ms. */
export function behind(shown: readonly ClockSample[], camera: readonly ClockSample[]): number[] {
  return shown.flatMap(({ at, frame }) => {
    const taken = frame === null ? undefined : camera.findLast((sample) => sample.frame === frame && sample.at <= at + 20);
    return taken ? [at - taken.at] : [];
  });
}
