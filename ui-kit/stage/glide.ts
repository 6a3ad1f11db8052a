/** A view transition of one element and what is in it, as far as it is used here (CSS View Transitions 2). */
interface Transition { readonly ready: Promise<void>; readonly finished: Promise<void>; readonly updateCallbackDone: Promise<void>; skipTransition(): void }
type Scope = Element & { startViewTransition?: (change: () => Promise<void>) => Transition };

/** A frame that does not come, as in a page out of sight, must not hold a change back; ms. */
const waitMs = 150;

/**
 * Whether elements here can be moved by a transition of their own. One of the whole document would freeze the page around the
 * room and push its own transitions out, so it is never used.
 */
export const canGlide = (): boolean => 'startViewTransition' in Element.prototype;

export const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Makes a change under a transition of `scope`. Resolves when it is made, with or without one. */
export async function glide(scope: Scope, change: () => Promise<void>): Promise<void> {
  if (!scope.startViewTransition) return change();
  const transition = scope.startViewTransition(change);
  // Skipped by a newer one, or in a page out of sight: the change is made all the same.
  transition.ready.catch(() => {});
  transition.finished.catch(() => {});
  const timer = setTimeout(() => transition.skipTransition(), waitMs);
  await transition.updateCallbackDone.finally(() => clearTimeout(timer));
}
