import type { Clock } from './clock.ts';

/** What `make` made last, made anew once it is older than `ms`. Those who ask while it is being made wait for the same. */
export function madeAtMostEvery<Thing>(clock: Clock, ms: number, make: () => Promise<Thing>): () => Promise<Thing> {
  let last: { readonly at: number; readonly thing: Promise<Thing> } | undefined;
  return () => {
    if (last && clock.now() - last.at < ms) return last.thing;
    const made = { at: clock.now(), thing: make() };
    last = made;
    made.thing.catch(() => { if (last === made) last = undefined; });
    return made.thing;
  };
}
