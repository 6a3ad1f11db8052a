/** The two drafts that are spoken here. */
export type Draft = 14 | 16;

/** Draft 14 §“Versions”: drafts are numbered from here. */
export const versionOf = (draft: Draft): number => 0xff00_0000 + draft;

/** What a request can be, as far as its answer depends on it. */
export type RequestKind = 'subscribe' | 'publish' | 'fetch' | 'track-status' | 'publish-namespace' | 'subscribe-namespace';

/** Why a request was refused, by the names of draft 16. */
export const requestErrorNames = [
  'INTERNAL_ERROR', 'UNAUTHORIZED', 'TIMEOUT', 'NOT_SUPPORTED', 'MALFORMED_AUTH_TOKEN', 'EXPIRED_AUTH_TOKEN', 'DOES_NOT_EXIST', 'INVALID_RANGE', 'MALFORMED_TRACK',
  'DUPLICATE_SUBSCRIPTION', 'UNINTERESTED', 'PREFIX_OVERLAP', 'INVALID_JOINING_REQUEST_ID', 'NO_OBJECTS', 'UNKNOWN_STATUS_IN_RANGE',
] as const;
export type RequestErrorName = (typeof requestErrorNames)[number];

/** Numbers by name; those that a draft does not have are not there. */
export type Codes<Name extends string> = Readonly<Partial<Record<Name, number>>>;

/** The number of a name; where there is none for it, that of an internal error. */
export const codeOf = <Name extends string>(codes: Codes<Name>, name: Name): number => codes[name] ?? 0;

/** The name of a number; one that is not known is an internal error of the other side. */
export const nameOf = <Name extends string>(codes: Codes<Name>, code: number): Name | 'INTERNAL_ERROR' =>
  (Object.keys(codes) as Name[]).find((name) => codes[name] === code) ?? 'INTERNAL_ERROR';

/** Why a publisher stops serving a subscription. */
export const publishDoneNames = ['INTERNAL_ERROR', 'UNAUTHORIZED', 'TRACK_ENDED', 'SUBSCRIPTION_ENDED', 'GOING_AWAY', 'EXPIRED', 'TOO_FAR_BEHIND', 'UPDATE_FAILED', 'MALFORMED_TRACK'] as const;
export type PublishDoneName = (typeof publishDoneNames)[number];

/** Why a data stream is reset. */
export const resetCodes = { INTERNAL_ERROR: 0x0, CANCELLED: 0x1, DELIVERY_TIMEOUT: 0x2, SESSION_CLOSED: 0x3 } as const;
