import assert from 'node:assert/strict';
import type { EventOf, EventType } from '../../core/wire/signal/events.ts';
import { parseServerMessage, type ReplyTo, type ServerMessage } from '../../core/wire/signal/messages.ts';
import { subprotocol } from '../../core/wire/signal/subprotocol.ts';
import type { ReplyOf } from '../../core/wire/signal/replies.ts';
import type { RequestBody, RequestType } from '../../core/wire/signal/requests.ts';
import { until } from './until.ts';

const withinMs = 20_000;

type Body<Type extends RequestType> = Omit<RequestBody<Type>, 'type'>;

/** A page's side of the wire without the page: every frame is checked against the schema as it comes. */
export class SignalClient {
  readonly socket: WebSocket;
  /** Everything received, oldest first. */
  readonly received: ServerMessage[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #watchers = new Set<(message: ServerMessage) => void>();
  #id = 0;

  constructor(url: string, options: { protocols?: string[]; headers?: Record<string, string> } = {}) {
    // Node's WebSocket takes headers, a page's does not.
    this.socket = new WebSocket(`${url.replace('http', 'ws').replace(/\/$/, '')}/ws`, { protocols: [subprotocol], ...options } as unknown as string[]);
    this.closed = new Promise((resolve) => { this.socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason })); });
    this.socket.addEventListener('error', () => {});
    this.socket.addEventListener('message', ({ data }) => {
      const parsed = parseServerMessage(String(data));
      assert.ok(parsed.ok, `the server sent what its schema does not allow: ${String(data).slice(0, 400)} ${parsed.ok ? '' : parsed.detail}`);
      this.received.push(parsed.message);
      for (const look of [...this.#watchers]) look(parsed.message);
    });
  }

  async opened(): Promise<this> {
    await until(() => this.socket.readyState, (state) => state > 0, { what: 'the socket opens', every: 2, within: withinMs });
    return this;
  }

  send(frame: string | Uint8Array<ArrayBuffer>): void {
    this.socket.send(frame);
  }

  /** Sends a request and returns its reply, or the error. */
  async ask<Type extends RequestType>(type: Type, body: Body<Type>): Promise<ReplyTo<Type> | ReplyOf<'Error'>> {
    const id = this.#id += 1;
    this.send(JSON.stringify({ type, id, ...body }));
    return this.reply(id) as Promise<ReplyTo<Type> | ReplyOf<'Error'>>;
  }

  /** Sends a request that must succeed. */
  async must<Type extends RequestType>(type: Type, body: Body<Type>): Promise<ReplyTo<Type>> {
    const reply: ServerMessage = await this.ask(type, body);
    assert.notEqual(reply.type, 'Error', `${type} failed: ${JSON.stringify(reply)}`);
    return reply as ReplyTo<Type>;
  }

  /** Sends a request that must fail, and returns its code. */
  async refused<Type extends RequestType>(type: Type, body: Body<Type>): Promise<string> {
    const reply = await this.ask(type, body) as ServerMessage;
    assert.equal(reply.type, 'Error', `${type} was not refused: ${JSON.stringify(reply)}`);
    return reply.code;
  }

  reply(id: number): Promise<ServerMessage> {
    return this.find((message) => 're' in message && message.re === id, `a reply to request ${id}`);
  }

  /** The first event of this type that satisfies `accept`, received already or soon. */
  async event<Type extends EventType>(type: Type, accept: (event: EventOf<Type>) => boolean = () => true): Promise<EventOf<Type>> {
    const event: unknown = await this.find((message) => message.type === type && accept(message), `a ${type}`);
    return event as EventOf<Type>;
  }

  events<Type extends EventType>(type: Type): EventOf<Type>[] {
    return this.received.filter((message) => message.type === type) as EventOf<Type>[];
  }

  async find(accept: (message: ServerMessage) => boolean, what: string): Promise<ServerMessage> {
    const present = this.received.find(accept);
    if (present) return present;
    const { promise, resolve, reject } = Promise.withResolvers<ServerMessage>();
    const look = (message: ServerMessage): void => { if (accept(message)) resolve(message); };
    const late = setTimeout(() => reject(new Error(`${what}: not within ${withinMs} ms; received:\n${this.#summary()}`)), withinMs);
    this.#watchers.add(look);
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.#watchers.delete(look);
    }
  }

  #summary(): string {
    return this.received.slice(-20).map((message) => JSON.stringify(message).slice(0, 160)).join('\n');
  }

  /** Whatever the server sent before this has arrived; any answer, a refusal too, proves it. */
  async settled(): Promise<void> {
    const id = this.#id += 1;
    this.send(JSON.stringify({ type: 'SetTyping', id, typing: false }));
    await this.reply(id);
  }

  close(): Promise<{ code: number; reason: string }> {
    this.socket.close(1000);
    return this.closed;
  }
}
