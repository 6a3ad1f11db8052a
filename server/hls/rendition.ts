import { createHash } from 'node:crypto';
import { MediaError } from '../../core/wire/bytes/media-error.ts';
import type { CatalogTrack } from '../../core/wire/moqt/catalog.ts';
import type { Clock } from '../clock.ts';
import type { Broadcast } from '../moqt/broadcast-port.ts';
import type { Logger } from '../observe/logger.ts';
import { GroupOrder, type FragmentSink } from './group-order.ts';
import { MediaPlaylist } from './media-playlist.ts';
import { Packager } from './packager.ts';
import type { SegmentDisk } from './segment-disk.ts';
import { Timeline } from './timeline.ts';
import { TrackFollower } from './track-follower.ts';
import type { Waiting } from './waiting.ts';

/** What packaging needs of its surroundings. */
export interface PackagingDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly waiting: Waiting;
  readonly disk: SegmentDisk;
  /** How far back viewers can go, in seconds. */
  readonly windowSec: number;
}

/** A track's place in addresses: to be read by people, and different for every name. */
export const trackKey = (name: string): string =>
  `${name.replaceAll(/[^\w.-]+/g, '-').replaceAll('..', '-').slice(0, 48)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;

/** One track of a broadcast on its way into a playlist. */
export class Rendition {
  readonly key: string;
  readonly timeline: Timeline;
  readonly playlist: MediaPlaylist;
  track: CatalogTrack;
  readonly #deps: PackagingDeps;
  readonly #packager: Packager;
  readonly #follower: TrackFollower;
  #order: GroupOrder | undefined;
  #complained = false;

  constructor(track: CatalogTrack, firstSequence: number, deps: PackagingDeps) {
    const { clock, waiting, disk, windowSec } = deps;
    this.track = track;
    this.key = trackKey(track.name);
    this.#deps = deps;
    this.timeline = new Timeline({ firstSequence, windowSec, disk, changed: () => waiting.wake(this.timeline) });
    this.playlist = new MediaPlaylist(this.timeline);
    this.#packager = new Packager({ clock, to: this.timeline });
    this.#follower = new TrackFollower({ name: track.name, clock, begin: () => this.#newOrder() });
  }

  attach(broadcast: Broadcast): void {
    this.#follower.attach(broadcast);
  }

  detach(): void {
    this.#follower.detach();
    this.#order?.close();
  }

  /** Nothing more comes; what there is can still be asked for. */
  finish(): void {
    this.detach();
    this.#packager.close();
    this.timeline.finish();
  }

  close(): void {
    this.finish();
    this.timeline.close();
  }

  #newOrder(): GroupOrder {
    this.#order?.close();
    this.#order = new GroupOrder({ clock: this.#deps.clock, to: this.#checked() });
    return this.#order;
  }

  /** What cannot be read is left out, and complained about once: a publisher sends it thirty times a second. */
  #checked(): FragmentSink {
    const attempt = (work: () => void): void => {
      try {
        work();
      } catch (err) {
        if (!(err instanceof MediaError)) throw err;
        if (!this.#complained) this.#deps.logger.warn({ err, track: this.track.name }, 'a fragment cannot be read, and is left out of the playlist');
        this.#complained = true;
      }
    };
    return {
      init: (bytes) => attempt(() => this.#packager.init(bytes)),
      fragment: (bytes, at) => attempt(() => this.#packager.fragment(bytes, at)),
    };
  }
}
