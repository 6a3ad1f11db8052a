import type { Namespace } from '../../core/wire/moqt/names.ts';

/** One string for each namespace, to tell them apart by. */
export const keyOf = (namespace: Namespace): string => JSON.stringify(namespace);

export const sameNamespace = (a: Namespace, b: Namespace): boolean => keyOf(a) === keyOf(b);
