import type { Consumer } from 'mediasoup/types';
import type { Clock } from '../clock.ts';

/** Nobody wants a layer any more: it is sent on for this long, ms, for people come and go and turn their phones. */
const lingerMs = 8000;

interface Watched { readonly consumers: Set<Consumer>; told: number | undefined; cancel: (() => void) | undefined }

/**
 * Which layers of each producer anyone watches, so that its page need not send the others. More is told at once, less
 * only after a while. The smallest layer is always wanted: whoever comes next sees something at once.
 */
export class LayerDemand {
  readonly #clock: Clock;
  readonly #tell: (producerId: string, spatial: number) => void;
  readonly #watched = new Map<string, Watched>();

  constructor({ clock, tell }: { clock: Clock; tell: (producerId: string, spatial: number) => void }) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A picture with layers; until someone watches them, those above the first are not wanted. */
  add(producerId: string): void {
    this.#watched.set(producerId, { consumers: new Set(), told: undefined, cancel: undefined });
    this.#look(producerId);
  }

  remove(producerId: string): void {
    this.#watched.get(producerId)?.cancel?.();
    this.#watched.delete(producerId);
  }

  watch(consumer: Consumer): void {
    const watched = this.#watched.get(consumer.producerId);
    if (!watched) return;
    watched.consumers.add(consumer);
    const look = (): void => this.#look(consumer.producerId);
    consumer.observer.on('pause', look);
    consumer.observer.on('resume', look);
    consumer.observer.once('close', () => {
      watched.consumers.delete(consumer);
      look();
    });
    // It begins paused and is about to be resumed: what it wants can be on its way by then.
    const wanted = layerOf(consumer);
    if (wanted > (watched.told ?? largest)) this.#say(consumer.producerId, watched, wanted);
    look();
  }

  /** Its preferred layers were set. */
  changed(consumer: Consumer): void {
    this.#look(consumer.producerId);
  }

  clear(): void {
    for (const producerId of [...this.#watched.keys()]) this.remove(producerId);
  }

  #look(producerId: string): void {
    const watched = this.#watched.get(producerId);
    if (!watched) return;
    const now = wantedOf(watched.consumers);
    const { told = largest } = watched;
    if (now > told) {
      watched.cancel?.();
      watched.cancel = undefined;
      this.#say(producerId, watched, now);
    } else if (now === told) {
      watched.cancel?.();
      watched.cancel = undefined;
    } else {
      watched.cancel ??= this.#clock.after(lingerMs, () => {
        watched.cancel = undefined;
        const then = wantedOf(watched.consumers);
        if (then < (watched.told ?? largest)) this.#say(producerId, watched, then);
      });
    }
  }

  #say(producerId: string, watched: Watched, spatial: number): void {
    watched.told = spatial;
    this.#tell(producerId, spatial);
  }
}

const largest = 2;

const layerOf = ({ preferredLayers }: Consumer): number => Math.min(largest, preferredLayers?.spatialLayer ?? largest);

const wantedOf = (consumers: ReadonlySet<Consumer>): number => Math.max(0, ...[...consumers].filter(({ paused }) => !paused).map(layerOf));
