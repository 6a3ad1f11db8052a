import { resetCodes } from '../codes.ts';
import type { Message, MessageOf } from '../messages.ts';
import { violation } from '../moqt-error.ts';
import { hasPrefix, keyOf, type Namespace } from '../names.ts';
import type { NamespaceListener, NamespaceOffer, NamespaceWatchRequest, SessionHandlers } from '../session-api.ts';
import { StreamReset, type BiStream } from '../transport.ts';
import { ControlChannel } from './control-channel.ts';
import type { Link } from './link.ts';
import type { NamespaceOffers } from './namespace-offers.ts';

const same = (a: Namespace, b: Namespace): boolean => a.length === b.length && hasPrefix(a, b);
const overlap = (a: Namespace, b: Namespace): boolean => hasPrefix(a, b) || hasPrefix(b, a);
const keyFor = (namespace: Namespace): string => keyOf({ namespace, name: '' });

/** Streams that were opened and have not asked for anything yet. */
const maxSilent = 8;
/** Namespaces that one watch keeps account of. */
const maxKnown = 10_000;

/** Who wants to hear of namespaces: we, and the other side. In draft 14 that goes over the control stream, in draft 16 each over its own. */
export class NamespaceWatches {
  readonly #link: Link;
  readonly #handle: SessionHandlers['subscribeNamespace'];
  readonly #offers: NamespaceOffers;
  readonly #ours = new Set<OurWatch>();
  readonly #theirs = new Set<TheirWatch>();
  #silent = 0;

  constructor(link: Link, handle: SessionHandlers['subscribeNamespace'], offers: NamespaceOffers) {
    this.#link = link;
    this.#handle = handle;
    this.#offers = offers;
  }

  subscribe(prefix: Namespace, on: NamespaceListener): Promise<{ close(): void }> {
    const over = this.#link.over();
    if (over) return Promise.reject(over);
    const { promise, resolve, reject } = Promise.withResolvers<{ close(): void }>();
    const watch: OurWatch = new OurWatch(this.#link, prefix, on, (error) => {
      this.#ours.delete(watch);
      reject(error);
    });
    this.#ours.add(watch);
    this.#link.asked.make((requestId) => watch.ask(requestId, () => resolve({ close: () => watch.close() })), (error) => watch.end(error));
    return promise;
  }

  /** Draft 14: whose watch an offered namespace answers. */
  wants(namespace: Namespace): { withdrawn(): void } | undefined {
    if (this.#link.draft !== 14) return undefined;
    const watch = [...this.#ours].find(({ prefix }) => hasPrefix(namespace, prefix));
    return watch && { withdrawn: watch.came(namespace) };
  }

  /** Draft 14. */
  asked(message: MessageOf<'SubscribeNamespace'>): void {
    if (this.#link.draft !== 14) throw violation('SUBSCRIBE_NAMESPACE came on the control stream.');
    this.#serve(message, (answer) => this.#link.send(answer), new OffersOf(this.#offers), () => {});
  }

  /** Draft 14. */
  unsubscribed({ prefix }: MessageOf<'UnsubscribeNamespace'>): void {
    for (const watch of this.#theirs) if (same(watch.prefix, prefix)) watch.end();
  }

  /** Draft 16: a stream that asks. Rejects with what ends the session. */
  async stream(stream: BiStream): Promise<void> {
    if (this.#link.draft === 14) throw violation('A second stream both ways was opened.');
    if (this.#silent >= maxSilent) throw violation('Too many streams both ways say nothing.');
    const channel = new ControlChannel(stream, this.#link.table, () => {});
    this.#silent += 1;
    const first = await channel.next().finally(() => { this.#silent -= 1; });
    if (!first) return channel.finish();
    if (first.type !== 'SubscribeNamespace') throw violation(`A stream both ways begins with ${first.type}.`);
    const watch = this.#serve(first, (answer) => channel.send(answer), new Suffixes(channel, first.prefix), () => channel.finish());
    try {
      const more = await channel.next();
      if (more) throw violation(`${more.type} came on the stream of a namespace's subscription.`);
    } catch (error) {
      if (!(error instanceof StreamReset)) throw error;
    } finally {
      watch.end();
    }
  }

  end(error: Error): void {
    for (const watch of this.#ours) watch.end(error);
    for (const watch of this.#theirs) watch.end();
  }

  #serve(message: MessageOf<'SubscribeNamespace'>, send: (answer: Message) => void, tell: Tell, finish: () => void): TheirWatch {
    const ended = this.#link.served.take(message.requestId);
    const watch: TheirWatch = new TheirWatch(message, send, tell, () => {
      this.#theirs.delete(watch);
      finish();
      ended();
    });
    const isDouble = [...this.#theirs].some(({ prefix }) => overlap(prefix, message.prefix));
    this.#theirs.add(watch);
    if (isDouble) watch.refuse('PREFIX_OVERLAP', 'Another subscription has these namespaces.');
    else if (!this.#handle) watch.refuse('NOT_SUPPORTED', 'There are no namespaces to hear of.');
    else this.#ask(watch);
    return watch;
  }

  #ask(watch: TheirWatch): void {
    try {
      this.#handle!(watch);
    } catch {
      watch.refuse('INTERNAL_ERROR', 'The request could not be handled.');
    }
  }
}

/** How the other side is told; `end` when it wants no more. */
interface Tell extends NamespaceListener { end(): void }

/** Draft 14: by offers, which it answers. */
class OffersOf implements Tell {
  readonly #offers: NamespaceOffers;
  readonly #told = new Map<string, Promise<NamespaceOffer | undefined>>();

  constructor(offers: NamespaceOffers) {
    this.#offers = offers;
  }

  came(namespace: Namespace): void {
    const key = keyFor(namespace);
    // Who refuses an offer has been told all the same.
    if (!this.#told.has(key)) this.#told.set(key, this.#offers.publish(namespace).catch(() => undefined));
  }

  went(namespace: Namespace): void {
    const key = keyFor(namespace);
    void this.#told.get(key)?.then((offer) => offer?.withdraw());
    this.#told.delete(key);
  }

  end(): void {
    for (const told of this.#told.values()) void told.then((offer) => offer?.withdraw());
    this.#told.clear();
  }
}

/** Draft 16: on the stream that asked. */
class Suffixes implements Tell {
  readonly #channel: ControlChannel;
  readonly #prefix: Namespace;
  readonly #told = new Set<string>();

  constructor(channel: ControlChannel, prefix: Namespace) {
    this.#channel = channel;
    this.#prefix = prefix;
  }

  came(namespace: Namespace): void {
    if (this.#told.has(keyFor(namespace))) return;
    this.#told.add(keyFor(namespace));
    this.#channel.send({ type: 'Namespace', suffix: namespace.slice(this.#prefix.length) });
  }

  went(namespace: Namespace): void {
    if (this.#told.delete(keyFor(namespace))) this.#channel.send({ type: 'NamespaceDone', suffix: namespace.slice(this.#prefix.length) });
  }

  end(): void {
    this.#told.clear();
  }
}

class TheirWatch implements NamespaceWatchRequest {
  readonly prefix: Namespace;
  readonly tokens: readonly Uint8Array[];
  readonly #requestId: number;
  readonly #send: (answer: Message) => void;
  readonly #tell: Tell;
  readonly #forget: () => void;
  #state: 'asked' | 'live' | 'over' = 'asked';
  #ended: (() => void) | undefined;

  constructor({ requestId, prefix, tokens = [] }: MessageOf<'SubscribeNamespace'>, send: (answer: Message) => void, tell: Tell, forget: () => void) {
    this.#requestId = requestId;
    this.prefix = prefix;
    this.tokens = tokens;
    this.#send = send;
    this.#tell = tell;
    this.#forget = forget;
  }

  refuse(code: Parameters<NamespaceWatchRequest['refuse']>[0], reason: string, retryMs?: number): void {
    if (this.#state !== 'asked') return;
    this.#send({ type: 'RequestError', requestId: this.#requestId, request: 'subscribe-namespace', code, reason, ...(retryMs !== undefined && { retryMs }) });
    this.#close();
  }

  accept(on: { ended(): void }): NamespaceListener {
    if (this.#state === 'live') throw new TypeError('A subscription to namespaces was accepted twice.');
    if (this.#state === 'over') queueMicrotask(() => on.ended());
    else {
      this.#state = 'live';
      this.#ended = () => on.ended();
      this.#send({ type: 'RequestOk', requestId: this.#requestId, request: 'subscribe-namespace' });
    }
    const isLive = (namespace: Namespace): boolean => this.#state === 'live' && hasPrefix(namespace, this.prefix);
    return {
      came: (namespace) => { if (isLive(namespace)) this.#tell.came(namespace); },
      went: (namespace) => { if (isLive(namespace)) this.#tell.went(namespace); },
    };
  }

  end(): void {
    if (this.#state === 'over') return;
    this.#tell.end();
    this.#close();
    this.#ended?.();
  }

  #close(): void {
    this.#state = 'over';
    this.#forget();
  }
}

class OurWatch {
  readonly prefix: Namespace;
  readonly #link: Link;
  readonly #on: NamespaceListener;
  readonly #forget: (error: Error) => void;
  readonly #known = new Set<string>();
  #channel: ControlChannel | undefined;
  #over = false;

  constructor(link: Link, prefix: Namespace, on: NamespaceListener, forget: (error: Error) => void) {
    this.#link = link;
    this.prefix = prefix;
    this.#on = on;
    this.#forget = forget;
  }

  ask(requestId: number, accepted: () => void): void {
    this.#link.asked.expect(requestId, { kind: 'subscribe-namespace', ok: accepted, refused: (error) => this.end(error) });
    const message: Message = { type: 'SubscribeNamespace', requestId, prefix: this.prefix };
    if (this.#link.draft === 14) this.#link.send(message);
    else this.#openStream(message).catch((error: unknown) => this.#link.fail(error));
  }

  /** Draft 14. Returns what to call when the namespace is gone. */
  came(namespace: Namespace): () => void {
    this.#on.came(namespace);
    return () => { if (!this.#over) this.#on.went(namespace); };
  }

  close(): void {
    if (this.#over) return;
    if (this.#link.draft === 14) this.#link.send({ type: 'UnsubscribeNamespace', prefix: this.prefix });
    this.end(new Error('It was called off.'));
  }

  end(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#channel?.abandon(resetCodes.CANCELLED);
    this.#forget(error);
  }

  async #openStream(ask: Message): Promise<void> {
    const stream = await this.#link.transport.openBi();
    const channel = new ControlChannel(stream, this.#link.table, () => {});
    this.#channel = channel;
    channel.send(ask);
    try {
      for (let message = await channel.next(); message && !this.#over; message = await channel.next()) this.#hear(message);
      this.end(new Error('The other side tells of namespaces no more.'));
    } catch (error) {
      if (this.#over) return;
      if (!(error instanceof StreamReset)) throw error;
      this.end(error);
    }
  }

  #hear(message: Message): void {
    if (message.type === 'RequestOk') return this.#link.asked.answered(message);
    if (message.type === 'RequestError') return this.#link.asked.refused(message);
    if (message.type !== 'Namespace' && message.type !== 'NamespaceDone') throw violation(`${message.type} came on the stream of a namespace's subscription.`);
    const namespace = [...this.prefix, ...message.suffix];
    const key = keyFor(namespace);
    if (message.type === 'Namespace' && !this.#known.has(key)) {
      if (this.#known.size >= maxKnown) throw violation('Too many namespaces are told of.');
      this.#known.add(key);
      this.#on.came(namespace);
    } else if (message.type === 'NamespaceDone') {
      if (!this.#known.delete(key)) throw violation('A namespace went that had not come.');
      this.#on.went(namespace);
    }
  }
}
