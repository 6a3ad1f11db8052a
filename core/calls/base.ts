import { createEmitter } from '../emitter.ts';
import { LiveError } from '../errors.ts';
import type { LiveEventName, LiveEvents } from '../live-event.ts';
import type { LiveState } from '../machine.ts';
import { LocalDevices } from '../media/devices.ts';
import { resolveDeps, type ManagerDeps, type ManagerOptions } from '../options.ts';
import { Runner } from '../runner.ts';
import { SlotLink } from '../slot-link.ts';
import { createStores, type ReadonlyStores, type Stores } from '../stores.ts';
import { TokenSource } from '../token-source.ts';
import type { TokenProvider } from '../tokens.ts';
import type { Role } from '../wire/signal/claims.ts';

/** What a manager is made of. */
export interface ManagerParts {
  readonly options: ManagerOptions;
  readonly deps: ManagerDeps;
  readonly stores: Stores;
  readonly slots: SlotLink;
  readonly devices: LocalDevices;
  readonly runner: Runner;
}

/**
 * The root of the manager: its parts, its state and its events. The calls are layers above it, one per
 * concern, so that a call is found by what it is about.
 */
export abstract class ManagerBase {
  /** Settings of the SDK itself. */
  readonly core: { setTokenProvider(provider: TokenProvider | undefined): void };
  /** The server's URL; may be changed while `IDLE`. */
  server: string | undefined;
  protected readonly parts: ManagerParts;
  readonly #emitter = createEmitter((name, error) => this.#handlerFailed(name, error));

  constructor(options: ManagerOptions = {}) {
    this.server = options.server;
    const { emit } = this;
    const deps = resolveDeps(options);
    const stores = createStores();
    const tokens = new TokenSource(() => this.parts.runner.server, { orgId: options.orgId, orgKey: options.orgKey, fetch: deps.fetch });
    const devices = new LocalDevices({ ...options, kit: deps.media, store: stores.devices, emit });
    const runner = new Runner({ deps, stores, emit, devices, tokens, server: () => this.server });
    this.core = { setTokenProvider: (provider) => tokens.setProvider(provider) };
    this.parts = { options, deps, stores, slots: new SlotLink(), devices, runner };
  }

  get stores(): ReadonlyStores {
    return this.parts.stores;
  }

  get state(): LiveState {
    return this.parts.runner.life.state;
  }

  get roomId(): string | null {
    return this.parts.stores.session.$room.get()?.roomId ?? null;
  }

  get peerId(): string | null {
    return this.parts.stores.session.$self.get()?.peerId ?? null;
  }

  get role(): Role | null {
    return this.parts.stores.session.$self.get()?.role ?? null;
  }

  on<Name extends LiveEventName>(name: Name, handler: (payload: LiveEvents[Name]) => void): () => void {
    const off = this.#emitter.on(name, handler);
    if (name === 'SLOT_RENDER') this.parts.slots.replay(handler as (render: LiveEvents['SLOT_RENDER']) => void);
    return off;
  }

  once<Name extends LiveEventName>(name: Name, handler: (payload: LiveEvents[Name]) => void): () => void {
    return this.#emitter.once(name, handler);
  }

  readonly emit = <Name extends LiveEventName>(name: Name, payload: LiveEvents[Name]): void => {
    if (this.parts.options.showDebugLog) console.debug('muf-live', name, payload);
    this.#emitter.emit(name, payload);
  };

  /** Leaves, lets camera and microphone go, and refuses every later call. */
  async close(): Promise<void> {
    await this.parts.runner.close();
    await this.parts.devices.close();
  }

  #handlerFailed(name: LiveEventName, error: unknown): void {
    const { code, message, retryable, cause } = new LiveError('handler-failed', { cause: error });
    console.error(`muf-live: a handler of ${name} threw.`, error);
    if (name !== 'ERROR') this.emit('ERROR', { code, message, retryable, cause });
  }
}
