import { boxesIn } from '../../core/wire/cmaf/boxes.ts';
import { readFragment } from '../../core/wire/cmaf/read-fragment.ts';
import { readInit } from '../../core/wire/cmaf/read-init.ts';
import type { BufferLike } from '../../core/streams/track-buffer.ts';

interface Range { start: number; end: number }

/** What a browser's buffer does with fragments, as far as times go. All is done at once unless `slow`. */
export class FakeSourceBuffer implements BufferLike {
  updating = false;
  timestampOffset = 0;
  readonly ranges: Range[] = [];
  /** `append`, `remove 0 5`, `changeType video/mp4 …` in their order. */
  readonly calls: string[] = [];
  /** Ends each step only when `finish()` is called. */
  slow = false;
  /** Bytes it takes before it is full. */
  quota = Infinity;
  bytes = 0;
  readonly #listeners = { updateend: new Set<() => void>(), error: new Set<() => void>() };
  #scale = 1;

  get buffered(): TimeRanges {
    const { ranges } = this;
    return { length: ranges.length, start: (index) => ranges[index]!.start, end: (index) => ranges[index]!.end };
  }

  appendBuffer(source: BufferSource): void {
    const bytes = source as Uint8Array;
    if (this.bytes + bytes.length > this.quota) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    this.calls.push('append');
    this.bytes += bytes.length;
    this.#read(bytes);
    this.#work();
  }

  remove(start: number, end: number): void {
    this.calls.push(`remove ${start} ${end}`);
    for (const range of this.ranges) if (range.start >= start) range.start = Math.max(range.start, Math.min(end, range.end));
    this.bytes = 0;
    this.#work();
  }

  changeType(type: string): void {
    this.calls.push(`changeType ${type}`);
  }

  addEventListener(type: 'updateend' | 'error', listener: () => void): void {
    this.#listeners[type].add(listener);
  }

  removeEventListener(type: 'updateend' | 'error', listener: () => void): void {
    this.#listeners[type].delete(listener);
  }

  fail(): void {
    for (const listener of this.#listeners.error) listener();
  }

  finish(): void {
    this.updating = false;
    for (const listener of this.#listeners.updateend) listener();
  }

  #work(): void {
    this.updating = this.slow;
  }

  #read(bytes: Uint8Array): void {
    let from = 0;
    for (const { type, start, size } of boxesIn(bytes)) {
      if (type === 'moov') this.#scale = readInit(bytes.subarray(start)).track.timescale;
      if (type !== 'mdat') continue;
      for (const { decodeTime, duration } of readFragment(bytes.subarray(from, start + size)).samples) {
        this.#cover(decodeTime / this.#scale + this.timestampOffset, (decodeTime + duration) / this.#scale + this.timestampOffset);
      }
      from = start + size;
    }
  }

  #cover(start: number, end: number): void {
    const touching = this.ranges.find((range) => start <= range.end + 0.05 && end >= range.start - 0.05);
    if (touching) {
      touching.start = Math.min(touching.start, start);
      touching.end = Math.max(touching.end, end);
    } else this.ranges.push({ start, end });
    this.ranges.sort((a, b) => a.start - b.start);
  }
}
