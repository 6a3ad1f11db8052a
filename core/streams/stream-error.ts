/** What can go wrong with a broadcast, with its English sentence: what happened, then the remedy. */
export const streamErrors = {
  'bad-url': { message: 'That is no address of a broadcast. Ask the control plane for a playback or publish URL.', final: true },
  'auth-failed': { message: 'The address is not valid any more. Ask for a new one.', final: true },
  'expired': { message: 'The address has run out. Ask for a new one.', final: true },
  'busy': { message: 'Someone else publishes on this input. Stop them, or rotate the stream key.', final: true },
  'not-found': { message: 'There is no broadcast at this address yet. It starts by itself when there is one.', final: false },
  'rate-limited': { message: 'Too many tries. Wait a moment.', final: false },
  'unreachable': { message: 'The relay cannot be reached. Check your network.', final: false },
  'unsupported': { message: 'This browser cannot do that. Update it, or use a current Chrome, Edge, Firefox or Safari.', final: true },
  'media-failed': { message: 'The picture cannot be played here. Try another browser.', final: true },
  'no-media': { message: 'There is neither picture nor sound to send. Give a stream with a live track.', final: true },
} as const satisfies Record<string, { message: string; final: boolean }>;

export type StreamErrorCode = keyof typeof streamErrors;

/** Why a broadcast cannot be sent or watched: a stable `code`, a plain sentence, and whether trying again is of no use. */
export class StreamError extends Error {
  readonly code: StreamErrorCode;
  readonly final: boolean;

  constructor(code: StreamErrorCode, options: { readonly message?: string; readonly cause?: unknown } = {}) {
    super(options.message ?? streamErrors[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StreamError';
    this.code = code;
    this.final = streamErrors[code].final;
  }

  /** Makes anything thrown a `StreamError`, keeping it as the cause. */
  static from(error: unknown, code: StreamErrorCode): StreamError {
    return error instanceof StreamError ? error : new StreamError(code, { cause: error });
  }
}
