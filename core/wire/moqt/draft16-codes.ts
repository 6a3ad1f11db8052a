import type { Codes, PublishDoneName, RequestErrorName } from './codes.ts';

/** In draft 16 the numbers are the same whatever was asked for. */
export const refusals: Codes<RequestErrorName> = {
  INTERNAL_ERROR: 0x0, UNAUTHORIZED: 0x1, TIMEOUT: 0x2, NOT_SUPPORTED: 0x3, MALFORMED_AUTH_TOKEN: 0x4, EXPIRED_AUTH_TOKEN: 0x5, DOES_NOT_EXIST: 0x10, INVALID_RANGE: 0x11,
  MALFORMED_TRACK: 0x12, DUPLICATE_SUBSCRIPTION: 0x19, UNINTERESTED: 0x20, PREFIX_OVERLAP: 0x30, INVALID_JOINING_REQUEST_ID: 0x32,
};

export const doneCodes: Codes<PublishDoneName> = {
  INTERNAL_ERROR: 0, UNAUTHORIZED: 1, TRACK_ENDED: 2, SUBSCRIPTION_ENDED: 3, GOING_AWAY: 4, EXPIRED: 5, TOO_FAR_BEHIND: 6, UPDATE_FAILED: 8, MALFORMED_TRACK: 0x12,
};
