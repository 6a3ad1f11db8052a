import type { Readable } from 'node:stream';
import type { Cuts } from './packager.ts';
import type { SegmentDisk } from './segment-disk.ts';
import type { Init, Part, Segment, SegmentHead, Stored } from './segment.ts';

interface Entry extends SegmentHead { readonly sequence: number; whole: boolean; duration: number; parts: Part[]; size: number; body: Uint8Array | undefined; stored: Stored | undefined; leaving: boolean }

export interface TimelineOptions {
  /** Sequence numbers go into addresses that are cached for long: none may ever be used again. */
  readonly firstSequence: number;
  /** How far back the playlist goes, in seconds. */
  readonly windowSec: number;
  readonly disk: Pick<SegmentDisk, 'save'>;
  /** Something was added, dropped or ended. */
  readonly changed: () => void;
}

/** Who has just read the playlist may still ask for what has left it, in seconds. */
const lingerSec = 30;
/** Longer segments than these make the target duration grow; players expect it to stay, in seconds. */
const leastTarget = 2;

/** One rendition as far as it can be asked for now: the newest segments in memory, older ones on disk. */
export class Timeline implements Cuts {
  readonly #options: TimelineOptions;
  readonly #entries: Entry[] = [];
  #firstListed = 0;
  #nextSequence: number;
  #targetDuration = leastTarget;
  #partTarget = 0;
  #discontinuities = 0;
  #ended = false;
  #revision = 0;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#nextSequence = options.firstSequence;
  }

  /** Counts what has changed. */
  get revision(): number { return this.#revision; }
  get ended(): boolean { return this.#ended; }
  /** Whether players can begin: they need a whole segment. */
  get isReady(): boolean { return this.#entries.some(({ whole }) => whole); }
  /** What the playlist names; the last may be still growing. One that has only begun is not there yet. */
  get listed(): readonly Segment[] { return this.#entries.slice(this.#firstListed, this.#entries.at(-1)?.parts.length === 0 ? -1 : undefined); }
  /** How many discontinuities have left the playlist. */
  get discontinuitySequence(): number { return this.#discontinuities; }
  /** In whole seconds; only ever grows. */
  get targetDuration(): number { return this.#targetDuration; }
  /** The longest part so far, in seconds. */
  get partTarget(): number { return this.#partTarget; }
  get firstSequence(): number { return this.#options.firstSequence; }

  begin(head: SegmentHead): void {
    this.#entries.push({ ...head, sequence: this.#nextSequence++, whole: false, duration: 0, parts: [], size: 0, body: undefined, stored: undefined, leaving: false });
    this.#changed();
  }

  part(part: Part): void {
    const entry = this.#entries.at(-1);
    if (!entry) return;
    entry.parts.push(part);
    entry.size += part.bytes.length;
    entry.duration += part.duration;
    this.#partTarget = Math.max(this.#partTarget, part.duration);
    this.#changed();
  }

  end(duration: number): void {
    const entry = this.#entries.at(-1);
    if (!entry) return;
    const body = Buffer.concat(entry.parts.map(({ bytes }) => bytes));
    let at = 0;
    entry.parts = entry.parts.map((part) => ({ ...part, bytes: body.subarray(at, (at += part.bytes.length)) }));
    Object.assign(entry, { whole: true, duration, body });
    this.#targetDuration = Math.max(this.#targetDuration, Math.round(duration));
    this.#trim();
    this.#changed();
  }

  /** Nothing more comes. */
  finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#changed();
  }

  /** Whether this part is there, or this whole segment; the part after a segment's last is the next one's first. */
  has(sequence: number, part: number | undefined): boolean {
    const newest = this.#entries.at(-1);
    if (!newest || sequence > newest.sequence) return false;
    if (sequence === newest.sequence) return part === undefined ? newest.whole : part < newest.parts.length;
    return part === undefined || sequence < newest.sequence - 1 || part < (this.#at(sequence)?.parts.length ?? 0) || newest.parts.length > 0;
  }

  /** Whether this part is one of those that may come next. */
  announces(sequence: number, part: number): boolean {
    const newest = this.#entries.at(-1);
    if (this.#ended || !newest) return false;
    const { sequence: last, whole, parts } = newest;
    return (sequence === last && !whole && part === parts.length) || (sequence === last + 1 && part === 0);
  }

  partBytes(sequence: number, part: number): Uint8Array | undefined {
    return this.#at(sequence)?.parts[part]?.bytes;
  }

  /** The bytes of a whole segment, or what reads them. */
  segmentBytes(sequence: number): { readonly body: Uint8Array | Readable; readonly size: number } | undefined {
    const entry = this.#at(sequence);
    const body = entry?.body ?? entry?.stored?.open();
    return entry && body && { body, size: entry.size };
  }

  init(id: string): Init | undefined {
    return this.#entries.find(({ init }) => init.id === id)?.init;
  }

  /** Drops all that is kept. */
  close(): void {
    this.finish();
    this.#dropFirst(this.#entries.length);
  }

  #at(sequence: number): Entry | undefined {
    return this.#entries[sequence - (this.#entries[0]?.sequence ?? 0)];
  }

  #changed(): void {
    this.#revision++;
    this.#options.changed();
  }

  /** What is too old leaves the playlist, then the memory, then the disk. */
  #trim(): void {
    const { windowSec } = this.#options;
    let after = 0;
    for (let index = this.#entries.length - 1; index >= 0; index--) {
      const entry = this.#entries[index]!;
      if (after > windowSec + lingerSec) return this.#dropFirst(index + 1);
      if (after > windowSec && index >= this.#firstListed) this.#unlistThrough(index);
      // Parts are asked for up to three target durations back, and by those who are late.
      if (after > 6 * this.#targetDuration) this.#moveToDisk(entry);
      after += entry.duration;
    }
  }

  #unlistThrough(index: number): void {
    for (; this.#firstListed <= index; this.#firstListed++) if (this.#entries[this.#firstListed]?.discontinuity) this.#discontinuities++;
  }

  #moveToDisk(entry: Entry): void {
    if (entry.leaving || !entry.body) return;
    entry.leaving = true;
    void this.#options.disk.save(entry.body, () => this.#dropThrough(entry)).then((stored) => {
      if (!this.#entries.includes(entry)) return stored?.remove();
      if (!stored) return this.#dropThrough(entry);
      Object.assign(entry, { stored, body: undefined, parts: [] });
    });
  }

  #dropThrough(entry: Entry): void {
    const count = this.#entries.indexOf(entry) + 1;
    if (count === 0) return;
    this.#dropFirst(count);
    this.#changed();
  }

  #dropFirst(count: number): void {
    this.#unlistThrough(count - 1);
    for (const { stored } of this.#entries.splice(0, count)) stored?.remove();
    this.#firstListed -= count;
  }
}
