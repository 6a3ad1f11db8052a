import { computed, type ReadableAtom } from 'nanostores';
import type { Clock } from './clock.ts';
import type { Emitter } from './emitter.ts';
import type { MediaPort, Quality } from './media/port.ts';
import type { TileSize } from './media/quality/demand.ts';
import { bands, tierOf, type Band, type NetworkStats } from './media/quality/figures.ts';
import { noRelief, relieve } from './media/quality/relief.ts';
import { QueueWatch } from './media/quality/queue-watch.ts';
import { Sampler } from './media/quality/sampler.ts';
import { bandOfScore, judge, type Verdict } from './media/quality/score.ts';
import { steady, steadyFrom, type Steady } from './media/quality/steady.ts';
import { Subscriber } from './media/quality/subscriber.ts';
import { pageVisibility, type Visibility } from './media/quality/visibility.ts';
import type { ReceivedQuality } from './stores/quality.ts';
import type { Stores } from './stores.ts';
import type { BroadcasterInfo } from './wire/signal/shapes.ts';

export interface LiveQualityOptions {
  readonly port: Pick<MediaPort, 'stats' | 'setQuality' | 'setWanted' | 'setSendLimits'>;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly emit: Emitter['emit'];
  readonly visibility?: Visibility;
}

/** Pictures begin small, here and on the way to me, until the path has shown what it carries: that long in a row, in samples, is no fault. */
const [limitedFor, narrowFor] = [4, 6] as const;

/** Whether something has been so this many times in a row. */
function lasting(times: number): (so: boolean) => boolean {
  let row = 0;
  return (so) => {
    row = so ? row + 1 : 0;
    return row >= times;
  };
}

const isPicture = ({ source }: { source: string }): boolean => source === 'camera' || source === 'screen';

/** Others' pictures that ought to be flowing. */
const picturesOf = (others: readonly BroadcasterInfo[]) => others.filter(({ paused, awayUntil }) => !paused && awayUntil === undefined)
  .flatMap(({ peerId, producers }) => producers.filter((producer) => isPicture(producer) && !producer.paused).map(({ producerId }) => ({ peerId, producerId })));

/** Measures the connection, says what is wrong with it, and asks for and sends no more than it, the screen and the processor bear. */
export class LiveQuality {
  readonly #options: LiveQualityOptions;
  readonly #others: ReadableAtom<readonly BroadcasterInfo[]>;
  readonly #subscriber: Subscriber;
  readonly #sampler: Sampler;
  readonly #stops: readonly (() => void)[];
  #up: Steady | null = null;
  #down: Steady | null = null;
  #relief = noRelief;
  readonly #queue = new QueueWatch();
  readonly #limited = lasting(limitedFor);
  readonly #narrow = lasting(narrowFor);

  constructor(options: LiveQualityOptions) {
    const { port, clock, stores: { peers, session, quality }, visibility = pageVisibility } = options;
    this.#options = options;
    this.#others = computed([peers.$broadcasters, session.$self], (broadcasters, self) => broadcasters.filter(({ peerId }) => peerId !== self?.peerId));
    this.#subscriber = new Subscriber({ clock, $others: this.#others, visibility, ask: (wanted) => void port.setWanted?.(wanted).catch(() => {}) });
    this.#sampler = new Sampler({ clock, stats: () => port.stats(), sampled: (stats, now) => this.#sampled(stats, now) });
    if (quality.$preferred.get() !== 'auto') void port.setQuality(quality.$preferred.get()).catch(() => {});
    this.#stops = [
      quality.$wantedLayers.listen(() => this.#limit()),
      quality.$unplayable.listen(() => this.#limit()),
      computed([this.#others, quality.$received], peerBands).subscribe((found) => quality.$peers.set(found)),
      this.#followLayers(),
    ];
  }

  async prefer(preferred: Quality): Promise<void> {
    const { port, stores } = this.#options;
    await port.setQuality(preferred);
    stores.quality.$preferred.set(preferred);
  }

  setTileSize(tile: TileSize): void {
    this.#subscriber.setTileSize(tile);
  }

  #sampled(stats: NetworkStats, now: number): void {
    this.#spare(stats.up?.cpu ?? 0, now);
    const { connection, quality } = this.#options.stores;
    const { status } = connection.$connection.get();
    const received = quality.$received.get();
    const wanted = picturesOf(this.#others.get()).map(({ producerId }) => producerId).filter((producerId) => this.#subscriber.wants(producerId));
    const isNarrow = this.#narrow((stats.up?.bandwidth ?? 0) > 0);
    const judged = judge(stats.up && !isNarrow ? { ...stats, up: { ...stats.up, bandwidth: 0 } } : stats, {
      connected: (status === 'connected' || status === 'connecting') && connection.$mediaProblem.get() === null,
      queued: this.#queue.look(stats.down?.rttMs ?? stats.up?.rttMs ?? null),
      limited: this.#limited(wanted.some((producerId) => received.get(producerId)?.limited ?? false)),
      starved: stats.down?.bitrate === 0 && wanted.some((producerId) => (received.get(producerId)?.producerScore ?? 0) > 0),
    });
    if (!judged) return this.#unsay();
    this.#up = next(this.#up, judged.up);
    this.#down = next(this.#down, judged.down);
    this.#tell(this.#worse() ?? { ...judged.both, row: [] }, stats);
  }

  /** There is nothing to measure, as for who watches over an audience plane: connected again, the connection is not lost any more. */
  #unsay(): void {
    const { $network } = this.#options.stores.quality;
    if ($network.get()?.band === 'lost') $network.set(null);
  }

  #worse(): Steady | null {
    if (!this.#up || !this.#down) return this.#up ?? this.#down;
    return bands.indexOf(this.#up.band) >= bands.indexOf(this.#down.band) ? this.#up : this.#down;
  }

  #tell({ band, cause }: Steady, stats: NetworkStats): void {
    const { stores: { quality }, emit } = this.#options;
    const before = quality.$network.get();
    const tier = tierOf[band];
    quality.$network.set({ band, tier, cause, up: this.#up?.band ?? null, down: this.#down?.band ?? null, stats });
    if (before?.band !== band || before.cause !== cause) emit('NETWORK_QUALITY', { band, tier, cause, stats });
  }

  #spare(cpu: number, now: number): void {
    const { step } = this.#relief;
    this.#relief = relieve(this.#relief, cpu, now);
    if (this.#relief.step !== step) this.#limit();
  }

  #limit(): void {
    const { port, stores } = this.#options;
    void port.setSendLimits?.({ watched: stores.quality.$wantedLayers.get(), relief: this.#relief.step, unplayable: stores.quality.$unplayable.get() }).catch(() => {});
  }

  /** Tells which layers of the first picture on stage arrive, whenever they change. */
  #followLayers(): () => void {
    const { stores: { quality }, emit } = this.#options;
    const $layers = computed([this.#others, quality.$received, quality.$preferred], (others, received, preferred) => {
      const [first] = picturesOf(others);
      const { spatial = null, temporal = null } = (first && received.get(first.producerId)) ?? {};
      return { quality: preferred, spatial, temporal };
    });
    let told = JSON.stringify({ quality: quality.$preferred.get(), spatial: null, temporal: null });
    return $layers.subscribe((layers) => {
      const now = JSON.stringify(layers);
      if (now === told) return;
      told = now;
      emit('QUALITY_CHANGED', layers);
    });
  }

  close(): void {
    this.#sampler.close();
    this.#subscriber.close();
    for (const stop of this.#stops) stop();
  }
}

function next(shown: Steady | null, seen: Verdict | null): Steady | null {
  if (!seen) return null;
  return shown ? steady(shown, seen) : steadyFrom(seen);
}

/** How each picture on stage reaches the server: its sender's connection, whatever mine is like. */
function peerBands(others: readonly BroadcasterInfo[], received: ReadonlyMap<string, ReceivedQuality>): ReadonlyMap<string, Band> {
  const worst = new Map<string, number>();
  for (const { peerId, producerId } of picturesOf(others)) {
    const score = received.get(producerId)?.producerScore;
    if (score !== undefined) worst.set(peerId, Math.min(score, worst.get(peerId) ?? 10));
  }
  return new Map([...worst].map(([peerId, score]) => [peerId, bandOfScore(score)]));
}
