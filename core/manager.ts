import type { BroadcastOptions, Command, ViewerOptions } from './command.ts';
import { isCommandType, runCommand, type Calls } from './commands.ts';
import { createEmitter } from './emitter.ts';
import { LiveError } from './errors.ts';
import type { LiveEventName, LiveEvents } from './live-event.ts';
import type { LiveSession } from './live-session.ts';
import { loadSession } from './load-session.ts';
import type { Call, LiveState } from './machine.ts';
import { LocalDevices } from './media/devices.ts';
import type { Quality } from './media/port.ts';
import { resolveDeps, type ManagerDeps, type ManagerOptions } from './options.ts';
import type { RoomManager } from './room-manager.ts';
import { fetchRouterCapabilities } from './router-capabilities.ts';
import { Runner } from './runner.ts';
import { SlotLink } from './slot-link.ts';
import type { SlotContent, SlotPort } from './slot-port.ts';
import { createStores, type ReadonlyStores, type Stores } from './stores.ts';
import type { DeviceKind, DeviceLists } from './stores/devices.ts';
import { TokenSource } from './token-source.ts';
import type { TokenProvider, TokenRequest } from './tokens.ts';
import type { Role } from './wire/signal/claims.ts';

export interface PeerIdentity { readonly peerId: string; readonly displayName: string; readonly avatarUrl: string | undefined; readonly role: Role }

/** A room without a face: joins or hosts it, and shows what happens as stores and events. Every rejection is a `LiveError`. */
export class MufLiveManager implements RoomManager, Calls {
  /** Settings of the SDK itself. */
  readonly core: { setTokenProvider(provider: TokenProvider | undefined): void };
  /** The server's URL; may be changed while `IDLE`. */
  server: string | undefined;
  readonly #options: ManagerOptions;
  readonly #stores: Stores = createStores();
  readonly #slots = new SlotLink();
  readonly #emitter = createEmitter((name, error) => this.#handlerFailed(name, error));
  readonly #deps: ManagerDeps;
  readonly #devices: LocalDevices;
  readonly #runner: Runner;

  constructor(options: ManagerOptions = {}) {
    this.#options = options;
    this.server = options.server;
    this.#deps = resolveDeps(options);
    const emit = this.emit;
    const tokens = new TokenSource(() => this.#runner.server, { orgId: options.orgId, orgKey: options.orgKey, fetch: this.#deps.fetch });
    this.core = { setTokenProvider: (provider) => tokens.setProvider(provider) };
    this.#devices = new LocalDevices({ ...options, kit: this.#deps.media, store: this.#stores.devices, emit });
    this.#runner = new Runner({ deps: this.#deps, stores: this.#stores, emit, devices: this.#devices, tokens, server: () => this.server });
  }

  get stores(): ReadonlyStores {
    return this.#stores;
  }

  get state(): LiveState {
    return this.#runner.life.state;
  }

  get roomId(): string | null {
    return this.#stores.session.$room.get()?.roomId ?? null;
  }

  get peerId(): string | null {
    return this.#stores.session.$self.get()?.peerId ?? null;
  }

  get role(): Role | null {
    return this.#stores.session.$self.get()?.role ?? null;
  }

  /** Everyone known of: those on stage, and the listed viewers of my audience. */
  getPeerIdentities(): readonly PeerIdentity[] {
    return [...this.#stores.peers.$byId.get().values()].map(({ peerId, displayName, avatarUrl, role }) => ({ peerId, displayName, avatarUrl, role }));
  }

  /** Asks for camera and microphone ahead of the start; repeatable. Rejects when neither can be had. */
  async preloadCamera(): Promise<void> {
    this.#runner.life.guard('preloadCamera');
    await this.#devices.acquire();
  }

  /** Fetches what a start needs ahead of it, the media engine above all, and gets it ready for this server. */
  async prefetchMedia(): Promise<void> {
    const { media, fetch } = this.#deps;
    await Promise.all([loadSession(), media.prefetch(() => fetchRouterCapabilities(this.#runner.server, fetch))]);
  }

  /** Goes live: in a new room, or in `roomId`. Resolves when the server has my media. */
  async startBroadcast({ token, ...request }: BroadcastOptions = {}): Promise<void> {
    await this.#runner.start('startBroadcast', { request: this.#identified('host', request), token, publishes: true });
  }

  /** Joins the stage of a live room. */
  async joinAsCoBroadcaster(roomId: string, token: string, options: { displayName?: string; avatarUrl?: string } = {}): Promise<void> {
    await this.#runner.start('joinAsCoBroadcaster', { request: this.#identified('cohost', { roomId, ...options }), token, publishes: true });
  }

  /**
   * Joins the audience. Resolves once joined, also before the host has come: `room.status` is then
   * `waiting`, and pictures arrive by themselves.
   */
  async joinAsViewer(roomId: string, { token, ...options }: ViewerOptions = {}): Promise<void> {
    await this.#runner.start('joinAsViewer', { request: this.#identified('viewer', { roomId, ...options }), token, publishes: false });
  }

  /** Ends the stream for everyone; a cohost, who may not, leaves the stage. Cancels a start. */
  async endBroadcast(): Promise<void> {
    this.#runner.life.guard('endBroadcast');
    if (this.state === 'ACTIVE' && this.role === 'viewer') throw new LiveError('not-allowed');
    const mayEnd = this.#stores.session.$self.get()?.caps.includes('room:end');
    await this.#runner.stop('endBroadcast', (session) => (mayEnd ? session.endRoom() : session.leave()));
  }

  /** Leaves for good, without the window in which one could come back. Cancels a start. */
  async leaveStream(): Promise<void> {
    await this.#runner.stop('leaveStream', (session) => session.leave());
  }

  /** Takes effect here at once; resolves when the server has it. */
  async setLocalAudioMute(muted: boolean): Promise<void> {
    this.#runner.life.guard('setLocalAudioMute');
    await this.#devices.setMuted(muted);
    await this.#sent();
  }

  /** Off lets the camera go. Rejects with the camera's problem when it cannot be had again. */
  async setLocalVideoEnabled(enabled: boolean): Promise<void> {
    this.#runner.life.guard('setLocalVideoEnabled');
    await this.#devices.setVideoOff(!enabled);
    await this.#sent();
  }

  pauseBroadcast(): Promise<void> {
    return this.#setPaused('pauseBroadcast', true);
  }

  resumeBroadcast(): Promise<void> {
    return this.#setPaused('resumeBroadcast', false);
  }

  /** Rejects with `camera-missing` when there is no other. */
  async switchCamera(): Promise<void> {
    this.#runner.life.guard('switchCamera');
    await this.#devices.switchCamera();
    await this.#sent();
  }

  /** Of my own tile only: others always see me as a camera does. */
  async setMirror(mirrored: boolean): Promise<void> {
    this.#runner.life.guard('setMirror');
    this.#devices.setMirror(mirrored);
  }

  async devices(): Promise<DeviceLists> {
    this.#runner.life.guard('devices');
    return this.#devices.list();
  }

  async selectDevice(kind: DeviceKind, id: string): Promise<void> {
    this.#runner.life.guard('selectDevice');
    await this.#devices.select(kind, id);
    await this.#sent();
  }

  async setVideoQuality(quality: Quality): Promise<void> {
    await this.#runner.session('setVideoQuality').media.port.setQuality(quality);
  }

  /** Resolves when the server has the line, after a reconnect if need be. */
  async sendChat(text: string): Promise<void> {
    await this.#runner.session('sendChat').chat.send(text);
  }

  /** Sends a line that failed once more. */
  async retryChat(clientId: string): Promise<void> {
    await this.#runner.session('retryChat').chat.retry(clientId);
  }

  async sendReaction(emoji: string): Promise<void> {
    await this.#runner.session('sendReaction').signal.request({ type: 'React', emoji });
  }

  async setTyping(typing: boolean): Promise<void> {
    await this.#runner.session('setTyping').signal.request({ type: 'SetTyping', typing });
  }

  fillSlot(name: string, content: SlotContent): boolean {
    return this.#slots.fill(name, content);
  }

  clearSlot(name: string): void {
    this.#slots.clear(name);
  }

  getSlotMount(name: string): HTMLElement | null {
    return this.#slots.mountOf(name);
  }

  registerSlot(name: string, element: HTMLElement): void {
    this.#slots.register(name, element);
  }

  autoRegisterSlots(root?: ParentNode): void {
    this.#slots.autoRegister(root);
  }

  attachSlots(port: SlotPort): () => void {
    return this.#slots.attach(port);
  }

  async request(command: Command): Promise<unknown> {
    const { type }: { type?: unknown } = command;
    if (!isCommandType(type)) throw new LiveError('unknown-type', { message: `There is no command ${String(type)}.` });
    return runCommand(this, command);
  }

  on<Name extends LiveEventName>(name: Name, handler: (payload: LiveEvents[Name]) => void): () => void {
    const off = this.#emitter.on(name, handler);
    if (name === 'SLOT_RENDER') this.#slots.replay(handler as (render: LiveEvents['SLOT_RENDER']) => void);
    return off;
  }

  once<Name extends LiveEventName>(name: Name, handler: (payload: LiveEvents[Name]) => void): () => void {
    return this.#emitter.once(name, handler);
  }

  readonly emit = <Name extends LiveEventName>(name: Name, payload: LiveEvents[Name]): void => {
    if (this.#options.showDebugLog) console.debug('muf-live', name, payload);
    this.#emitter.emit(name, payload);
  };

  /** Leaves, lets camera and microphone go, and refuses every later call. */
  async close(): Promise<void> {
    await this.#runner.close();
    await this.#devices.close();
  }

  #identified(purpose: TokenRequest['purpose'], request: Omit<TokenRequest, 'purpose'>): TokenRequest {
    const { displayName, avatarUrl } = this.#options;
    return { purpose, ...(displayName !== undefined && { displayName }), ...(avatarUrl !== undefined && { avatarUrl }), ...request };
  }

  async #setPaused(call: Call, paused: boolean): Promise<void> {
    const session = this.#runner.session(call);
    if (this.role === 'viewer') throw new LiveError('not-allowed');
    await this.#suspend(session, paused);
    this.#devices.setPaused(paused);
  }

  /** The notice comes before the picture stops, and goes after it has started again. */
  async #suspend({ signal, media }: LiveSession, paused: boolean): Promise<void> {
    if (paused) await signal.request({ type: 'SetBroadcastPaused', paused });
    await media.port.setSuspended(paused);
    if (!paused) await signal.request({ type: 'SetBroadcastPaused', paused });
  }

  /** What was set holds already; while the connection is cut, the server hears of it after the reconnect. */
  async #sent(): Promise<void> {
    try {
      await this.#runner.current?.media.sent();
    } catch (error) {
      const failure = LiveError.from(error);
      if (failure.code !== 'server-unreachable') throw failure;
    }
  }

  #handlerFailed(name: LiveEventName, error: unknown): void {
    const { code, message, retryable, cause } = new LiveError('handler-failed', { cause: error });
    console.error(`muf-live: a handler of ${name} threw.`, error);
    if (name !== 'ERROR') this.emit('ERROR', { code, message, retryable, cause });
  }
}
