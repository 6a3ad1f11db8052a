import { ChatOutbox } from './chat.ts';
import { SignalSession, type Welcome } from './connection/session.ts';
import { chatEvent, dispatch, type DispatchTarget } from './dispatch.ts';
import type { Emitter } from './emitter.ts';
import type { LiveError } from './errors.ts';
import { LiveData } from './live-data.ts';
import { LiveMedia } from './live-media.ts';
import { LiveStage } from './live-stage.ts';
import { LiveQuality } from './live-quality.ts';
import type { LocalDevices } from './media/devices.ts';
import type { ManagerDeps } from './options.ts';
import { applyWelcome } from './snapshot.ts';
import type { Connection } from './stores/connection.ts';
import type { Stores } from './stores.ts';
import { TypingWatch } from './typing.ts';
import type { StreamSummary } from './wire/signal/shapes.ts';

export interface LiveSessionOptions {
  readonly deps: ManagerDeps;
  readonly stores: Stores;
  readonly emit: Emitter['emit'];
  readonly devices: LocalDevices;
  /** Of the socket. */
  readonly url: string;
  readonly roomId: string | undefined;
  readonly token: string;
  renew(): Promise<string>;
  /** Of its HTTP side. */
  readonly server: string;
  /** I came on stage, or went from it. */
  moved(): void;
  /** The stream ended, for everyone. */
  ended(summary: StreamSummary): void;
  /** My session is lost for good. */
  failed(error: LiveError): void;
}

/** How long the end of the room is waited for after it was asked for, in ms. */
const endDeadlineMs = 2000;

/** One peer's part in one live run: its connection, chat and media, wired to the stores. */
export class LiveSession {
  readonly chat: ChatOutbox;
  readonly media: LiveMedia;
  readonly quality: LiveQuality;
  readonly data: LiveData;
  readonly stage: LiveStage;
  readonly signal: SignalSession;
  readonly #options: LiveSessionOptions;
  readonly #target: DispatchTarget;
  readonly #stopCount: () => void;
  #opened: Promise<void> = Promise.resolve();
  #peakViewers = 0;
  #heardEnd: ((summary: StreamSummary) => void) | undefined;

  constructor(options: LiveSessionOptions) {
    const { deps, stores, emit, devices, url, roomId, token, renew } = options;
    const { clock, random, network, WebSocket } = deps;
    this.#options = options;
    this.signal = new SignalSession({
      url, roomId, token, renew, WebSocket, network, clock, random,
      welcomed: (welcome) => this.#welcomed(welcome),
      happened: (event) => dispatch(event, this.#target),
      status: (status) => this.#status(status),
      failed: (error) => this.#failed(error),
    });
    const { request } = this.signal;
    this.chat = new ChatOutbox({ store: stores.chat, request, random, now: () => this.#serverNow(), self: () => stores.session.$self.get(), posted: (message) => emit('CHAT', chatEvent(message)) });
    this.data = new LiveData({ request, waiting: () => this.signal.waiting });
    this.media = new LiveMedia({ kit: deps.media, devices, stores, emit, request, clock });
    this.quality = new LiveQuality({ port: this.media.port, stores, emit, clock });
    this.stage = new LiveStage({ stores, request, media: this.media, devices, moved: options.moved, links: { server: options.server, fetch: deps.fetch, roomId: () => stores.session.$room.get()?.roomId, token: () => this.signal.token } });
    this.#target = {
      stores, emit, random,
      now: () => this.#serverNow(),
      typing: new TypingWatch(clock, (peerId, typing) => {
        stores.chat.applyTyping(peerId, typing);
        emit('TYPING', { peerId, typing });
      }),
      mediaReset: (rtpCapabilities) => void this.media.reset(rtpCapabilities).catch(() => {}),
      meshSignalled: (heard) => this.media.mesh.deliver(heard),
      silence: () => void devices.setMuted(true).catch(() => {}),
      ended: (summary) => this.#ended(summary),
    };
    this.#stopCount = stores.audience.$viewerCount.subscribe((count) => { this.#peakViewers = Math.max(this.#peakViewers, count); });
  }

  /** Resolves when joined, and for a broadcaster when the server has its media. */
  async open({ publishes }: { publishes: boolean }): Promise<void> {
    await this.signal.join();
    this.stage.follow();
    if (!publishes) return this.media.arriving();
    await this.#opened;
    await this.media.publish();
  }

  /** Ends the room for everyone. Rejects when the server refuses; an unreachable one is no reason to stay. */
  async endRoom(): Promise<StreamSummary> {
    const { promise, resolve } = Promise.withResolvers<StreamSummary>();
    this.#heardEnd = resolve;
    try {
      await this.signal.request({ type: 'EndRoom' });
    } catch (error) {
      const { code } = error as LiveError;
      if (code !== 'server-unreachable' && code !== 'request-timeout') {
        this.#heardEnd = undefined;
        throw error;
      }
      return this.summary('ended');
    }
    const stop = this.#options.deps.clock.after(endDeadlineMs, () => resolve(this.summary('ended')));
    return promise.finally(stop);
  }

  /** The end as seen from here, where the server's own account of it was missed. */
  summary(reason: StreamSummary['reason']): StreamSummary {
    const endedAt = this.#serverNow();
    const { startedAt = endedAt } = this.#options.stores.session.$room.get() ?? {};
    return { reason, endedAt, durationSec: Math.max(0, Math.round((endedAt - startedAt) / 1000)), peakViewers: this.#peakViewers };
  }

  async leave(): Promise<void> {
    await this.signal.leave();
    this.close();
  }

  close(): void {
    this.signal.close();
    this.chat.close();
    this.#target.typing.close();
    this.stage.close();
    this.quality.close();
    this.media.close();
    this.#stopCount();
  }

  #welcomed(welcome: Welcome): void {
    const { stores, deps } = this.#options;
    applyWelcome(welcome, deps.clock.now(), this.#target);
    this.media.plane.offer(welcome.broadcast);
    this.#opened = this.media.open(welcome.media);
    if (welcome.self.muted && welcome.self.role !== 'viewer') this.#target.silence();
    // Who waits for it is told; to everyone else it was an `ERROR`.
    this.#opened.catch(() => {});
    this.chat.resend();
    const mine = stores.peers.$broadcasters.get().find(({ peerId }) => peerId === welcome.self.peerId);
    // The server was restarted meanwhile and knows nothing of the pause.
    if (mine && !mine.paused && stores.devices.$local.get().paused) void this.signal.request({ type: 'SetBroadcastPaused', paused: true }).catch(() => {});
  }

  #ended(summary: StreamSummary): void {
    if (this.#heardEnd) this.#heardEnd(summary);
    else this.#options.ended(summary);
  }

  #failed(error: LiveError): void {
    if (error.code === 'room-ended') this.#ended(this.summary('ended'));
    else this.#options.failed(error);
  }

  #status(status: Omit<Connection, 'path'>): void {
    const { $connection } = this.#options.stores.connection;
    // The way of the last session says nothing about this one.
    const connection: Connection = { ...status, path: status.status === 'connecting' ? 'sfu' : $connection.get().path };
    $connection.set(connection);
    this.#options.emit('CONNECTION_CHANGED', connection);
  }

  #serverNow(): number {
    return this.#options.deps.clock.now() + this.#options.stores.session.$clockOffset.get();
  }
}
