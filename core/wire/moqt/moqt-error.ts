/** Why a session ends, by the names and numbers of draft-ietf-moq-transport §“Termination”; the same in drafts 14 and 16. */
export const sessionErrors = {
  NO_ERROR: 0x0, INTERNAL_ERROR: 0x1, UNAUTHORIZED: 0x2, PROTOCOL_VIOLATION: 0x3, INVALID_REQUEST_ID: 0x4, DUPLICATE_TRACK_ALIAS: 0x5,
  KEY_VALUE_FORMATTING_ERROR: 0x6, TOO_MANY_REQUESTS: 0x7, INVALID_PATH: 0x8, MALFORMED_PATH: 0x9, GOAWAY_TIMEOUT: 0x10, CONTROL_MESSAGE_TIMEOUT: 0x11,
  DATA_STREAM_TIMEOUT: 0x12, AUTH_TOKEN_CACHE_OVERFLOW: 0x13, DUPLICATE_AUTH_TOKEN_ALIAS: 0x14, VERSION_NEGOTIATION_FAILED: 0x15, MALFORMED_AUTH_TOKEN: 0x16,
  UNKNOWN_AUTH_TOKEN_ALIAS: 0x17, EXPIRED_AUTH_TOKEN: 0x18, INVALID_AUTHORITY: 0x19, MALFORMED_AUTHORITY: 0x1a,
} as const;
export type SessionErrorName = keyof typeof sessionErrors;

/** The other side did what ends the session. The only error that readers of MoQT bytes throw. */
export class MoqtError extends Error {
  override readonly name = 'MoqtError';
  readonly code: SessionErrorName;

  constructor(code: SessionErrorName, message: string) {
    super(message);
    this.code = code;
  }
}

export const violation = (message: string): MoqtError => new MoqtError('PROTOCOL_VIOLATION', message);
