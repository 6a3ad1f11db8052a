import type { ReliefStep } from '../port.ts';

/** How the processor has fared, and how far it is spared. */
export interface Relief { readonly step: ReliefStep; /** Since when it has been overrun, or at rest, ms; both at once never. */ readonly overrunSince: number | null; readonly restSince: number | null }

export const noRelief: Relief = { step: 0, overrunSince: null, restSince: null };

/** Overrun this long, ms, it is spared one step more. */
const overrunMs = 6000;
/** At rest this long, ms, it is asked one step more: long, because each change costs viewers a keyframe. */
const restMs = 60_000;
/** Share of the time from which the processor counts as overrun. */
const overrunFrom = 0.5;

/** The codec changes once at most: back and forth would be two new streams for everyone. */
const lastThatReturns = 2;

/** The next state, from the share of the last seconds (0 to 1) in which the processor held pictures back. */
export function relieve({ step, overrunSince, restSince }: Relief, cpu: number, now: number): Relief {
  if (cpu >= overrunFrom) {
    const since = overrunSince ?? now;
    const further = now - since >= overrunMs && step < 3;
    return { step: further ? ((step + 1) as ReliefStep) : step, overrunSince: further ? now : since, restSince: null };
  }
  const since = restSince ?? now;
  const back = now - since >= restMs && step > 0 && step <= lastThatReturns;
  return { step: back ? ((step - 1) as ReliefStep) : step, overrunSince: null, restSince: back ? now : since };
}
