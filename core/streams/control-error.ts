/** What the control plane can refuse, with its English sentence where the server has sent none. */
const sentences = {
  'bad-input': 'The request is not valid. Check its fields.',
  'bad-json': 'The request is not valid JSON.',
  'key-missing': 'An API key is needed. Pass apiKey, or orgKey of your organisation.',
  'key-invalid': 'The API key is not valid. Make another one.',
  'scope-missing': 'The API key may not do this. Use one that has the scope.',
  'not-available': 'This server does not have that.',
  'not-found': 'There is no such thing, or it is not yours.',
  'quota-reached': 'There are as many as there may be. Delete some.',
  'rate-limited': 'Too many requests. Wait a moment and try again.',
  'idempotency-mismatch': 'This idempotency key was used for another request. Use a new one.',
  'origin-not-allowed': 'Pages of this origin may not use the server. Add it to MUF_ORIGINS, or call from your backend.',
  'busy': 'The server is at its limit. Try again shortly.',
  'draining': 'The server is restarting. Try again shortly.',
  'internal': 'Something went wrong on the server. Try again.',
  'unreachable': 'The server cannot be reached, or does not answer in time.',
  'bad-answer': 'The server’s answer was not understood. Update this package or the server.',
} as const satisfies Record<string, string>;

export type ControlErrorCode = keyof typeof sentences;

const retryable: ReadonlySet<ControlErrorCode> = new Set(['rate-limited', 'busy', 'draining', 'internal', 'unreachable']);
const byStatus: Readonly<Record<number, ControlErrorCode>> = { 400: 'bad-input', 401: 'key-invalid', 403: 'scope-missing', 404: 'not-found', 429: 'rate-limited', 503: 'busy' };

const isCode = (code: unknown): code is ControlErrorCode => typeof code === 'string' && Object.hasOwn(sentences, code);

/** Why the control plane refused: a stable `code`, a plain sentence with its remedy, and whether trying again can help. */
export class ControlError extends Error {
  readonly code: ControlErrorCode;
  /** Of the HTTP answer, where there was one. */
  readonly status: number | undefined;
  readonly retryable: boolean;
  /** Ask again no sooner than this, where the server said so. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ControlErrorCode, options: { readonly message?: string | undefined; readonly status?: number; readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {}) {
    super(options.message || sentences[code], options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ControlError';
    this.code = code;
    this.status = options.status;
    this.retryable = retryable.has(code);
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Problem details (RFC 9457) by their `code` where it is one we know, else by the status. */
  static ofProblem(status: number, body: unknown): ControlError {
    const { code, title, detail, retryAfterMs } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
    const message = [title, detail].filter((part) => typeof part === 'string').join(' ');
    return new ControlError(isCode(code) ? code : byStatus[status] ?? 'internal', { message, status, retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : undefined });
  }
}
