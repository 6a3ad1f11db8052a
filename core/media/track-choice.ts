import type { Path } from './mesh-room.ts';
import type { MediaPortHandlers, RemoteProducer } from './port.ts';

interface Arrival { readonly remote: RemoteProducer; readonly track: MediaStreamTrack }

const keyOf = ({ peerId, source }: Pick<RemoteProducer, 'peerId' | 'source'>): string => `${peerId} ${source}`;

/** Of everything that others publish the tracks of both paths, and which of them is shown. */
export class TrackChoice {
  readonly #handlers: Pick<MediaPortHandlers, 'added' | 'removed'>;
  readonly #tracks: Readonly<Record<Path, Map<string, Arrival>>> = { sfu: new Map(), mesh: new Map() };
  readonly #shown = new Map<string, Path>();

  constructor(handlers: Pick<MediaPortHandlers, 'added' | 'removed'>) {
    this.#handlers = handlers;
  }

  /** A track came. It is shown at once unless the other path shows something that it would interrupt. */
  add(path: Path, remote: RemoteProducer, track: MediaStreamTrack): void {
    const key = keyOf(remote);
    this.#tracks[path].set(key, { remote, track });
    const shown = this.#shown.get(key);
    if (shown === undefined || shown === path) this.#show(path, key);
  }

  remove(path: Path, remote: RemoteProducer): void {
    const key = keyOf(remote);
    // A producer made anew has taken the place already.
    if (this.#tracks[path].get(key)?.remote.producerId !== remote.producerId) return;
    this.#tracks[path].delete(key);
    if (this.#shown.get(key) !== path) return;
    const other = path === 'sfu' ? 'mesh' : 'sfu';
    if (this.#tracks[other].has(key)) return this.#show(other, key);
    this.#shown.delete(key);
    this.#handlers.removed(remote);
  }

  /** Lets this path's tracks with these ids take the place of the other's. */
  prefer(path: Path, trackIds: ReadonlySet<string>): void {
    for (const [key, { track }] of this.#tracks[path]) if (this.#shown.get(key) !== path && trackIds.has(track.id)) this.#show(path, key);
  }

  /** Whether all of this peer's that is not silent by the other path is shown by this one. */
  hasMoved(path: Path, peerId: string, isSilent: (track: MediaStreamTrack) => boolean): boolean {
    const others = this.#tracks[path === 'sfu' ? 'mesh' : 'sfu'];
    return [...others].every(([key, { remote, track }]) => remote.peerId !== peerId || this.#shown.get(key) === path || isSilent(track));
  }

  /** The path is given up: what only it had goes, what the other has is shown. */
  drop(path: Path): void {
    for (const { remote } of [...this.#tracks[path].values()]) this.remove(path, remote);
  }

  #show(path: Path, key: string): void {
    const arrival = this.#tracks[path].get(key);
    if (!arrival) return;
    this.#shown.set(key, path);
    this.#handlers.added(arrival.remote, arrival.track);
  }
}
