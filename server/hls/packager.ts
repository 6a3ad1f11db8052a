import { createHash } from 'node:crypto';
import { readFragment } from '../../core/wire/cmaf/read-fragment.ts';
import { readInit, type InitSegment } from '../../core/wire/cmaf/read-init.ts';
import type { Clock } from '../clock.ts';
import type { FragmentSink } from './group-order.ts';
import type { Init, Part, SegmentHead } from './segment.ts';

/** Hears where segments and their parts begin and end. */
export interface Cuts {
  begin(head: SegmentHead): void;
  part(part: Part): void;
  /** The segment that began last is whole; `duration` in seconds. */
  end(duration: number): void;
}

export interface PackagerOptions {
  readonly clock: Clock;
  readonly to: Cuts;
  /** What a part may last, in seconds; one frame that lasts longer is a part of its own. */
  readonly partSec?: number;
  /** What a segment lasts at least where a group's start allows an end, and at most wherever that is, in seconds. */
  readonly segmentSec?: { readonly least: number; readonly most: number };
}

/** One fragment's place in time, in seconds of its track; `capturedAt` in ms since the epoch. */
interface Span { readonly start: number; readonly end: number; readonly capturedAt: number | undefined; readonly independent: boolean }

interface OpenPart extends Omit<Part, 'bytes' | 'duration'> { readonly pieces: Uint8Array[]; readonly start: number; end: number }
interface OpenSegment { readonly start: number; end: number }

/** Rounding of a frame's duration to a track's timescale, in seconds. */
const rounding = 0.002;
/** Capture time less media time stays the same on one timeline; more than this apart, it is another one. In seconds. */
const sameTimeline = 1;
/** Without capture times only leaps tell timelines apart, in seconds. */
const leap = { back: 0.5, ahead: 10 };

/** Gathers the fragments of one track into parts, and those into segments. The media's bytes stay as they are. */
export class Packager implements FragmentSink {
  readonly #clock: Clock;
  readonly #to: Cuts;
  readonly #partSec: number;
  readonly #segmentSec: { readonly least: number; readonly most: number };
  #track: InitSegment | undefined;
  #init: Init | undefined;
  #part: OpenPart | undefined;
  #segment: OpenSegment | undefined;
  #cutNext = false;
  #last: Span | undefined;
  #cancelFlush: (() => void) | undefined;

  constructor({ clock, to, partSec = 0.2, segmentSec = { least: 0.95, most: 6 } }: PackagerOptions) {
    this.#clock = clock;
    this.#to = to;
    this.#partSec = partSec;
    this.#segmentSec = segmentSec;
  }

  /** Throws a `MediaError` for one that cannot be read. */
  init(bytes: Uint8Array): void {
    const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    if (this.#init?.id === id) return;
    this.#track = readInit(bytes);
    this.#cutNext = this.#init !== undefined;
    this.#init = { id, bytes };
  }

  /** Throws a `MediaError` for one that cannot be read; the next may follow. */
  fragment(bytes: Uint8Array, { startsGroup }: { readonly startsGroup: boolean }): void {
    if (!this.#track) return;
    const span = this.#spanOf(bytes, this.#track);
    const leaps = this.#leapsTo(span);
    // Nothing can be decoded before the first keyframe.
    if (leaps === 'seen' || (!this.#segment && !span.independent)) return;
    if (this.#cutsBefore(span, startsGroup, leaps)) this.#nextSegment(span, leaps);
    else if (this.#part && (startsGroup || span.end - this.#part.start > this.#partSec + rounding)) this.#endPart(span.start);
    this.#add(bytes, span);
    const length = span.end - span.start;
    // Publishers give a frame that the next one lets wait a length on trust: only that one tells how long it was.
    if (length <= this.#partSec + rounding && span.end - this.#part!.start + length > this.#partSec + rounding) this.#endPart();
  }

  /** The track is over: what is open ends here. */
  close(): void {
    this.#endSegment();
    this.#last = undefined;
  }

  #spanOf(bytes: Uint8Array, { track, defaults }: InitSegment): Span {
    const { samples, capturedAt } = readFragment(bytes, defaults);
    const [first, last] = [samples[0]!, samples.at(-1)!];
    return {
      start: first.decodeTime / track.timescale, end: (last.decodeTime + last.duration) / track.timescale, capturedAt,
      independent: track.kind === 'audio' || first.key,
    };
  }

  #leapsTo({ start, end, capturedAt }: Span): 'seen' | 'leap' | 'on' {
    const last = this.#last;
    if (!last) return 'on';
    if (capturedAt === undefined || last.capturedAt === undefined) return start < last.end - leap.back || start > last.end + leap.ahead ? 'leap' : 'on';
    if (Math.abs(capturedAt - start * 1000 - (last.capturedAt - last.start * 1000)) > sameTimeline * 1000) return 'leap';
    // Whoever asks for a track again is given its newest group again.
    return end <= last.end + rounding && start <= last.start ? 'seen' : 'on';
  }

  #cutsBefore(span: Span, startsGroup: boolean, leaps: 'leap' | 'on'): boolean {
    const segment = this.#segment;
    if (!segment || leaps === 'leap' || this.#cutNext) return true;
    return span.end - segment.start > this.#segmentSec.most || (startsGroup && span.start - segment.start >= this.#segmentSec.least);
  }

  #nextSegment(span: Span, leaps: 'leap' | 'on'): void {
    const discontinuity = this.#last !== undefined && leaps === 'leap';
    this.#endSegment(discontinuity ? undefined : span.start);
    this.#cutNext = false;
    this.#segment = { start: span.start, end: span.start };
    const startsAt = span.capturedAt ?? this.#clock.now() - (span.end - span.start) * 1000;
    this.#to.begin({ init: this.#init!, discontinuity, startsAt, independent: span.independent });
  }

  #add(bytes: Uint8Array, span: Span): void {
    if (!this.#part) {
      this.#part = { pieces: [], start: span.start, end: span.end, independent: span.independent };
      // A picture that moves seldom must not wait for the next frame.
      const waitsSec = 1.5 * this.#partSec;
      this.#cancelFlush = this.#clock.after(1000 * waitsSec, () => this.#endPart(undefined, waitsSec));
    }
    this.#part.pieces.push(bytes);
    this.#part.end = span.end;
    this.#segment!.end = span.end;
    this.#last = span;
  }

  /** `next`: where the next fragment starts, if the last frame is shown until then; `mostSec`: what it can have lasted up to now. */
  #endPart(next?: number, mostSec = Infinity): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const part = this.#part;
    if (!part) return;
    this.#part = undefined;
    const own = part.end - part.start;
    const untilNext = next === undefined ? own : next - part.start;
    const duration = Math.min(untilNext < own ? untilNext : Math.max(own, Math.min(untilNext, this.#partSec)), mostSec);
    this.#to.part({ bytes: Buffer.concat(part.pieces), duration, independent: part.independent });
  }

  #endSegment(next?: number): void {
    this.#endPart(next);
    const segment = this.#segment;
    if (!segment) return;
    this.#segment = undefined;
    const own = segment.end - segment.start;
    const untilNext = next === undefined ? own : next - segment.start;
    this.#to.end(untilNext < own + leap.back ? untilNext : own);
  }
}
