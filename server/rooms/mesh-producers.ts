import type { ProducerInfo, Source } from '../../core/wire/signal/shapes.ts';

/** What one peer publishes from page to page, as others are told of it; its packets never come here. */
export class MeshProducers {
  readonly #producers = new Map<string, ProducerInfo>();

  /** Oldest first. */
  get list(): readonly ProducerInfo[] {
    return [...this.#producers.values()];
  }

  has(producerId: string): boolean {
    return this.#producers.has(producerId);
  }

  of(source: Source): ProducerInfo | undefined {
    return this.list.find((producer) => producer.source === source);
  }

  add(producerId: string, source: Source, paused: boolean): ProducerInfo {
    const producer: ProducerInfo = { producerId, source, paused, mesh: true };
    this.#producers.set(producerId, producer);
    return producer;
  }

  /** Whether anything changed. */
  setPaused(producerId: string, paused: boolean): boolean {
    const producer = this.#producers.get(producerId);
    if (!producer || producer.paused === paused) return false;
    this.#producers.set(producerId, { ...producer, paused });
    return true;
  }

  remove(producerId: string): void {
    this.#producers.delete(producerId);
  }

  /** Forgets all; returns their ids. */
  clear(): readonly string[] {
    const producerIds = [...this.#producers.keys()];
    this.#producers.clear();
    return producerIds;
  }
}
