import { readCatalog, catalogTrack, type Catalog } from '../../core/wire/moqt/catalog.ts';
import type { LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { Publication } from '../../server/moqt/broadcast-port.ts';

interface Written { readonly objects: LiveObject[]; readonly ends: { group: number; subgroup: number; endOfGroup: boolean }[]; ended: boolean }

/** A publication that keeps all that is published, and checks the rules of the port. */
export class MemoryPublication implements Publication {
  readonly tracks = new Map<string, Written>();
  closed: string | undefined;

  track(name: string) {
    const before = this.tracks.get(name);
    const written: Written = before && !before.ended ? before : { objects: [], ends: [], ended: false };
    this.tracks.set(name, written);
    return {
      object: (object: LiveObject) => {
        const last = written.objects.at(-1);
        if (written.ended) throw new Error(`${name} has ended`);
        if (last && (object.group < last.group || (object.group === last.group && object.object <= last.object))) throw new Error(`${name}: ${object.group}/${object.object} after ${last.group}/${last.object}`);
        written.objects.push(object);
      },
      subgroupEnd: (end: Written['ends'][number]) => void written.ends.push(end),
      end: () => { written.ended = true; },
    };
  }

  close(reason: string): void {
    this.closed ??= reason;
  }

  /** Of media tracks: those that have not ended. */
  get names(): readonly string[] {
    return [...this.tracks].filter(([name, { ended }]) => !ended && !name.endsWith('catalog')).map(([name]) => name).toSorted();
  }

  objects(name: string): readonly LiveObject[] {
    return this.tracks.get(name)?.objects ?? [];
  }

  /** The objects of each group, oldest first. */
  groups(name: string): readonly (readonly LiveObject[])[] {
    return [...Map.groupBy(this.objects(name), ({ group }) => group).values()];
  }

  /** The newest catalog. */
  get catalog(): Catalog | undefined {
    const last = this.objects(catalogTrack).at(-1);
    return last && readCatalog(last.payload);
  }
}
