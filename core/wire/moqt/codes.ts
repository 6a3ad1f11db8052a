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

type Codes = Readonly<Partial<Record<RequestErrorName, number>>>;

const common: Codes = { INTERNAL_ERROR: 0x0, UNAUTHORIZED: 0x1, TIMEOUT: 0x2, NOT_SUPPORTED: 0x3 };
const tokens: Codes = { MALFORMED_AUTH_TOKEN: 0x10, EXPIRED_AUTH_TOKEN: 0x12 };
const subscribing: Codes = { ...common, ...tokens, DOES_NOT_EXIST: 0x4, INVALID_RANGE: 0x5 };

/** In draft 14 the numbers depend on what was asked for. */
const of14: Readonly<Record<RequestKind, Codes>> = {
  'subscribe': subscribing,
  'track-status': subscribing,
  'publish': { ...common, UNINTERESTED: 0x4 },
  'fetch': { ...subscribing, NO_OBJECTS: 0x6, INVALID_JOINING_REQUEST_ID: 0x7, UNKNOWN_STATUS_IN_RANGE: 0x8, MALFORMED_TRACK: 0x9 },
  'publish-namespace': { ...common, ...tokens, UNINTERESTED: 0x4 },
  'subscribe-namespace': { ...common, ...tokens, DOES_NOT_EXIST: 0x4, PREFIX_OVERLAP: 0x5 },
};

const of16: Codes = {
  ...common, MALFORMED_AUTH_TOKEN: 0x4, EXPIRED_AUTH_TOKEN: 0x5, DOES_NOT_EXIST: 0x10, INVALID_RANGE: 0x11, MALFORMED_TRACK: 0x12, DUPLICATE_SUBSCRIPTION: 0x19,
  UNINTERESTED: 0x20, PREFIX_OVERLAP: 0x30, INVALID_JOINING_REQUEST_ID: 0x32,
};

const codesOf = (draft: Draft, kind: RequestKind): Codes => (draft === 14 ? of14[kind] : of16);

/** The number of a refusal; where a draft has none for it, that of an internal error. */
export const requestErrorCode = (draft: Draft, kind: RequestKind, name: RequestErrorName): number => codesOf(draft, kind)[name] ?? 0;

/** The name of a number; one that is not known is an internal error of the other side. */
export const requestErrorName = (draft: Draft, kind: RequestKind, code: number): RequestErrorName =>
  requestErrorNames.find((name) => codesOf(draft, kind)[name] === code) ?? 'INTERNAL_ERROR';

/** Why a publisher stops serving a subscription. */
export const publishDoneNames = ['INTERNAL_ERROR', 'UNAUTHORIZED', 'TRACK_ENDED', 'SUBSCRIPTION_ENDED', 'GOING_AWAY', 'EXPIRED', 'TOO_FAR_BEHIND', 'UPDATE_FAILED', 'MALFORMED_TRACK'] as const;
export type PublishDoneName = (typeof publishDoneNames)[number];

const doneCodes: Readonly<Record<Draft, Readonly<Partial<Record<PublishDoneName, number>>>>> = {
  14: { INTERNAL_ERROR: 0, UNAUTHORIZED: 1, TRACK_ENDED: 2, SUBSCRIPTION_ENDED: 3, GOING_AWAY: 4, EXPIRED: 5, TOO_FAR_BEHIND: 6, MALFORMED_TRACK: 7 },
  16: { INTERNAL_ERROR: 0, UNAUTHORIZED: 1, TRACK_ENDED: 2, SUBSCRIPTION_ENDED: 3, GOING_AWAY: 4, EXPIRED: 5, TOO_FAR_BEHIND: 6, UPDATE_FAILED: 8, MALFORMED_TRACK: 0x12 },
};

export const publishDoneCode = (draft: Draft, name: PublishDoneName): number => doneCodes[draft][name] ?? 0;
export const publishDoneName = (draft: Draft, code: number): PublishDoneName => publishDoneNames.find((name) => doneCodes[draft][name] === code) ?? 'INTERNAL_ERROR';

/** Why a data stream is reset. */
export const resetCodes = { INTERNAL_ERROR: 0x0, CANCELLED: 0x1, DELIVERY_TIMEOUT: 0x2, SESSION_CLOSED: 0x3 } as const;
