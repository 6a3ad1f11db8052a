/**
 * What can be wrong with media bytes.
 * - `truncated`: they end before what they announce.
 * - `malformed`: a length or count contradicts what holds it.
 * - `missing`: a part that must be there is not.
 * - `unsupported`: well formed, but of a kind this product does not carry.
 */
export type MediaErrorCode = 'truncated' | 'malformed' | 'missing' | 'unsupported';

/** Thrown by every reader of media bytes; nothing else escapes them, whatever they are given. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly code: MediaErrorCode;

  constructor(code: MediaErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
