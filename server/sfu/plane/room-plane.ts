import type { Consumer, Producer, Router } from 'mediasoup/types';
import { codecString } from '../../../core/wire/cmaf/codec-string.ts';
import type { Track } from '../../../core/wire/cmaf/track.ts';
import type { RtpPacket } from '../../../core/wire/rtp/packet.ts';
import type { Source } from '../../../core/wire/signal/shapes.ts';
import type { Clock } from '../../clock.ts';
import type { Publication } from '../../moqt/broadcast-port.ts';
import type { Logger } from '../../observe/logger.ts';
import type { MediaTap, TappedProducer } from '../media-tap.ts';
import { audioRate, AudioTrackWriter, opusTrack } from './audio-track.ts';
import { CatalogTracks } from './catalog-tracks.ts';
import { GroupNumbers } from './group-numbers.ts';
import { Taps, type Tap } from './tap.ts';
import { Timeline } from './timeline.ts';
import { TrackFeed } from './track-feed.ts';
import { audioTrackName, planeSource, videoTrackName } from './track-names.ts';
import { VideoSource } from './video-source.ts';

export interface RoomPlaneOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Asked for with the first track. */
  publish(): Publication;
  /** What this peer is called. */
  nameOf(peerId: string): string;
}

interface Fed { push(packet: RtpPacket): void; pause?(): void; close(): void }
interface Open { readonly peerId: string; readonly producer: Producer; tap: Tap | undefined; fed: Fed | undefined; gone: boolean }

/** Of Opus as browsers send a voice, in bits per second. */
const voiceBitrate = 48_000;
/** Bits per pixel of a picture that says nothing of its own rate, at 30 frames a second. */
const bitsPerPixel = 0.072 * 30;

/** Everything that a room's broadcasters send, as tracks that any crowd can watch: each layer of a picture is one, no frame is made anew. */
export class RoomPlane implements MediaTap {
  readonly #options: RoomPlaneOptions;
  /** What media times count from: the same for everyone, so that what was simultaneous stays so. */
  readonly #epoch: number;
  readonly #open = new Map<string, Open>();
  /** By name. */
  readonly #tracks = new Map<string, { readonly of: Open; readonly feed: TrackFeed }>();
  #taps: { readonly router: Router; readonly taps: Taps } | undefined;
  #publication: Publication | undefined;
  #catalog: CatalogTracks | undefined;
  #closed = false;

  constructor(options: RoomPlaneOptions) {
    this.#options = options;
    this.#epoch = options.clock.now();
  }

  added(added: TappedProducer): void {
    const open: Open = { peerId: added.peerId, producer: added.producer, tap: undefined, fed: undefined, gone: false };
    this.#open.set(added.producer.id, open);
    this.#begin(open, added).catch((error: unknown) => {
      if (!open.gone) this.#options.logger.warn({ err: error, producerId: added.producer.id }, 'a producer is not broadcast');
    });
  }

  removed(producerId: string): void {
    const open = this.#open.get(producerId);
    if (!open) return;
    this.#open.delete(producerId);
    open.gone = true;
    open.fed?.close();
    open.tap?.close();
    for (const [name, track] of [...this.#tracks]) if (track.of === open) this.#drop(name);
  }

  lost(): void {
    for (const producerId of [...this.#open.keys()]) this.removed(producerId);
    this.#taps = undefined;
  }

  renamed(peerId: string): void {
    for (const source of ['camera', 'screen'] as const) this.#catalog?.label(planeSource(peerId, source), this.#options.nameOf(peerId));
  }

  /** The room is over, or goes to another process: then nobody is told an end. */
  close(reason: string, { over = true }: { over?: boolean } = {}): void {
    if (this.#closed) return;
    this.#closed = true;
    this.lost();
    if (over) this.#catalog?.end();
    else this.#catalog?.close();
    this.#publication?.close(reason);
  }

  async #begin(open: Open, { peerId, source, producer, router, wants }: TappedProducer): Promise<void> {
    if (this.#closed) return;
    if (this.#taps?.router !== router) this.#taps = { router, taps: new Taps(router) };
    const tap = await this.#taps.taps.open(producer, (packet) => open.fed?.push(packet));
    if (open.gone) return tap.close();
    open.tap = tap;
    wants(tap.consumer);
    open.fed = producer.kind === 'video' ? this.#video(open, peerId, source, tap) : this.#audio(open, peerId, source);
    producer.observer.on('pause', () => open.fed?.pause?.());
    await tap.consumer.resume();
  }

  #video(open: Open, peerId: string, source: Source, { consumer, ssrcs }: Tap): Fed {
    const names = new Map<number, string>();
    const { clock } = this.#options;
    return new VideoSource({
      clock, epoch: this.#epoch, ssrcs,
      requestKeyframe: () => ask(consumer),
      opened: (layer, track, init) => {
        const name = names.get(layer) ?? this.#free(videoTrackName(peerId, source, track));
        names.set(layer, name);
        const { maxBitrate = Math.round(track.width * track.height * bitsPerPixel) } = open.producer.rtpParameters.encodings?.[layer] ?? {};
        return this.#track(open, { name, peerId, source, track, init, bitrate: maxBitrate });
      },
      closed: (layer) => this.#drop(names.get(layer) ?? ''),
    });
  }

  #audio(open: Open, peerId: string, source: Source): Fed {
    const { clock } = this.#options;
    const name = audioTrackName(peerId, source);
    // Sound is bent by no more than clocks differ: more could be heard.
    const timeline = new Timeline({ rate: audioRate, epoch: this.#epoch, bendMs: 1 });
    return new AudioTrackWriter({ clock, timeline, groups: new GroupNumbers(clock.now()), opened: (init) => this.#track(open, { name, peerId, source, track: opusTrack, init, bitrate: voiceBitrate }) });
  }

  #track(open: Open, { name, peerId, source, track, init, bitrate }: { name: string; peerId: string; source: Source; track: Track; init: Uint8Array; bitrate: number }): TrackFeed {
    this.#publication ??= this.#options.publish();
    this.#catalog ??= new CatalogTracks(this.#publication, this.#options.clock);
    const feed = this.#tracks.get(name)?.feed ?? new TrackFeed(this.#publication.track(name), track.kind);
    this.#tracks.set(name, { of: open, feed });
    this.#catalog.set({
      name, kind: track.kind, codec: codecString(track), bitrate, source: planeSource(peerId, source), label: this.#options.nameOf(peerId),
      ...(track.kind === 'video' ? { width: track.width, height: track.height } : { sampleRate: track.sampleRate, channels: track.channels }),
    }, init);
    return feed;
  }

  /** Layers are named by their lines; two of the same size are told apart by number. */
  #free(name: string): string {
    let free = name;
    for (let count = 2; this.#tracks.has(free); count++) free = `${name}-${count}`;
    return free;
  }

  #drop(name: string): void {
    this.#tracks.delete(name);
    this.#catalog?.delete(name);
  }
}

/** A consumer that closes meanwhile needs no keyframe. */
function ask(consumer: Consumer): void {
  consumer.requestKeyFrame().catch(() => {});
}
