import { MoqtError, sessionErrors, violation } from '../moqt-error.ts';
import type { Draft } from '../codes.ts';
import type { DraftTable } from '../draft-table.ts';
import type { Message, MessageOf, MessageType, Setup } from '../messages.ts';
import type { TrackName } from '../names.ts';
import { SessionOver, type SetTimer, type SubscribeOptions, type Subscription, type SubscriberSession } from '../session-api.ts';
import type { BiStream, Transport } from '../transport.ts';
import type { ControlChannel } from './control-channel.ts';
import { IncomingData, type DataTargets } from './incoming-data.ts';
import { IncomingRequests } from './incoming-requests.ts';
import type { Link } from './link.ts';
import { OutgoingRequests } from './outgoing-requests.ts';
import { Subscriptions } from './subscriptions.ts';
import { endOf } from './transport-end.ts';

export interface LiveSessionOptions {
  readonly transport: Transport;
  readonly control: ControlChannel;
  readonly table: DraftTable;
  readonly side: 'client' | 'server';
  readonly peer: Setup;
  readonly maxRequests: number;
  readonly setTimer: SetTimer;
}

/** Who hears which message. */
export type Hearing = { readonly [Type in MessageType]?: (message: MessageOf<Type>) => void };

/** What a session does beside subscribing: how it answers what it is asked, and what else it asks. */
export interface Role {
  /** Messages that nobody hears have no place in the session, and end it. */
  readonly hears: Hearing;
  readonly fetches?: DataTargets['fetches'];
  /** The other side asks to move elsewhere. */
  sentAway?(uri: string): void;
  /** The other side opened a stream both ways. Rejects with what ends the session. */
  stream(stream: BiStream): Promise<void>;
  end(error: SessionOver): void;
}

const maxUriBytes = 8192;

/** A session that has been set up. It subscribes; all else is its role's. */
export class LiveSession<Its extends Role = Role> implements SubscriberSession {
  readonly draft: Draft;
  readonly transport: Transport['kind'];
  readonly peer: Setup;
  readonly closed: SubscriberSession['closed'];
  readonly role: Its;
  readonly #options: LiveSessionOptions;
  readonly #link: Link;
  readonly #subscriptions: Subscriptions;
  readonly #data: IncomingData;
  readonly #hearing: Hearing;
  readonly #closed = Promise.withResolvers<Awaited<SubscriberSession['closed']>>();
  #over: SessionOver | undefined;
  #wentAway = false;

  constructor(options: LiveSessionOptions, roleOf: (link: Link) => Its) {
    const { transport, control, table, side, peer, maxRequests, setTimer } = options;
    const { draft } = table;
    this.#options = options;
    this.draft = draft;
    this.transport = transport.kind;
    this.peer = peer;
    this.closed = this.#closed.promise;
    const send = (message: Message): void => control.send(message);
    const [ours, theirs] = side === 'client' ? [0, 1] as const : [1, 0] as const;
    this.#link = {
      draft, table, transport, setTimer, send,
      asked: new OutgoingRequests(ours, peer.maxRequestId ?? 0, send),
      served: new IncomingRequests(draft, theirs, maxRequests, send),
      fail: (error) => this.fail(error),
      over: () => this.#over,
    };
    this.role = roleOf(this.#link);
    this.#data = new IncomingData(this.#link, { track: (alias) => this.#subscriptions.track(alias), expects: (alias) => this.#subscriptions.expects(alias), fetches: this.role.fetches });
    this.#subscriptions = new Subscriptions(this.#link, (alias) => this.#data.aliasKnown(alias));
    this.#hearing = this.#hear();
  }

  /** Listens from now on. */
  start(): void {
    void this.#options.transport.closed.then(({ code, reason, remote }) => this.#end(code, reason, remote));
    this.#readControl().catch((error: unknown) => this.fail(error));
    this.#acceptStreams().catch((error: unknown) => this.fail(error));
    this.#data.start();
  }

  subscribe(track: TrackName, options: SubscribeOptions): Subscription {
    return this.#subscriptions.subscribe(track, options);
  }

  close(code: number = sessionErrors.NO_ERROR, reason = ''): void {
    this.#options.transport.close(code, reason);
    this.#end(code, reason, false);
  }

  fail(error: unknown): void {
    if (error instanceof MoqtError) this.close(sessionErrors[error.code], error.message);
    else this.close(sessionErrors.INTERNAL_ERROR, 'Something went wrong here.');
  }

  async #readControl(): Promise<void> {
    const { transport, setTimer } = this.#options;
    for (let message = await this.#nextMessage(); message && !this.#over; message = await this.#nextMessage()) {
      // TypeScript cannot tell that the message and who hears it go together.
      const hear = this.#hearing[message.type] as ((message: Message) => void) | undefined;
      if (!hear) throw violation(`${message.type} came where it has no place.`);
      hear(message);
    }
    await endOf(transport, setTimer);
    if (!this.#over) throw violation('The control stream has ended.');
  }

  /** Nothing at the end of the control stream, however it ended. */
  async #nextMessage(): Promise<Message | undefined> {
    try {
      return await this.#options.control.next();
    } catch (error) {
      if (error instanceof MoqtError) throw error;
      return undefined;
    }
  }

  async #acceptStreams(): Promise<void> {
    for (;;) {
      const stream = await this.#options.transport.acceptBi();
      if (!stream || this.#over) return;
      this.role.stream(stream).catch((error: unknown) => { if (!this.#over) this.fail(error); });
    }
  }

  #end(code: number, reason: string, remote: boolean): void {
    if (this.#over) return;
    const error = new SessionOver(code, reason);
    this.#over = error;
    this.#closed.resolve({ code, reason, remote });
    this.#data.end();
    for (const part of [this.#link.asked, this.#subscriptions, this.role]) part.end(error);
  }

  #goingAway({ uri }: MessageOf<'GoAway'>): void {
    if (this.#wentAway) throw violation('GOAWAY came twice.');
    if (uri !== '' && this.#options.side === 'server') throw violation('A client sends its server elsewhere.');
    if (new TextEncoder().encode(uri).length > maxUriBytes) throw violation('The address in GOAWAY is too long.');
    this.#wentAway = true;
    this.role.sentAway?.(uri);
  }

  #hear(): Hearing {
    const { asked } = this.#link;
    return {
      ...this.role.hears,
      GoAway: (message) => this.#goingAway(message),
      MaxRequestId: ({ maxRequestId }) => asked.raise(maxRequestId),
      RequestsBlocked: () => {},
      SubscribeOk: (message) => asked.answered(message),
      RequestOk: (message) => asked.answered(message),
      RequestError: (message) => asked.refused(message),
      PublishDone: (message) => this.#subscriptions.done(message),
    };
  }
}
