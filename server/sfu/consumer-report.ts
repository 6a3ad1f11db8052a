import type { Consumer, Producer } from 'mediasoup/types';
import type { EventOf } from '../../core/wire/signal/events.ts';
import type { Clock } from '../clock.ts';
import { Latest } from '../rooms/latest.ts';

type Told = EventOf<'ConsumerQualityChanged'>;

/** Scores move with every lost packet; a page needs to know no more often than it measures itself. */
const reportMs = 1000;
/** A picture that begins, or comes back, has no score for a moment: it is not lost before that has lasted, ms. */
const doubtMs = 3000;

/** The largest layer that reaches the server and that was asked for. */
function reachable(consumer: Consumer, producer: Producer): number {
  const flowing = consumer.type === 'simulcast' ? producer.score.filter(({ score }) => score > 0).map(({ encodingIdx }) => encodingIdx) : [0];
  return Math.min(consumer.preferredLayers?.spatialLayer ?? 0, Math.max(0, ...flowing));
}

function reportOf(consumer: Consumer, producer: Producer): Told {
  const { score, producerScore } = consumer.score;
  const layers = consumer.currentLayers;
  // Without layers there is one picture, which flows or does not.
  const spatial = layers?.spatialLayer ?? (consumer.type === 'simple' && producerScore > 0 ? 0 : null);
  return {
    type: 'ConsumerQualityChanged', producerId: consumer.producerId, score, producerScore, spatial, temporal: layers?.temporalLayer ?? null,
    limited: !consumer.paused && !consumer.producerPaused && consumer.type === 'simulcast' && spatial !== null && spatial < reachable(consumer, producer),
  };
}

/** Tells how a picture fares on its way to one page, whenever mediasoup says that something changed. */
export function reportConsumer(consumer: Consumer, producer: Producer, { clock, tell }: { clock: Clock; tell: (event: Told) => void }): void {
  if (consumer.kind !== 'video') return;
  let told = '';
  let believe: (() => void) | undefined;
  const report = (): void => {
    believe?.();
    believe = undefined;
    const seen = reportOf(consumer, producer);
    const now = JSON.stringify(seen);
    if (now === told) return;
    told = now;
    tell(seen);
  };
  const latest = new Latest<void>({ clock, ms: reportMs, send: () => {
    if (consumer.score.producerScore > 0) report();
    else believe ??= clock.after(doubtMs, report);
  } });
  const changed = (): void => latest.push();
  consumer.on('score', changed);
  consumer.on('layerschange', changed);
  consumer.observer.on('pause', changed);
  consumer.observer.on('resume', changed);
  consumer.observer.once('close', () => {
    latest.close();
    believe?.();
  });
}

/** Tells a page how its own producer reaches the server: the worst of the layers it sends. */
export function reportProducer(producer: Producer, { clock, tell }: { clock: Clock; tell: (event: EventOf<'ProducerQualityChanged'>) => void }): void {
  const latest = new Latest<number>({ clock, ms: reportMs, send: (score) => tell({ type: 'ProducerQualityChanged', producerId: producer.id, score }) });
  producer.on('score', (scores) => {
    const flowing = scores.map(({ score }) => score).filter((score) => score > 0);
    latest.push(flowing.length ? Math.min(...flowing) : 0);
  });
  producer.observer.once('close', () => latest.close());
}
