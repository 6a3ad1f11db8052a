import type { types } from 'mediasoup-client';
import type { Clock } from '../clock.ts';
import type { LiveError } from '../errors.ts';
import { loadDevice } from './device.ts';
import type { VideoCodec } from './codecs.ts';
import type { Engine } from './engine.ts';
import { IceKeeper } from './ice-keeper.ts';
import type { MediaPortHandlers, WelcomeMedia } from './port.ts';
import { SfuRecv } from './sfu-recv.ts';
import { SfuSend } from './sfu-send.ts';

export interface SfuLinkOptions {
  readonly engine: Engine;
  readonly media: WelcomeMedia;
  readonly handlers: MediaPortHandlers;
  readonly clock: Clock;
  readonly videoCodec: VideoCodec | undefined;
  readonly iceTransportPolicy?: RTCIceTransportPolicy | undefined;
  /** Whether media finds its way to the server; nothing is told before one is looked for. */
  reached(reached: boolean): void;
  lost(error: LiveError): void;
}

/** One device with its two transports: what lives and dies together when a worker is replaced. */
export interface SfuLink {
  readonly send: SfuSend;
  readonly recv: SfuRecv;
  restartIce(): void;
  close(): void;
}

/** Rejects with mediasoup-client's `UnsupportedError` in a browser that it does not know. */
export async function openSfuLink({ engine, media, handlers, clock, videoCodec, iceTransportPolicy, reached, lost }: SfuLinkOptions): Promise<SfuLink> {
  const device = await loadDevice(engine, media.rtpCapabilities);
  const keepers = new Map<types.Transport, IceKeeper>();
  const blocked = new Set<types.Transport>();
  const tell = (transport: types.Transport, isReached: boolean): void => {
    isReached ? blocked.delete(transport) : blocked.add(transport);
    reached(blocked.size === 0);
  };
  const side = {
    device,
    clock,
    videoCodec,
    ice: { iceServers: media.iceServers as RTCIceServer[], ...(iceTransportPolicy && { iceTransportPolicy }) },
    request: handlers.request,
    added: handlers.added,
    removed: handlers.removed,
    opened: (transport: types.Transport) => void keepers.set(transport, new IceKeeper({ transport, request: handlers.request, clock, reached: (isReached) => tell(transport, isReached), lost })),
    closing(transport: types.Transport) {
      keepers.get(transport)?.close();
      keepers.delete(transport);
      if (blocked.has(transport)) tell(transport, true);
    },
  };
  const send = new SfuSend(side);
  const recv = new SfuRecv(side, media.recvTransport);
  return {
    send,
    recv,
    restartIce() {
      for (const keeper of keepers.values()) keeper.restart();
    },
    close() {
      for (const keeper of keepers.values()) keeper.close();
      send.close();
      recv.close();
    },
  };
}
