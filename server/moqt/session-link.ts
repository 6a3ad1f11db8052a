import { openSession } from '../../core/wire/moqt/session.ts';
import { SessionOver, type Session, type SessionHandlers } from '../../core/wire/moqt/session-api.ts';
import type { Transport } from '../../core/wire/moqt/transport.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';

export interface SessionLinkOptions {
  readonly connect: () => Promise<Transport>;
  readonly handlers?: SessionHandlers;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** What is at the other end, for the log. */
  readonly to: string;
  /** A session is there. */
  readonly opened?: (session: Session) => void;
  /** The session that was there has ended. */
  readonly lost?: () => void;
}

const draft = 16;
/** The other end may ask for everything that is published here. */
const maxRequests = 10_000;
/** Between attempts, ms: twice as long each time. */
const [shortestMs, longestMs] = [100, 5000];
/** How long a caller waits for a session, ms. */
const patienceMs = 5000;

/** One session with another process, opened again whenever it ends. */
export class SessionLink {
  readonly #options: SessionLinkOptions;
  #transport: Transport | undefined;
  #session: Session | undefined;
  #waiting = new Set<(session: Session | undefined) => void>();
  #cancelRetry: (() => void) | undefined;
  #pauseMs = shortestMs;
  #started = false;
  #closed = false;

  constructor(options: SessionLinkOptions) {
    this.#options = options;
  }

  /** Begins to connect. May be called again. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#connect();
  }

  /** The session, as soon as there is one. Rejects with a `SessionOver` when there is none within 5 s. */
  async session(): Promise<Session> {
    this.start();
    const session = this.#session ?? (await this.#next());
    if (!session) throw new SessionOver(0, `${this.#options.to} cannot be reached.`);
    return session;
  }

  close(): void {
    this.#started = true;
    this.#closed = true;
    this.#cancelRetry?.();
    if (this.#session) this.#session.close();
    else this.#transport?.close(0, '');
    this.#tell(undefined);
  }

  #next(): Promise<Session | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const answer = (session: Session | undefined): void => {
        cancel();
        this.#waiting.delete(answer);
        resolve(session);
      };
      const cancel = this.#options.clock.after(patienceMs, () => answer(undefined));
      this.#waiting.add(answer);
    });
  }

  #tell(session: Session | undefined): void {
    for (const answer of this.#waiting) answer(session);
  }

  async #connect(): Promise<void> {
    const { connect, handlers, clock, logger, to, opened, lost } = this.#options;
    try {
      const transport = this.#transport = await connect();
      if (this.#closed) return transport.close(0, '');
      const session = await openSession(transport, { draft, maxRequests, setTimer: (run, ms) => clock.after(ms, run), ...(handlers && { handlers }) });
      if (this.#closed) return session.close();
      this.#session = session;
      this.#pauseMs = shortestMs;
      opened?.(session);
      this.#tell(session);
      const { code, reason } = await session.closed;
      this.#session = undefined;
      lost?.();
      if (!this.#closed) logger.warn({ to, code, reason }, 'a link has ended; it is opened again');
    } catch (err) {
      if (!this.#closed) logger.warn({ err, to }, 'a link could not be opened');
    }
    this.#retry();
  }

  #retry(): void {
    if (this.#closed) return;
    this.#cancelRetry = this.#options.clock.after(this.#pauseMs, () => void this.#connect());
    this.#pauseMs = Math.min(longestMs, this.#pauseMs * 2);
  }
}
