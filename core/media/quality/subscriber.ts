import { computed, type ReadableAtom } from 'nanostores';
import type { Clock } from '../../clock.ts';
import type { BroadcasterInfo } from '../../wire/signal/shapes.ts';
import type { WantedLayer } from '../port.ts';
import { tileKey } from '../remote-streams.ts';
import { asksForMore, layerFor, sameDemand, type TileSize } from './demand.ts';
import type { Visibility } from './visibility.ts';

/** Layouts glide and pages scroll: asking for less waits until they have come to rest, ms. */
const restMs = 500;

export interface SubscriberOptions {
  readonly clock: Clock;
  /** Everyone on stage but me. */
  readonly $others: ReadableAtom<readonly BroadcasterInfo[]>;
  readonly visibility: Visibility;
  readonly ask: (wanted: ReadonlyMap<string, WantedLayer>) => void;
}

/**
 * Receives no more than is looked at: a small tile the small layer, one out of sight or a page in the background
 * no picture at all. Who wants more gets it at once. Pictures whose size nobody tells come whole.
 */
export class Subscriber {
  readonly #options: SubscriberOptions;
  readonly #sizes = new Map<string, TileSize>();
  readonly #stops: readonly (() => void)[];
  #others: readonly BroadcasterInfo[] = [];
  #visible = true;
  #asked: ReadonlyMap<string, WantedLayer> = new Map();
  #stopTimer: () => void = () => {};

  constructor(options: SubscriberOptions) {
    this.#options = options;
    const $video = computed(options.$others, (others) => others.filter(({ producers }) => producers.some(({ source }) => source === 'camera' || source === 'screen')));
    this.#stops = [
      options.visibility.watch((visible) => { this.#visible = visible; this.#changed(); }),
      $video.subscribe((others) => { this.#others = others; this.#changed(); }),
    ];
  }

  /** Whether a picture of this producer is asked for. */
  wants(producerId: string): boolean {
    return this.#asked.get(producerId) !== 'none';
  }

  setTileSize(tile: TileSize): void {
    this.#sizes.set(tileKey(tile.peerId, tile.source), tile);
    this.#changed();
  }

  #changed(): void {
    const wanted = this.#demand();
    this.#stopTimer();
    if (sameDemand(this.#asked, wanted)) return;
    if (asksForMore(this.#asked, wanted)) this.#ask();
    else this.#stopTimer = this.#options.clock.after(restMs, () => this.#ask());
  }

  #ask(): void {
    this.#asked = this.#demand();
    this.#options.ask(this.#asked);
  }

  #demand(): ReadonlyMap<string, WantedLayer> {
    return new Map(this.#others.flatMap(({ peerId, producers }) => producers.flatMap(({ producerId, source }): [string, WantedLayer][] => {
      if (source !== 'camera' && source !== 'screen') return [];
      const size = this.#sizes.get(tileKey(peerId, source));
      return [[producerId, !this.#visible ? 'none' : size ? layerFor(size) : 2]];
    })));
  }

  close(): void {
    this.#stopTimer();
    for (const stop of this.#stops) stop();
  }
}
