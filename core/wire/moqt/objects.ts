/** What is the matter with an object that has no bytes. */
export type ObjectStatus = 'normal' | 'does-not-exist' | 'end-of-group' | 'end-of-track';

const statuses: Readonly<Record<number, ObjectStatus>> = { 0: 'normal', 1: 'does-not-exist', 3: 'end-of-group', 4: 'end-of-track' };

export const statusOf = (code: number): ObjectStatus | undefined => (Object.hasOwn(statuses, code) ? statuses[code] : undefined);

export const statusCode = (status: ObjectStatus): number => Number(Object.entries(statuses).find(([, name]) => name === status)![0]);

/** What is sent of a track: draft §“Objects”. */
export interface MoqtObject {
  readonly object: number;
  readonly payload: Uint8Array;
  /** Other than normal only where the payload is empty. */
  readonly status: ObjectStatus;
  /** Header extensions as they came: relays pass them on untouched. */
  readonly extensions?: Uint8Array;
}

/** The head of a stream that carries objects of one group. */
export interface SubgroupHeader {
  readonly trackAlias: number;
  readonly group: number;
  /** `first`: the id of its first object. */
  readonly subgroup: number | 'first';
  /** 0–255, the lower the sooner; draft 16 may leave it to what was said of the track. */
  readonly priority?: number;
  /** Whether its objects have header extensions. */
  readonly extensions: boolean;
  /** Whether the group ends with this stream’s last object. */
  readonly endOfGroup: boolean;
}

/** An object on the stream that answers a FETCH. */
export interface FetchedObject extends MoqtObject {
  readonly group: number;
  readonly subgroup: number;
  readonly priority: number;
}

/** One object that has no stream. */
export interface Datagram extends MoqtObject {
  readonly trackAlias: number;
  readonly group: number;
  readonly priority?: number;
  readonly endOfGroup: boolean;
}
