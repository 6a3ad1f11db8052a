import type { WebSocketConstructor, WebSocketLike } from '../connection/socket.ts';
import { parseRequest, type ServerMessage } from '../wire/signal/messages.ts';
import type { SignalErrorCode } from '../wire/signal/errors.ts';
import type { NumberedEvent } from '../wire/signal/events.ts';
import type { Reply } from '../wire/signal/replies.ts';
import type { Request, RequestOf, RequestType } from '../wire/signal/requests.ts';
import type { Channel } from '../wire/signal/shapes.ts';
import { FakeRoom } from './fake-room.ts';

type Body<Message> = Message extends unknown ? Omit<Message, 're'> : never;
export type ReplyBody = Body<Reply>;
/** What to answer; nothing when the answer is to stay out. */
export type Responder<Type extends RequestType> = (request: RequestOf<Type>, connection: FakeConnection) => ReplyBody | undefined;
type EventBody = { [Type in NumberedEvent['type']]: Omit<Extract<NumberedEvent, { type: Type }>, 'channel' | 'seq'> }[NumberedEvent['type']];

/** One socket as the server sees it. Frames arrive on the next turn, as they would over a network. */
export class FakeConnection {
  readonly requests: Request[] = [];
  /** What its page believes to be unsent, in bytes. */
  waiting = 0;
  readonly #listeners: Record<string, ((event: never) => void)[]> = {};
  #open = false;
  #over = false;

  listen(type: string, listener: (event: never) => void): void {
    (this.#listeners[type] ??= []).push(listener);
  }

  get isOpen(): boolean {
    return this.#open && !this.#over;
  }

  open(): void {
    if (this.#over) return;
    this.#open = true;
    this.#fire('open', {});
  }

  send(message: ServerMessage): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(data: string): void {
    if (this.isOpen) this.#fire('message', { data });
  }

  /** Ends the socket; without a code, as a cut cable does. */
  cut(code = 1006, reason = ''): void {
    if (this.#over) return;
    this.#over = true;
    this.#fire('close', { code, reason });
  }

  #fire(type: string, event: object): void {
    for (const listener of this.#listeners[type] ?? []) (listener as (event: object) => void)(event);
  }
}

/**
 * A signaling server in memory: one room, valid frames, scripted misbehaviour. `WebSocket` is what a
 * manager under test connects with.
 */
export class FakeSignalServer {
  readonly room: FakeRoom = new FakeRoom();
  readonly connections: FakeConnection[] = [];
  /** While false, nobody gets through. */
  reachable = true;
  readonly WebSocket: WebSocketConstructor;
  readonly #responders = new Map<RequestType, (request: never, connection: FakeConnection) => ReplyBody | undefined>();

  constructor() {
    const accept = (): FakeConnection => this.#accept();
    const receive = (text: string, connection: FakeConnection): void => this.#receive(text, connection);
    this.WebSocket = class implements WebSocketLike {
      readonly #connection = accept();

      get bufferedAmount(): number {
        return this.#connection.waiting;
      }

      send(text: string): void {
        queueMicrotask(() => receive(text, this.#connection));
      }

      close(): void {
        this.#connection.cut(1000);
      }

      addEventListener(type: string, listener: (event: never) => void): void {
        this.#connection.listen(type, listener);
      }
    };
  }

  /** The newest connection. */
  get connection(): FakeConnection {
    const last = this.connections.at(-1);
    if (!last) throw new Error('Nobody has connected.');
    return last;
  }

  /** Every request of all connections, of one type. */
  requests<Type extends RequestType>(type: Type): RequestOf<Type>[] {
    return this.connections.flatMap((connection) => connection.requests).filter((request): request is RequestOf<Type> => request.type === type);
  }

  /** Answers one type of request differently from now on. */
  answer<Type extends RequestType>(type: Type, responder: Responder<Type> | undefined): void {
    if (responder) this.#responders.set(type, responder);
    else this.#responders.delete(type);
  }

  refuse(type: RequestType, code: SignalErrorCode, retryAfterMs?: number): void {
    this.answer(type, () => ({ type: 'Error', code, message: code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }));
  }

  /** Numbers an event, keeps it for those who are away, and sends it. */
  publish(channel: Channel, event: EventBody): void {
    const numbered = this.room.number(channel, event);
    if (this.connection.isOpen) this.connection.send(numbered);
  }

  #accept(): FakeConnection {
    const connection = new FakeConnection();
    this.connections.push(connection);
    queueMicrotask(() => (this.reachable ? connection.open() : connection.cut()));
    return connection;
  }

  #receive(text: string, connection: FakeConnection): void {
    if (!connection.isOpen) return;
    const parsed = parseRequest(text);
    if (!parsed.ok) throw new Error(`The page sent a bad frame: ${parsed.detail}`);
    const request = parsed.message;
    connection.requests.push(request);
    const responder = this.#responders.get(request.type) as ((request: Request, connection: FakeConnection) => ReplyBody | undefined) | undefined;
    const reply = responder ? responder(request, connection) : this.room.reply(request);
    if (!reply) return;
    connection.send({ ...reply, re: request.id });
    if (reply.type !== 'Error') for (const event of this.room.after(request)) connection.send(event);
  }
}
