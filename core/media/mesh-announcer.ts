import type { Requester } from '../connection/request.ts';
import type { Source } from '../wire/signal/shapes.ts';
import type { LocalSource, LocalSources } from './port.ts';

/** Tells the server what I publish from page to page, so that everyone knows of it. Calls must not overlap. */
export class MeshAnnouncer {
  readonly #request: Requester;
  readonly #told = new Map<Source, { readonly producerId: string; paused: boolean; sure: boolean }>();

  constructor(request: Requester) {
    this.#request = request;
  }

  /** After a cut it is not certain what the server has heard, or still knows: all is told again. */
  forget(): void {
    for (const told of this.#told.values()) told.sure = false;
  }

  async sync(sources: LocalSources): Promise<void> {
    const gone = [...this.#told].filter(([source]) => !sources[source]);
    for (const [source] of gone) this.#told.delete(source);
    await Promise.all(gone.map(([, { producerId }]) => this.#request({ type: 'CloseProducer', producerId })));
    await Promise.all((Object.entries(sources) as [Source, LocalSource][]).map(([source, local]) => this.#tell(source, local)));
  }

  async #tell(source: Source, { track, paused }: LocalSource): Promise<void> {
    const told = this.#told.get(source);
    if (!told && !track) return;
    if (told?.sure && told.paused === paused) return;
    const { producerId } = await this.#request({ type: 'MeshPublish', source, paused });
    this.#told.set(source, { producerId, paused, sure: true });
  }
}
