/** Where an object is in its track. */
export interface Location { readonly group: number; readonly object: number }

/** An ordered list of parts, such as `['stream', 'org', 'lv_1']`. */
export type Namespace = readonly string[];

export interface TrackName { readonly namespace: Namespace; readonly name: string }

/** Draft §“Track Naming”. */
export const maxNamespaceParts = 32;
export const maxTrackNameBytes = 4096;

export const isAfter = (a: Location, b: Location): boolean => a.group > b.group || (a.group === b.group && a.object > b.object);

export const hasPrefix = (namespace: Namespace, prefix: Namespace): boolean => prefix.every((part, index) => namespace[index] === part);

/** One string for each track, to tell tracks apart by. */
export const keyOf = ({ namespace, name }: TrackName): string => JSON.stringify([...namespace, name]);
