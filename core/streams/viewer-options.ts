/** What to watch, and where. */
export interface BroadcastViewerOptions {
  /** A playback URL: `<relay>/playback/<id>?tok=…`. */
  readonly url: string;
  /** Gives a new playback URL of the same broadcast; asked for before the present one ends. */
  readonly renew?: (() => Promise<string>) | undefined;
  /** Where it shows; may be given later by `attach`. */
  readonly video?: HTMLVideoElement | undefined;
  /** `auto`: MoQT, and LL-HLS where that is not possible. */
  readonly path?: 'auto' | 'moqt' | 'hls' | undefined;
  /** In a room: whose picture and sound, by peer id. */
  readonly source?: string | undefined;
  /** `auto`, or the name of a rendition. */
  readonly quality?: string | undefined;
  /** How far behind the moment of capture to play, in ms: all viewers with the same number see the same at the same time. As little as the network allows when absent. */
  readonly targetLatencyMs?: number | undefined;
  /** Also tells how far back one can go, and goes there by LL-HLS. */
  readonly dvr?: boolean | undefined;
}
