import type { Clock } from '../clock.ts';
import type { PublishedTrack } from './publisher-track.ts';

const same = (a: Uint8Array | undefined, b: Uint8Array): boolean => a?.length === b.length && a.every((byte, index) => byte === b[index]);

/** The catalogs of a broadcast: a group for each change, with the whole catalog in its one object. */
export class CatalogPublication {
  readonly #clock: Clock;
  readonly #tracks = new Map<string, { readonly track: PublishedTrack; group: number; told: Uint8Array | undefined }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  track(name: string, track: PublishedTrack): PublishedTrack {
    this.#tracks.set(name, { track, group: 0, told: undefined });
    return track;
  }

  set(name: string, catalog: Uint8Array): void {
    const entry = this.#tracks.get(name);
    if (!entry || same(entry.told, catalog)) return;
    entry.told = catalog;
    // Above that of an earlier run: its clock is the only memory that a page has.
    entry.group = Math.max(entry.group + 1, Math.floor(this.#clock.now() / 1000));
    entry.track.begin(entry.group, catalog);
  }

  close(): void {
    this.#tracks.clear();
  }
}

