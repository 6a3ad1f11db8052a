import { boxesIn } from '../../core/wire/cmaf/boxes.ts';
import { codecString } from '../../core/wire/cmaf/codec-string.ts';
import { fragment } from '../../core/wire/cmaf/fragment.ts';
import { initSegment } from '../../core/wire/cmaf/init-segment.ts';
import { readFragment } from '../../core/wire/cmaf/read-fragment.ts';
import { readInit } from '../../core/wire/cmaf/read-init.ts';
import type { Sample, Track } from '../../core/wire/cmaf/track.ts';
import { catalogTrack, writeCatalog, type Catalog, type CatalogTrack } from '../../core/wire/moqt/catalog.ts';
import { every, type Clock } from '../../server/clock.ts';
import type { Publication } from '../../server/moqt/broadcast-port.ts';
import type { Footage } from '../fixtures/footage.ts';
import { ffmpeg } from './ffmpeg.ts';

/** Encoded media, to be sent over and over again. */
export interface Clip {
  readonly track: Track;
  readonly samples: readonly Sample[];
  /** In a room: whose it is. */
  readonly source?: string;
  readonly label?: string;
}

/** What FFmpeg makes of `args`. */
async function clipOf(args: readonly string[]): Promise<Clip> {
  const file = await ffmpeg([...args, '-f', 'mp4', '-movflags', 'empty_moov+delay_moov+default_base_moof+frag_keyframe', '-strict', '-2', 'pipe:1']);
  const boxes = [...boxesIn(file)];
  const { track, defaults } = readInit(file);
  const samples = boxes.flatMap((box, index) => {
    const data = boxes[index + 1];
    return box.type === 'moof' && data ? readFragment(file.subarray(box.start, data.start + data.size), defaults).samples : [];
  });
  return { track, samples };
}

/** H.264 with a keyframe each second. */
export const pictureClip = ({ video, framesPerSecond }: Footage): Promise<Clip> =>
  clipOf(['-i', video, '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', String(framesPerSecond), '-bf', '0']);

export const soundClip = ({ audio }: Footage, coder: 'libopus' | 'aac'): Promise<Clip> => clipOf(['-i', audio, '-ac', '2', '-ar', '48000', '-c:a', coder]);

const catalogTrackOf = (name: string, { track, source, label }: Clip): CatalogTrack => ({
  name, kind: track.kind, codec: codecString(track), bitrate: track.kind === 'video' ? 300_000 : 96_000, ...(source && { source }), ...(label && { label }),
  ...(track.kind === 'video' ? { width: track.width, height: track.height } : { sampleRate: track.sampleRate, channels: track.channels }),
});

/** Sends one clip as a track: a group for each keyframe, of sound one each second. Fragments have `perFragment` frames. */
export class ClipSender {
  readonly #publication: Publication;
  readonly #name: string;
  readonly #clip: Clip;
  readonly #perFragment: number;
  readonly #startsAt: number;
  #sent = 0;
  #group: number;
  #object = 0;

  constructor(publication: Publication, name: string, clip: Clip, startsAt: number, perFragment: number) {
    this.#publication = publication;
    this.#name = name;
    this.#clip = clip;
    this.#perFragment = perFragment;
    this.#startsAt = startsAt;
    this.#group = Math.floor(startsAt / 1000);
  }

  /** Sends what was captured before `now`, ms since the epoch. */
  sendUntil(now: number): void {
    for (;;) {
      const samples = Array.from({ length: this.#perFragment }, (_, index) => this.#sampleAt(this.#sent + index));
      const [first, last] = [samples[0]!, samples.at(-1)!];
      const { timescale } = this.#clip.track;
      if (this.#startsAt + ((last.decodeTime + last.duration) / timescale) * 1000 > now) return;
      this.#send(samples, this.#startsAt + (first.decodeTime / timescale) * 1000);
      this.#sent += samples.length;
    }
  }

  #sampleAt(index: number): Sample {
    const { samples } = this.#clip;
    // Of the same length each, so that a clip's end goes over into its beginning.
    const { duration } = samples[1]!;
    return { ...samples[index % samples.length]!, decodeTime: index * duration, duration, offset: 0 };
  }

  #send(samples: readonly Sample[], capturedAt: number): void {
    const writer = this.#publication.track(this.#name);
    const { track } = this.#clip;
    const startsGroup = track.kind === 'video' ? samples[0]!.key : Math.floor(samples[0]!.decodeTime / track.timescale) !== Math.floor((samples[0]!.decodeTime - samples[0]!.duration * samples.length) / track.timescale);
    if (startsGroup) {
      if (this.#object > 0) writer.subgroupEnd({ group: this.#group++, subgroup: 1, endOfGroup: true });
      this.#object = 0;
      writer.object({ group: this.#group, subgroup: 0, object: 0, payload: initSegment(track), status: 'normal', priority: 0 });
      writer.subgroupEnd({ group: this.#group, subgroup: 0, endOfGroup: false });
    }
    this.#object++;
    writer.object({ group: this.#group, subgroup: 1, object: this.#object, payload: fragment(samples, { sequence: this.#sent + 1, capturedAt }), status: 'normal', priority: 128 });
  }
}

export interface LiveMedia {
  /** Says that these are its tracks now; those that are not there are sent no more. */
  tracks(clips: Readonly<Record<string, Clip>>): void;
  /** Says that it is over. */
  end(): void;
  /** Sends nothing more, and says nothing. */
  stop(): void;
}

/** Publishes clips as they would come from a camera that was switched on `sinceMs` ago. */
export function publishLive(publication: Publication, clips: Readonly<Record<string, Clip>>, { clock, sinceMs = 0 }: { clock: Clock; sinceMs?: number }): LiveMedia {
  const startsAt = clock.now() - sinceMs;
  let named = clips;
  const catalog = (live: boolean): Catalog => ({ version: 1, live, tracks: Object.entries(named).map(([name, clip]) => catalogTrackOf(name, clip)) });
  let group = 0;
  const tell = (live: boolean): void => {
    publication.track(catalogTrack).object({ group, subgroup: 0, object: 0, payload: writeCatalog(catalog(live)), status: 'normal', priority: 0 });
    publication.track(catalogTrack).subgroupEnd({ group: group++, subgroup: 0, endOfGroup: true });
  };
  tell(true);
  const senders = new Map(Object.entries(clips).map(([name, clip]) => [name, new ClipSender(publication, name, clip, startsAt, clip.track.kind === 'video' ? 1 : 2)]));
  const send = (): void => { for (const [name, sender] of senders) if (name in named) sender.sendUntil(clock.now()); };
  send();
  const stop = every(clock, 10, send);
  return {
    stop,
    tracks(now) {
      named = now;
      tell(true);
    },
    end() {
      stop();
      tell(false);
    },
  };
}
