import { systemClock, systemRandom, type Clock, type Random } from './clock.ts';
import { pageNetwork, type Network } from './connection/network.ts';
import type { WebSocketConstructor } from './connection/socket.ts';
import { browserMedia } from './media/browser.ts';
import type { VideoCodec } from './media/codecs.ts';
import type { ConstraintOptions } from './media/constraints.ts';
import type { MediaKit } from './media/port.ts';

/** The platform, given from outside where a test or a bot brings its own. */
export interface ManagerDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly WebSocket: WebSocketConstructor;
  readonly fetch: typeof fetch;
  readonly media: MediaKit;
}

export interface ManagerOptions extends ConstraintOptions {
  /** The server's URL, `http(s)`; the page's own origin when absent. */
  readonly server?: string;
  readonly orgId?: string;
  /** For backends only: whoever has it can make rooms. */
  readonly orgKey?: string;
  readonly displayName?: string;
  readonly avatarUrl?: string;
  /** What to publish pictures with, where that can be had; the best that this machine affords when absent. */
  readonly videoCodec?: VideoCodec;
  /** `relay` sends media through the server's TURN relays only. The browser's own choice, `all`, when absent. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** Writes every event to the console. */
  readonly showDebugLog?: boolean;
  /** What captures and carries media; the browser's own when absent. */
  readonly media?: MediaKit;
  readonly deps?: Partial<Omit<ManagerDeps, 'media'>>;
}

export function resolveDeps({ deps, media, videoCodec, iceTransportPolicy }: ManagerOptions): ManagerDeps {
  const clock = deps?.clock ?? systemClock;
  return {
    clock,
    random: systemRandom,
    network: pageNetwork,
    WebSocket: globalThis.WebSocket,
    fetch: (...args) => globalThis.fetch(...args),
    media: media ?? browserMedia(clock, { videoCodec, iceTransportPolicy }),
    ...deps,
  };
}
