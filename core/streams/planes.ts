import type { Clock } from '../clock.ts';
import { subscriberOpener } from '../wire/moqt/subscriber-session.ts';
import { fetchRelayInfo, type StreamAddress } from './addresses.ts';
import type { RelayInfo } from '../wire/streams/relay.ts';
import { connectRelay } from './connect.ts';
import type { HlsPlaybackOptions } from './hls-playback.ts';
import { MoqtPlayback, type MoqtPlaybackOptions } from './moqt-playback.ts';
import type { Playback, PlaybackPath, RelaySession } from './playback.ts';

/** Ways a viewer reaches a broadcast; a test gives its own. */
export interface Planes {
  /** Rejects with a `StreamError`. */
  relay(address: StreamAddress, signal: AbortSignal): Promise<RelayInfo>;
  /** Opens a session by the best transport there is; `fellBack` hears of those that were not taken. Rejects with a `StreamError`. */
  connect(info: RelayInfo, address: StreamAddress, signal: AbortSignal, fellBack: (from: PlaybackPath['via'], reason: string) => void): Promise<RelaySession>;
  moqt(relay: RelaySession, options: MoqtPlaybackOptions): Playback;
  hls(options: HlsPlaybackOptions): Promise<Playback>;
}

export const browserPlanes = (clock: Clock): Planes => ({
  relay: (address, signal) => fetchRelayInfo(address.relay, signal),
  connect: (info, address, signal, fellBack) => connectRelay(info, address, { signal, fellBack, clock, opener: subscriberOpener }),
  moqt: (relay, options) => new MoqtPlayback(relay, options),
  hls: async (options) => (await import('./hls-playback.ts')).playHls(options),
});
