import type { types } from 'mediasoup-client';
import type { Clock } from '../clock.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { Requester } from '../connection/request.ts';
import { LiveError } from '../errors.ts';

/** A short loss of packets heals by itself; after this long, in ms, a new path is looked for. */
const patienceMs = 1000;
/** Networks that take TCP or a relay only need a few tries; from this long on, in ms, nothing gets through. */
const blockedAfterMs = 8000;
/** Restarts without success before the transport is given up. */
const tries = 3;

export interface IceKeeperOptions {
  readonly transport: Pick<types.Transport, 'id' | 'connectionState' | 'closed' | 'on' | 'off' | 'restartIce'>;
  readonly request: Requester;
  readonly clock: Clock;
  /** Media has found no way for a while, or has one again. */
  reached(reached: boolean): void;
  /** The transport cannot be saved: build a new one. */
  lost(error: LiveError): void;
}

/** Keeps one transport connected: restarts ICE when its path breaks. */
export class IceKeeper {
  readonly #options: IceKeeperOptions;
  #attempt = 0;
  #stopTimer: () => void = () => {};
  #stopWaiting: (() => void) | undefined;

  constructor(options: IceKeeperOptions) {
    this.#options = options;
    options.transport.on('connectionstatechange', this.#changed);
  }

  /** Looks for a new path now, as after a change of network; nothing to do before the first was made. */
  restart(): void {
    if (this.#options.transport.connectionState !== 'new') void this.#restart();
  }

  readonly #changed = (state: types.ConnectionState): void => {
    this.#stopTimer();
    if (state === 'connected') this.#connected();
    else this.#stopWaiting ??= this.#options.clock.after(blockedAfterMs, () => this.#options.reached(false));
    if (state === 'disconnected') this.#restartAfter(patienceMs);
    if (state === 'failed') this.#restartAfter(this.#attempt === 0 ? 0 : backoffMs(this.#attempt, 0.5));
  };

  #connected(): void {
    this.#attempt = 0;
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.#options.reached(true);
  }

  #restartAfter(ms: number): void {
    this.#stopTimer = this.#options.clock.after(ms, () => {
      this.#attempt += 1;
      if (this.#attempt > tries) this.#options.lost(new LiveError('media-failed'));
      else void this.#restart();
    });
  }

  async #restart(): Promise<void> {
    const { transport, request, lost } = this.#options;
    try {
      const { iceParameters } = await request({ type: 'RestartIce', transportId: transport.id });
      if (!transport.closed) await transport.restartIce({ iceParameters: iceParameters as unknown as types.IceParameters });
    } catch (error) {
      const { code } = LiveError.from(error, 'media-failed');
      // Without a connection there is nobody to ask: the next `Welcome` asks again.
      if (code !== 'server-unreachable' && code !== 'request-timeout' && !transport.closed) lost(new LiveError('media-failed', { cause: error }));
    }
  }

  close(): void {
    this.#stopTimer();
    this.#stopWaiting?.();
    this.#options.transport.off('connectionstatechange', this.#changed);
  }
}
