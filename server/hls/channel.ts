import { MediaError } from '../../core/wire/bytes/media-error.ts';
import { catalogTrack, readCatalog, type Catalog, type CatalogTrack } from '../../core/wire/moqt/catalog.ts';
import type { LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { Broadcast } from '../moqt/broadcast-port.ts';
import { Presentation } from './presentation.ts';
import { trackKey, type PackagingDeps, type Rendition } from './rendition.ts';
import { TrackFollower } from './track-follower.ts';

/** Without viewers for so long, packaging stops, ms. */
const idleMs = 60_000;

export interface ChannelOptions extends PackagingDeps {
  /** Packages everything, also while nobody asks. */
  readonly always: boolean;
}

/** Whose tracks those are who ask for nobody in particular: of a broadcast its own, of a room the first peer’s. */
const defaultSource = (tracks: readonly CatalogTrack[]): string | undefined =>
  tracks.some(({ source }) => source === undefined) ? undefined : tracks[0]?.source;

/** One broadcast as HLS: its catalog, and what of it is asked for. */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #presentations = new Map<string | undefined, Presentation>();
  readonly #catalogFollower: TrackFollower;
  #broadcast: Broadcast | undefined;
  #catalog: Catalog | undefined;
  #isMissing = false;
  #askedAt: number;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#askedAt = options.clock.now();
    this.#catalogFollower = new TrackFollower({
      name: catalogTrack, clock: options.clock,
      begin: () => ({ object: (object) => this.#readCatalog(object) }),
      refused: () => { this.#isMissing = true; options.waiting.wake(this); },
    });
  }

  /** Nothing until it has come. */
  get catalog(): Catalog | undefined { return this.#catalog; }
  /** Whether asking for the catalog has been answered, by it or by a refusal. */
  get isAnswered(): boolean { return this.#catalog !== undefined || this.#isMissing; }
  get isOn(): boolean { return this.#broadcast !== undefined; }

  attach(broadcast: Broadcast): void {
    if (this.#broadcast === broadcast) return;
    this.#broadcast = broadcast;
    this.#isMissing = false;
    this.#catalogFollower.attach(broadcast);
    void broadcast.ended.then(() => { if (this.#broadcast === broadcast) this.#lost(); });
  }

  /** Starts packaging it where that has not begun. `source`: a room’s peer. */
  presentation(source: string | undefined): Presentation | undefined {
    this.#askedAt = this.#options.clock.now();
    const tracks = this.#catalog?.tracks ?? [];
    const whose = source ?? defaultSource(tracks);
    const known = this.#presentations.get(whose);
    const own = tracks.filter((track) => track.source === whose);
    const presentation = known ?? (own.length > 0 && this.#broadcast && this.#catalog?.live ? new Presentation(this.#options) : undefined);
    if (!presentation) return undefined;
    presentation.askedAt = this.#askedAt;
    if (!known) {
      this.#presentations.set(whose, presentation);
      presentation.update(own, this.#broadcast);
    }
    return presentation;
  }

  /** By its place in addresses, with what it plays together with. */
  rendition(key: string): { readonly rendition: Rendition; readonly presentation: Presentation } | undefined {
    this.#askedAt = this.#options.clock.now();
    const known = [...this.#presentations.values()].find((presentation) => presentation.byKey(key));
    const track = known ? undefined : this.#catalog?.tracks.find(({ name }) => trackKey(name) === key);
    const presentation = known ?? (track && this.presentation(track.source));
    const rendition = presentation?.byKey(key);
    if (!presentation || !rendition) return undefined;
    presentation.askedAt = this.#askedAt;
    return { rendition, presentation };
  }

  /** Stops what nobody asks for. Returns whether there is anything left to keep. */
  sweep(): boolean {
    const records = this.#options.always && this.isOn;
    const before = this.#options.clock.now() - idleMs;
    for (const [source, presentation] of this.#presentations) {
      if (presentation.askedAt <= before && (presentation.isFinished || !records)) this.#drop(source, presentation);
    }
    return records || this.#presentations.size > 0 || this.#askedAt > before;
  }

  close(): void {
    this.#broadcast = undefined;
    this.#catalogFollower.detach();
    for (const [source, presentation] of this.#presentations) this.#drop(source, presentation);
  }

  #readCatalog({ payload, status }: LiveObject): void {
    if (status !== 'normal' || payload.length === 0) return;
    try {
      this.#update(readCatalog(payload));
    } catch (err) {
      if (!(err instanceof MediaError)) throw err;
      this.#options.logger.warn({ err }, 'a catalog cannot be read; the one before holds');
    }
  }

  #update(catalog: Catalog): void {
    this.#catalog = catalog;
    for (const [source, presentation] of this.#presentations) {
      const tracks = catalog.tracks.filter((track) => track.source === source);
      if (!catalog.live) presentation.finish();
      // Players that have read of its end do not come back to it.
      else if (presentation.isFinished && tracks.length > 0) this.#drop(source, presentation);
      else presentation.update(tracks, this.#broadcast);
    }
    if (this.#options.always && catalog.live) for (const { source } of catalog.tracks) this.presentation(source);
    this.#options.waiting.wake(this);
  }

  #lost(): void {
    this.#broadcast = undefined;
    this.#catalogFollower.detach();
    for (const presentation of this.#presentations.values()) presentation.lost();
  }

  #drop(source: string | undefined, presentation: Presentation): void {
    presentation.close();
    this.#presentations.delete(source);
  }
}
