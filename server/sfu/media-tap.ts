import type { Consumer, Producer, Router } from 'mediasoup/types';
import type { Source } from '../../core/wire/signal/shapes.ts';

/** A producer that has begun, with what it takes to listen in. */
export interface TappedProducer {
  readonly peerId: string;
  readonly source: Source;
  readonly producer: Producer;
  readonly router: Router;
  /** This consumer wants its layers: they are sent as long as it lives. */
  wants(consumer: Consumer): void;
}

/** Hears of all that a room's broadcasters send, to take it elsewhere: an audience plane, a recorder. */
export interface MediaTap {
  added(producer: TappedProducer): void;
  /** Nothing happens for one it does not know. */
  removed(producerId: string): void;
  /** The worker died, and everything with it. */
  lost(): void;
}
