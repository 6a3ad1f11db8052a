import type { Codes, PublishDoneName, RequestErrorName, RequestKind } from './codes.ts';

type Refusals = Codes<RequestErrorName>;

const common: Refusals = { INTERNAL_ERROR: 0x0, UNAUTHORIZED: 0x1, TIMEOUT: 0x2, NOT_SUPPORTED: 0x3 };
const tokens: Refusals = { MALFORMED_AUTH_TOKEN: 0x10, EXPIRED_AUTH_TOKEN: 0x12 };
const subscribing: Refusals = { ...common, ...tokens, DOES_NOT_EXIST: 0x4, INVALID_RANGE: 0x5 };

/** In draft 14 the numbers depend on what was asked for. */
export const refusals: Readonly<Record<RequestKind, Refusals>> = {
  'subscribe': subscribing,
  'track-status': subscribing,
  'publish': { ...common, UNINTERESTED: 0x4 },
  'fetch': { ...subscribing, NO_OBJECTS: 0x6, INVALID_JOINING_REQUEST_ID: 0x7, UNKNOWN_STATUS_IN_RANGE: 0x8, MALFORMED_TRACK: 0x9 },
  'publish-namespace': { ...common, ...tokens, UNINTERESTED: 0x4 },
  'subscribe-namespace': { ...common, ...tokens, DOES_NOT_EXIST: 0x4, PREFIX_OVERLAP: 0x5 },
};

export const doneCodes: Codes<PublishDoneName> = { INTERNAL_ERROR: 0, UNAUTHORIZED: 1, TRACK_ENDED: 2, SUBSCRIPTION_ENDED: 3, GOING_AWAY: 4, EXPIRED: 5, TOO_FAR_BEHIND: 6, MALFORMED_TRACK: 7 };
