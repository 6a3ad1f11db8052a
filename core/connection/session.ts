import { socketUrl } from '../addresses.ts';
import type { Clock, Random } from '../clock.ts';
import { LiveError } from '../errors.ts';
import type { Connection } from '../stores/connection.ts';
import type { SignalEvent } from '../wire/signal/events.ts';
import type { ReplyTo, ServerMessage } from '../wire/signal/messages.ts';
import type { Channel } from '../wire/signal/shapes.ts';
import { backoffMs } from './backoff.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Network } from './network.ts';
import { errorOfReply, RequestChannel, type Requester } from './request.ts';
import { openSocket, type SignalSocket, type WebSocketConstructor } from './socket.ts';
import { errorOfClose, verdictOf } from './verdict.ts';

export type Welcome = ReplyTo<'Join'>;

export interface SignalSessionOptions {
  readonly url: string;
  readonly roomId: string | undefined;
  readonly token: string;
  /** Asks for a new token for the same peer. */
  renew(): Promise<string>;
  readonly WebSocket: WebSocketConstructor;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  /** Every join, first and later, before any event that follows it. */
  welcomed(welcome: Welcome): void;
  /** Events in order, without gaps or doubles. */
  happened(event: SignalEvent): void;
  status(status: Omit<Connection, 'path'>): void;
  /** It is over and will not come back; not called when the first join fails, which rejects. */
  failed(error: LiveError): void;
}

/** How often the first join is tried before the start fails; a session once joined is tried for ever. */
const firstTries = 3;
const openDeadlineMs = 10_000;
const probeDeadlineMs = 5000;
const leaveDeadlineMs = 2000;
/** Servers that send a page round in circles are tried again later. */
const mostMoves = 3;

/**
 * A probe has to be a request that changes nothing: nobody is typing while a socket is silent. Any
 * answer, a refusal too, proves that the server is there.
 */
const probe = { type: 'SetTyping', typing: false } as const;

/**
 * One peer's place in a room over as many sockets as it takes: the one owner of retries. Joins, resumes
 * after a cut, falls back to the token, renews it when it has expired, and stops on what cannot heal.
 */
export class SignalSession {
  readonly #options: SignalSessionOptions;
  readonly #stopNetwork: () => void;
  #socket: SignalSocket | undefined;
  #channel: RequestChannel | undefined;
  #heartbeat: Heartbeat | undefined;
  #stopTimer: () => void = () => {};
  #first: { resolve(): void; reject(error: LiveError): void } | undefined;
  #joined = false;
  #hasJoined = false;
  #closed = false;
  #waiting = false;
  #attempt = 0;
  /** Where the room is; the server that was asked first, until that one says otherwise. */
  #url: string;
  #moves = 0;
  #token: string;
  #renewed = false;
  #resumeToken: string | undefined;
  readonly #seen: Record<Channel, number> = { room: 0, audience: 0, self: 0 };
  /** Whose numbers `#seen.audience` counts. */
  #audienceId: string | undefined;

  constructor(options: SignalSessionOptions) {
    this.#options = options;
    this.#url = options.url;
    this.#token = options.token;
    this.#stopNetwork = options.network.listen((online) => this.#networkChanged(online));
  }

  /** The newest one. */
  get token(): string {
    return this.#token;
  }

  /** Resolves after the first `Welcome`; rejects when that cannot be had, or with `cancelled` by `close`. */
  join(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#first = { resolve, reject };
      this.#connect();
    });
  }

  /** Rejects with `server-unreachable` while the connection is cut: nothing is queued here. */
  readonly request: Requester = (body) =>
    this.#joined && this.#channel ? this.#channel.request(body) : Promise.reject(new LiveError('server-unreachable'));

  /** Bytes that the socket has not sent yet; `undefined` while the connection is cut. */
  get waiting(): number | undefined {
    return this.#joined ? this.#socket?.waiting : undefined;
  }

  /** Gives up the place in the room, telling the server if it can be reached, and closes. */
  async leave(): Promise<void> {
    if (this.#joined) await this.#channel?.request({ type: 'Leave' }, leaveDeadlineMs).catch(() => {});
    this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopNetwork();
    this.#drop(new LiveError('cancelled'));
    this.#first?.reject(new LiveError('cancelled'));
    this.#first = undefined;
  }

  #connect(): void {
    this.#waiting = false;
    const { WebSocket, clock } = this.#options;
    if (!this.#hasJoined) this.#options.status({ status: 'connecting' });
    const socket = openSocket(this.#url, WebSocket, {
      opened: () => void this.#sendJoin(),
      received: (message) => this.#received(message),
      unreadable: () => this.#heartbeat?.heard(),
      closed: (_code, reason) => this.#lost(errorOfClose(reason)),
    });
    this.#socket = socket;
    this.#channel = new RequestChannel((text) => socket.send(text), clock);
    this.#stopTimer = clock.after(openDeadlineMs, () => this.#lost(new LiveError('server-unreachable')));
  }

  async #sendJoin(): Promise<void> {
    this.#stopTimer();
    const channel = this.#channel;
    const { roomId } = this.#options;
    const proof = this.#resumeToken === undefined ? { token: this.#token } : { resume: { token: this.#resumeToken, seen: { ...this.#seen }, ...(this.#audienceId === undefined ? {} : { audienceId: this.#audienceId }) } };
    try {
      await channel?.request({ type: 'Join', ...proof, ...(roomId === undefined ? {} : { roomId }) });
    } catch (error) {
      if (channel === this.#channel) this.#lost(LiveError.from(error));
    }
  }

  #received(message: ServerMessage): void {
    this.#heartbeat?.heard();
    if (message.type === 'Error' && message.re === undefined) return this.#lost(errorOfReply(message));
    if (message.type === 'Moved') return this.#moved(message.url);
    if (message.type !== 'Error' && !('re' in message)) return this.#happened(message);
    // Before its promise settles: events may follow in the same turn.
    if (message.type === 'Welcome') this.#welcomed(message);
    this.#channel?.settle(message);
  }

  #welcomed(welcome: Welcome): void {
    if (this.#joined) return;
    this.#joined = true;
    this.#hasJoined = true;
    this.#attempt = 0;
    this.#moves = 0;
    this.#renewed = false;
    this.#resumeToken = welcome.resumeToken;
    if (welcome.snapshot) Object.assign(this.#seen, welcome.channels);
    this.#audienceId = welcome.snapshot?.audience.audienceId ?? this.#audienceId;
    this.#heartbeat = new Heartbeat(this.#options.clock, () => void this.#probe());
    this.#options.status({ status: 'connected' });
    this.#options.welcomed(welcome);
    this.#first?.resolve();
    this.#first = undefined;
  }

  #happened(event: SignalEvent): void {
    if (!this.#joined) return;
    if ('seq' in event) {
      const expected = this.#seen[event.channel] + 1;
      if (event.seq < expected) return;
      if (event.seq > expected) return this.#lost(new LiveError('internal', { message: 'An event was missed.' }));
      this.#seen[event.channel] = event.seq;
    }
    if (event.type === 'AudienceSwitched') {
      this.#audienceId = event.audience.audienceId;
      this.#seen.audience = event.audienceSeq;
    }
    this.#options.happened(event);
  }

  async #probe(): Promise<void> {
    const channel = this.#channel;
    try {
      await channel?.request(probe, probeDeadlineMs);
    } catch (error) {
      if (channel === this.#channel && LiveError.from(error).code === 'request-timeout') this.#lost(new LiveError('server-unreachable'));
    }
  }

  #networkChanged(online: boolean): void {
    if (this.#joined) void this.#probe();
    else if (online && this.#waiting) this.#retryAfter(0);
  }

  /** At once: nobody has failed, and what proves my right is good there too. */
  #moved(server: string): void {
    const url = socketUrl(server.replace(/\/+$/, ''));
    const error = new LiveError('busy');
    // A secure page does not follow to where anyone could read along.
    if (this.#moves >= mostMoves || (this.#url.startsWith('wss:') && !url.startsWith('wss:'))) return this.#lost(error);
    this.#drop(error);
    this.#moves += 1;
    this.#url = url;
    this.#connect();
  }

  #lost(error: LiveError): void {
    if (this.#closed) return;
    // Whoever answers at the first one knows where the room is now.
    if (!this.#joined) [this.#url, this.#moves] = [this.#options.url, 0];
    this.#drop(new LiveError('server-unreachable'));
    const verdict = verdictOf(error.code);
    if (verdict === 'stop') return this.#fail(error);
    if (!this.#hasJoined && verdict === 'retry' && this.#attempt + 1 >= firstTries) return this.#fail(error);
    // A token that has never opened anything is refused as it stands; one that did is made anew for the same peer.
    if (verdict === 'renew') return this.#hasJoined ? void this.#renew(error) : this.#fail(error);
    if (verdict === 'rejoin') this.#resumeToken = undefined;
    this.#attempt += 1;
    const wait = Math.max(backoffMs(this.#attempt, this.#options.random.number()), error.retryAfterMs ?? 0);
    this.#retryAfter(verdict === 'rejoin' ? 0 : wait, error);
  }

  #retryAfter(retryInMs: number, error?: LiveError): void {
    this.#stopTimer();
    this.#waiting = true;
    if (this.#hasJoined) this.#options.status({ status: 'reconnecting', attempt: this.#attempt, retryInMs, ...(error && { reason: error.code }) });
    this.#stopTimer = this.#options.clock.after(retryInMs, () => this.#connect());
  }

  async #renew(error: LiveError): Promise<void> {
    if (this.#renewed) return this.#fail(error);
    try {
      this.#token = await this.#options.renew();
      this.#renewed = true;
      this.#resumeToken = undefined;
      if (!this.#closed) this.#retryAfter(0, error);
    } catch (refused) {
      const cause = LiveError.from(refused);
      // Being expired is the server's answer to the old token; its maker saying so would go round for ever.
      if (cause.code === 'token-expired') this.#fail(cause);
      else this.#lost(cause);
    }
  }

  #fail(error: LiveError): void {
    this.#closed = true;
    this.#stopNetwork();
    this.#options.status({ status: 'failed', reason: error.code });
    if (this.#first) this.#first.reject(error);
    else this.#options.failed(error);
    this.#first = undefined;
  }

  #drop(error: LiveError): void {
    this.#joined = false;
    this.#waiting = false;
    this.#stopTimer();
    this.#heartbeat?.close();
    this.#heartbeat = undefined;
    const [socket, channel] = [this.#socket, this.#channel];
    this.#socket = undefined;
    this.#channel = undefined;
    socket?.close();
    channel?.close(error);
  }
}
