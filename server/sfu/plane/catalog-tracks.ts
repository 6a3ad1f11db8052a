import { catalogTrack, writeCatalog, type Catalog, type CatalogTrack } from '../../../core/wire/moqt/catalog.ts';
import { msfCatalogTrack, writeMsfCatalog } from '../../../core/wire/moqt/msf-catalog.ts';
import type { Clock } from '../../clock.ts';
import type { Publication } from '../../moqt/broadcast-port.ts';

/** The layers of a picture open one after the other, ms: what changes in this time is told at once. */
const togetherMs = 80;

interface Listed { readonly track: CatalogTrack; readonly init: Uint8Array }

const kinds: readonly CatalogTrack['kind'][] = ['video', 'audio'];

/** Of each source its pictures, the largest first, then its sound. */
const order = (a: CatalogTrack, b: CatalogTrack): number =>
  (a.source ?? '').localeCompare(b.source ?? '') || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (b.height ?? 0) - (a.height ?? 0);

/** What a room broadcasts, on both catalog tracks: all of it anew with each change. */
export class CatalogTracks {
  readonly #publication: Publication;
  readonly #clock: Clock;
  readonly #listed = new Map<string, Listed>();
  #group: number;
  #stop: (() => void) | undefined;

  constructor(publication: Publication, clock: Clock) {
    this.#publication = publication;
    this.#clock = clock;
    this.#group = Math.floor(clock.now() / 1000) * 10;
  }

  set(track: CatalogTrack, init: Uint8Array): void {
    this.#listed.set(track.name, { track, init });
    this.#changed();
  }

  delete(name: string): void {
    if (this.#listed.delete(name)) this.#changed();
  }

  /** The tracks of this source go by another name. */
  label(source: string, label: string): void {
    for (const [name, { track, init }] of this.#listed) {
      if (track.source !== source || track.label === label) continue;
      this.#listed.set(name, { track: { ...track, label }, init });
      this.#changed();
    }
  }

  /** Says that nothing more comes. */
  end(): void {
    this.close();
    this.#listed.clear();
    this.#write(false);
  }

  /** Says nothing any more. */
  close(): void {
    this.#stop?.();
  }

  #changed(): void {
    this.#stop ??= this.#clock.after(togetherMs, () => {
      this.#stop = undefined;
      this.#write(true);
    });
  }

  #write(live: boolean): void {
    const catalog: Catalog = { version: 1, live, tracks: [...this.#listed.values()].map(({ track }) => track).toSorted(order) };
    const init = new Map([...this.#listed].map(([name, listed]) => [name, listed.init]));
    const group = this.#group++;
    for (const [name, payload] of [[catalogTrack, writeCatalog(catalog)], [msfCatalogTrack, writeMsfCatalog(catalog, init)]] as const) {
      const track = this.#publication.track(name);
      track.object({ group, subgroup: 0, object: 0, priority: 0, status: 'normal', payload });
      track.subgroupEnd({ group, subgroup: 0, endOfGroup: true });
      if (!live) track.end();
    }
  }
}
