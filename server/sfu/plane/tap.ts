import type { Consumer, DirectTransport, Producer, Router } from 'mediasoup/types';
import { MediaError } from '../../../core/wire/bytes/media-error.ts';
import { readRtp, type RtpPacket } from '../../../core/wire/rtp/packet.ts';

/** All that one producer sends, as packets in this process. */
export interface Tap {
  /** Of its layers, the smallest first. */
  readonly ssrcs: readonly number[];
  readonly consumer: Consumer;
  close(): void;
}

/** The packets of a router's producers, layers and all: one transport for as many as there are. */
export class Taps {
  readonly #transport: Promise<DirectTransport>;
  readonly #router: Router;

  constructor(router: Router) {
    this.#router = router;
    this.#transport = router.createDirectTransport();
    this.#transport.catch(() => {});
  }

  /** Rejects when the producer or the router is gone. */
  async open(producer: Producer, received: (packet: RtpPacket) => void): Promise<Tap> {
    const transport = await this.#transport;
    const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities: this.#router.rtpCapabilities, pipe: true, paused: true });
    consumer.on('rtp', (bytes) => {
      try {
        received(readRtp(bytes));
      } catch (error) {
        // What a page sends can be anything; only its own track suffers.
        if (!(error instanceof MediaError)) throw error;
      }
    });
    const ssrcs = (consumer.rtpParameters.encodings ?? []).map(({ ssrc }) => ssrc).filter((ssrc) => ssrc !== undefined);
    return { ssrcs, consumer, close: () => consumer.close() };
  }

  close(): void {
    this.#transport.then((transport) => transport.close(), () => {});
  }
}
