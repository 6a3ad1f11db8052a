/** What a page or a server says of one track, so that a player can be made ready for it. One track is one file here. */
interface TrackBase {
  /** Units per second that every time of the track is counted in. */
  readonly timescale: number;
  /** The decoder's configuration as its box holds it: `avcC`, `av1C`, `vpcC` or `dOps`; for AAC the AudioSpecificConfig. */
  readonly config: Uint8Array;
}

export interface VideoTrack extends TrackBase {
  readonly kind: 'video';
  readonly coding: 'avc1' | 'av01' | 'vp09';
  /** In px. */
  readonly width: number;
  readonly height: number;
}

export interface AudioTrack extends TrackBase {
  readonly kind: 'audio';
  readonly coding: 'opus' | 'mp4a';
  /** In Hz. */
  readonly sampleRate: number;
  readonly channels: number;
}

export type Track = VideoTrack | AudioTrack;

/** One frame of picture or sound. Times in units of its track's timescale. */
export interface Sample {
  readonly decodeTime: number;
  readonly duration: number;
  /** Presentation time − decode time; may be negative. */
  readonly offset: number;
  /** Whether decoding may start here. */
  readonly key: boolean;
  readonly data: Uint8Array;
}
