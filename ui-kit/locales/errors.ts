import { errorTable, type LiveErrorCode } from '../../core/errors.ts';

type ErrorKey = `error.${LiveErrorCode}`;

/** The core's own English sentences as dictionary entries, so that they are written once and every language has all of them. */
export const errorSentences = Object.fromEntries(
  Object.entries(errorTable).map(([code, { message }]) => [`error.${code}`, message]),
) as { readonly [Key in ErrorKey]: string };
