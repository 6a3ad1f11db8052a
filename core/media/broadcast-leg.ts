import type { Clock } from '../clock.ts';
import type { BroadcastViewer } from '../streams/viewer.ts';
import type { Quality, TileAttachment, TilePlayback, WantedLayer } from './port.ts';
import type { PlaneRoom } from './plane-room.ts';
import { levelFor } from './plane-quality.ts';

/** A tile that has nothing to show for this long, ms, although it is there, does not work this way. A packager begins with whoever comes first. */
const patienceMs = { moqt: 8000, hls: 20_000 } as const;
/** Where there is a reason, other than that nobody broadcasts yet, this long is enough for a few tries. Who has seen it play waits until a relay is back: a crowd that leaves at once is too much for the SFU. */
const impatienceMs = 2500;
/** A broadcast that has ended while its room goes on, as when the server is started again, is looked for after this, ms. */
const againMs = 500;

/** Makes the player of one source. */
export type OpenViewer = (options: { readonly url: string; readonly source: string; readonly via: 'moqt' | 'hls'; readonly video: HTMLVideoElement; renew(): Promise<string> }) => BroadcastViewer;

export interface LegOptions {
  readonly via: 'moqt' | 'hls';
  readonly room: Pick<PlaneRoom, 'place'>;
  readonly clock: Clock;
  readonly open: OpenViewer;
  /** A tile shows its first picture, or is let go of. */
  changed(): void;
  /** This way does not work here; told once. */
  failed(reason: string): void;
}

interface Attached { readonly key: string; viewer: BroadcastViewer | undefined; showing: boolean; close(): void }

const waiting: ReadonlySet<string> = new Set(['connecting', 'waiting']);

/** All tiles of a room over one way of the audience plane. A tile plays while it is attached to an element. */
export class BroadcastLeg {
  readonly #options: LegOptions;
  readonly #playbacks = new Map<string, TilePlayback>();
  readonly #attached = new Set<Attached>();
  #quality: Quality = 'auto';
  #wanted: ReadonlyMap<string, WantedLayer> = new Map();
  #reserveMs = 0;
  #closed = false;

  constructor(options: LegOptions) {
    this.#options = options;
  }

  /** Whether any element still shows something of it. */
  get isAttached(): boolean {
    return this.#attached.size > 0;
  }

  /** Whether this tile can be seen; one that nobody attached is nobody's to wait for. */
  isShowing(key: string): boolean {
    const attached = [...this.#attached].filter((each) => each.key === key);
    return attached.some(({ showing }) => showing);
  }

  /** The same object while the leg lives. */
  playback(key: string): TilePlayback {
    const known = this.#playbacks.get(key);
    if (known) return known;
    const playback: TilePlayback = { attach: (video) => this.#attach(key, video) };
    this.#playbacks.set(key, playback);
    return playback;
  }

  /** How much to receive of each tile, and of all. */
  setQuality(quality: Quality, wanted: ReadonlyMap<string, WantedLayer>): void {
    this.#quality = quality;
    this.#wanted = wanted;
    for (const attached of this.#attached) this.#applyQuality(attached);
  }

  /** How much more to keep buffered than the network asks for, in ms. */
  setReserve(ms: number): void {
    if (this.#reserveMs === ms) return;
    this.#reserveMs = ms;
    for (const { viewer } of this.#attached) viewer?.setReserve(ms);
  }

  close(): void {
    this.#closed = true;
    for (const attached of [...this.#attached]) attached.close();
  }

  #attach(key: string, video: HTMLVideoElement): TileAttachment {
    const { clock, changed, via } = this.#options;
    const stops: (() => void)[] = [];
    const attached: Attached = {
      key, viewer: undefined, showing: false,
      close: () => {
        if (!this.#attached.delete(attached)) return;
        for (const stop of stops) stop();
        attached.viewer?.close();
        changed();
      },
    };
    const shown = (): void => {
      if (attached.showing) return;
      attached.showing = true;
      changed();
    };
    if (this.#closed) return { shown() {}, release() {} };
    this.#attached.add(attached);
    let hasPlayed = false;
    let dueAt = Infinity;
    let stopPatience = (): void => {};
    const hurry = (reason = 'timeout'): void => {
      const isQuick = !hasPlayed && reason !== 'timeout' && reason !== 'not-found';
      // Another try is no reason to wait for longer.
      dueAt = Math.min(dueAt, clock.now() + (isQuick ? impatienceMs : patienceMs[via]));
      stopPatience();
      stopPatience = clock.after(dueAt - clock.now(), () => this.#fail(reason));
    };
    const rest = (state: string): void => {
      hasPlayed ||= state === 'playing';
      stopPatience();
      dueAt = Infinity;
    };
    hurry();
    stops.push(() => stopPatience());
    void this.#begin(attached, video).then((viewer) => {
      if (!viewer) return;
      stops.push(viewer.stores.$state.subscribe((state) => {
        if (state === 'failed') this.#fail(viewer.stores.$error.get()?.code ?? 'media-failed');
        else if (state === 'ended') stops.push(clock.after(againMs, () => viewer.start()));
        else if (waiting.has(state)) hurry(viewer.stores.$error.get()?.code);
        else rest(state);
      }), viewer.stores.$error.listen((error) => { if (error && waiting.has(viewer.stores.$state.get())) hurry(error.code); }), viewer.stores.$levels.subscribe(() => this.#applyQuality(attached)));
    });
    return { shown, release: attached.close };
  }

  async #begin(attached: Attached, video: HTMLVideoElement): Promise<BroadcastViewer | undefined> {
    const { room, via, open } = this.#options;
    try {
      let { playbackUrl: url } = await room.place();
      if (!this.#attached.has(attached)) return undefined;
      const renew = async (): Promise<string> => (url = (await room.place(url)).playbackUrl);
      attached.viewer = open({ url, source: sourceOf(attached.key), via, video, renew });
      attached.viewer.setReserve(this.#reserveMs);
      attached.viewer.start();
      return attached.viewer;
    } catch (error) {
      if (this.#attached.has(attached)) this.#fail(error instanceof Error && 'code' in error ? String(error.code) : 'media-failed');
      return undefined;
    }
  }

  #applyQuality({ key, viewer }: Attached): void {
    if (viewer) viewer.setQuality(levelFor(viewer.stores.$levels.get(), this.#quality, this.#wanted.get(key) ?? 2));
  }

  #fail(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.failed(reason);
  }
}

/** A tile's key in the words of the catalog: the peer itself, or its screen. */
const sourceOf = (key: string): string => key.replace(/:camera$/, '');
