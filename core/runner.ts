import { abortable } from './abortable.ts';
import { serverUrl, shareLinkOf, socketUrl } from './addresses.ts';
import { openAhead } from './connection/ahead.ts';
import type { Emitter } from './emitter.ts';
import { LiveError, type LiveErrorCode } from './errors.ts';
import { Lifecycle } from './lifecycle.ts';
import type { LiveSession } from './live-session.ts';
import { loadSession } from './load-session.ts';
import type { Call } from './machine.ts';
import type { LocalDevices } from './media/devices.ts';
import type { ManagerDeps } from './options.ts';
import type { Stores } from './stores.ts';
import type { TokenSource } from './token-source.ts';
import type { TokenGrant, TokenRequest } from './tokens.ts';
import type { StreamSummary } from './wire/signal/shapes.ts';

export interface RunnerOptions {
  readonly deps: ManagerDeps;
  readonly stores: Stores;
  readonly emit: Emitter['emit'];
  readonly devices: LocalDevices;
  readonly tokens: TokenSource;
  /** As given by the application. */
  readonly server: () => string | undefined;
}

export interface StartPlan { readonly request: TokenRequest; readonly token: string | undefined; readonly publishes: boolean }

/** Starts and ends live runs, one at a time, and keeps the state that everyone sees in step with them. */
export class Runner {
  readonly life: Lifecycle;
  readonly #options: RunnerOptions;
  #session: LiveSession | undefined;
  #control = new AbortController();
  #starting: Promise<void> = Promise.resolve();
  #ending: Promise<void> = Promise.resolve();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.life = new Lifecycle(options.stores.session, (change) => options.emit('STATE_CHANGE', change));
  }

  get current(): LiveSession | undefined {
    return this.#session;
  }

  /** The live run of this moment. Throws `IllegalTransition` unless `call` is possible now. */
  session(call: Call): LiveSession {
    this.life.guard(call);
    if (!this.#session) throw new LiveError('not-joined');
    return this.#session;
  }

  /** Where the server is. Throws `no-server`. */
  get server(): string {
    return serverUrl(this.#options.server());
  }

  /** Resolves at `ACTIVE`; rejects with the state back at `IDLE`. */
  async start(call: Call, plan: StartPlan): Promise<void> {
    this.life.guard(call);
    this.#control = new AbortController();
    this.#starting = this.#start(plan, this.#control.signal);
    await this.#starting;
  }

  /**
   * Ends the run, or cancels a start: that one rejects with `cancelled`.
   * @param part parts with the server; what it resolves to, if anything, is the summary
   */
  async stop(call: Call, part: (session: LiveSession) => Promise<StreamSummary | void>): Promise<void> {
    this.life.guard(call);
    if (this.life.state === 'INITIALIZING') {
      this.#control.abort(new LiveError('cancelled'));
      await this.#starting.catch(() => {});
    }
    if (this.life.state !== 'ACTIVE' || !this.#session) return;
    this.life.go('ENDING');
    this.#ending = this.#end(this.#session, part);
    await this.#ending;
  }

  async close(): Promise<void> {
    const { state } = this.life;
    if (state === 'INITIALIZING' || state === 'ACTIVE') await this.stop('leaveStream', () => Promise.resolve());
    await this.#ending;
    this.life.close();
  }

  async #start(plan: StartPlan, signal: AbortSignal): Promise<void> {
    const { stores, devices } = this.#options;
    const hadDevices = stores.devices.$local.get().status === 'ready';
    for (const store of [stores.session, stores.peers, stores.audience, stores.chat, stores.invites, stores.moderation]) store.reset();
    this.life.go('INITIALIZING');
    try {
      await abortable(signal, this.#open(plan, signal));
      signal.throwIfAborted();
      this.life.go('ACTIVE');
      this.#share();
    } catch (error) {
      const failure = LiveError.from(error);
      await this.#session?.leave();
      this.#part();
      // Not awaited: the browser may still be asking for the camera.
      if (plan.publishes && !hadDevices) void devices.release();
      if (failure.code !== 'cancelled') stores.session.$error.set(failure);
      this.life.go('IDLE', failure.code);
      throw failure;
    }
  }

  async #open({ request, token, publishes }: StartPlan, signal: AbortSignal): Promise<void> {
    const { deps, devices, tokens, stores, emit } = this.#options;
    const { server } = this;
    void deps.media.prefetch().catch(() => {});
    const given: TokenGrant | undefined = token === undefined ? undefined : { token, ...(request.roomId !== undefined && { roomId: request.roomId }) };
    const url = socketUrl(server);
    // Not for a broadcaster: people take their time to allow a camera, and the server does not wait that long.
    const ahead = publishes ? undefined : openAhead(url, deps.WebSocket);
    signal.addEventListener('abort', () => ahead?.close(), { once: true });
    const [grant, live] = await Promise.all([given ?? tokens.ask(request), loadSession(), publishes ? devices.acquire() : undefined]).catch((error: unknown) => {
      ahead?.close();
      throw error;
    });
    signal.throwIfAborted();
    const session = new live.LiveSession({
      deps: ahead ? { ...deps, WebSocket: ahead.WebSocket } : deps,
      stores, emit, devices, url, server,
      roomId: grant.roomId ?? request.roomId,
      token: grant.token,
      renew: this.#renewing(request, grant),
      ended: (summary) => this.#over(summary),
      failed: (error) => this.#over(undefined, error),
      moved: () => this.#share({ anew: true }),
    });
    this.#session = session;
    if (grant.shareLink !== undefined) stores.session.$shareLink.set(grant.shareLink);
    await session.open({ publishes });
  }

  /** A new token for the same place, each proving itself by the one before. */
  #renewing(request: TokenRequest, grant: TokenGrant): () => Promise<string> {
    let { token } = grant;
    return async () => {
      const { $self, $room } = this.#options.stores.session;
      const peerId = $self.get()?.peerId ?? grant.peerId;
      const roomId = $room.get()?.roomId ?? grant.roomId ?? request.roomId;
      ({ token } = await this.#options.tokens.ask({ ...request, ...(roomId !== undefined && { roomId }), ...(peerId !== undefined && { peerId }) }, token));
      return token;
    };
  }

  /** On stage one's link leads to oneself, else to the host one came for. */
  #share({ anew }: { anew: boolean } = { anew: false }): void {
    const { stores: { session }, emit } = this.#options;
    const [room, self] = [session.$room.get(), session.$self.get()];
    if (!room || !self) return;
    const given = anew ? null : session.$shareLink.get();
    // Nobody can watch a call: its link is the guest's, which only the server makes.
    if (room.roomType === '1v1' && given === null) return;
    const link = given ?? shareLinkOf(this.server, room.roomId, self.role === 'host' ? self.peerId : self.hostPeerId);
    session.$shareLink.set(link);
    emit('SHARE_LINK', { link, roomId: room.roomId });
  }

  /** The run ended without my asking. */
  #over(summary: StreamSummary | undefined, error?: LiveError): void {
    const { stores, emit } = this.#options;
    if (this.life.state === 'INITIALIZING') {
      if (summary) this.#tellEnd(summary);
      this.#control.abort(error ?? new LiveError('room-ended'));
    }
    if (this.life.state !== 'ACTIVE' || !this.#session) return;
    if (error) {
      stores.session.$error.set(error);
      emit('ERROR', { code: error.code, message: error.message, retryable: error.retryable });
    }
    this.life.go('ENDING', error?.code);
    this.#ending = this.#end(this.#session, () => Promise.resolve(summary), error?.code);
  }

  async #end(session: LiveSession, part: (session: LiveSession) => Promise<StreamSummary | void>, reason?: LiveErrorCode): Promise<void> {
    const { devices } = this.#options;
    try {
      const summary = await part(session);
      if (summary) this.#tellEnd(summary);
      else await session.leave();
    } finally {
      this.#part();
      await devices.release();
      this.life.go('IDLE', reason);
    }
  }

  #tellEnd(summary: StreamSummary): void {
    const { stores: { session }, emit } = this.#options;
    const room = session.$room.get();
    if (room) session.$room.set({ ...room, status: 'ended' });
    session.$summary.set(summary);
    emit('STREAM_ENDED', summary);
  }

  /** Room, chat and who I was stay readable until the next start; people, stage and connection do not. */
  #part(): void {
    const { stores, emit } = this.#options;
    this.#session?.close();
    this.#session = undefined;
    stores.peers.reset();
    stores.invites.reset();
    stores.stage.$activeSpeaker.set(null);
    stores.stage.$speaking.set(new Set());
    stores.quality.reset();
    stores.stage.applyTiles([]);
    const { status } = stores.connection.$connection.get();
    if (status === 'disconnected' || status === 'failed') return;
    stores.connection.$connection.set({ status: 'disconnected', path: 'sfu' });
    emit('CONNECTION_CHANGED', { status: 'disconnected', path: 'sfu' });
  }
}
