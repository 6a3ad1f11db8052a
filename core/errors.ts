import { signalErrors, type SignalErrorCode } from './wire/signal/errors.ts';

/** Faults of the page's side, beside those the server names. */
const localErrors = {
  'illegal-transition': { message: 'This call is not possible now.', retryable: false },
  'camera-missing': { message: 'No camera was found. Connect one, or join with sound only.', retryable: true },
  'camera-refused': { message: 'The camera is blocked for this page. Allow it in the address bar, or join with sound only.', retryable: true },
  'camera-busy': { message: 'The camera is used by another app. Close it, or join with sound only.', retryable: true },
  'mic-missing': { message: 'No microphone was found. Connect one to be heard.', retryable: true },
  'mic-refused': { message: 'The microphone is blocked for this page. Allow it in the address bar to be heard.', retryable: true },
  'mic-busy': { message: 'The microphone is used by another app. Close it to be heard.', retryable: true },
  'screen-refused': { message: 'The screen is not shared. Choose a window or a screen to share it.', retryable: true },
  'screen-failed': { message: 'The screen could not be shared. Try another window.', retryable: true },
  'screen-unsupported': { message: 'This device cannot share its screen. Use a computer.', retryable: false },
  'link-invalid': { message: 'This link has been used or has run out. Ask the host for a new one.', retryable: false },
  'insecure-page': { message: 'Cameras need a secure page. Open it over https or on localhost.', retryable: false },
  'browser-unsupported': { message: 'This browser cannot show live video. Update it or try another.', retryable: false },
  'server-unreachable': { message: 'The server cannot be reached. Check your network and try again.', retryable: true },
  'request-timeout': { message: 'The server did not answer in time. Try again.', retryable: true },
  'cancelled': { message: 'The call was cancelled by leaving.', retryable: false },
  'no-server': { message: 'A server and a token are needed. Set the server and token attributes.', retryable: false },
  'key-missing': { message: 'An API key is needed. Mint tokens on your own server, or set orgKey while developing.', retryable: false },
  'slot-failed': { message: 'The content of a slot could not be shown.', retryable: false },
  'handler-failed': { message: 'A handler of this page threw an error.', retryable: false },
} as const satisfies Record<string, { message: string; retryable: boolean }>;

export type LiveErrorCode = SignalErrorCode | keyof typeof localErrors;

/** Every code with its English sentence: what happened, then the remedy. */
export const errorTable: Readonly<Record<LiveErrorCode, { readonly message: string; readonly retryable: boolean }>> = { ...signalErrors, ...localErrors };

/** Every rejection of the SDK: an `Error` with a stable `code`, a plain sentence and whether trying again can help. */
export class LiveError extends Error {
  readonly code: LiveErrorCode;
  readonly retryable: boolean;
  /** Ask again no sooner than this, where the server said so. */
  readonly retryAfterMs: number | undefined;

  constructor(code: LiveErrorCode, options: { message?: string; cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(options.message ?? errorTable[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LiveError';
    this.code = code;
    this.retryable = errorTable[code].retryable;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Makes anything thrown a `LiveError`, keeping it as the cause. */
  static from(error: unknown, code: LiveErrorCode = 'internal'): LiveError {
    return error instanceof LiveError ? error : new LiveError(code, { cause: error });
  }
}

/** A call the current state does not allow; names both. */
export class IllegalTransition extends LiveError {
  readonly state: string;
  readonly call: string;

  constructor(state: string, call: string) {
    super('illegal-transition', { message: `${call}() is not possible while ${state}.` });
    this.name = 'IllegalTransition';
    this.state = state;
    this.call = call;
  }
}
