/** What is used of a `SourceBuffer`. */
export interface BufferLike {
  readonly updating: boolean;
  readonly buffered: TimeRanges;
  timestampOffset: number;
  appendBuffer(bytes: BufferSource): void;
  remove(start: number, end: number): void;
  changeType?(type: string): void;
  addEventListener(type: 'updateend' | 'error', listener: () => void): void;
  removeEventListener(type: 'updateend' | 'error', listener: () => void): void;
}

type Step =
  | { readonly do: 'append'; readonly bytes: Uint8Array }
  | { readonly do: 'offset'; readonly seconds: number }
  | { readonly do: 'type'; readonly mime: string }
  | { readonly do: 'remove'; readonly start: number; readonly end: number };

/** Small pieces go in together up to this many bytes: each append costs a turn of the event loop. */
const togetherBytes = 512 * 1024;
/** More than this waits only behind a buffer that takes nothing any more. */
const maxWaitingBytes = 32 * 1024 * 1024;

const joined = (pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
};

/** Feeds one `SourceBuffer` in order, one step at a time as it wants it, and keeps it from growing. */
export class TrackBuffer {
  readonly #buffer: BufferLike;
  readonly #failed: (cause: unknown) => void;
  readonly #playhead: () => number;
  readonly #steps: Step[] = [];
  readonly #next = (): void => this.#run();
  readonly #error = (): void => this.#fail(new Error('The browser could not read what was sent.'));
  #mime: string;
  #offset: number;
  #waiting = 0;
  #dead = false;

  constructor(buffer: BufferLike, mime: string, { playhead, failed }: { readonly playhead: () => number; readonly failed: (cause: unknown) => void }) {
    this.#buffer = buffer;
    this.#mime = mime;
    this.#offset = buffer.timestampOffset;
    this.#playhead = playhead;
    this.#failed = failed;
    buffer.addEventListener('updateend', this.#next);
    buffer.addEventListener('error', this.#error);
  }

  get buffered(): TimeRanges | undefined {
    try {
      return this.#dead ? undefined : this.#buffer.buffered;
    } catch {
      // Its media source is closed.
      return undefined;
    }
  }

  /** A new start: another codec, or the same with other parameters. `offset` in s is added to all times that follow. */
  begin(init: Uint8Array, mime: string, offset: number): void {
    if (mime !== this.#mime) this.#add({ do: 'type', mime });
    this.#mime = mime;
    if (offset !== this.#offset) this.#add({ do: 'offset', seconds: offset });
    this.#offset = offset;
    this.append(init);
  }

  append(bytes: Uint8Array): void {
    this.#waiting += bytes.length;
    if (this.#waiting > maxWaitingBytes) return this.#fail(new Error('The browser does not keep up.'));
    this.#add({ do: 'append', bytes });
  }

  /** Lets go of what was played, all but the last `keep` seconds. */
  trim(keep: number): void {
    const start = this.buffered?.length ? this.buffered.start(0) : Infinity;
    const end = this.#playhead() - keep;
    // Not each time for a little.
    if (end > start + 5) this.#add({ do: 'remove', start: 0, end });
  }

  close(): void {
    this.#dead = true;
    this.#steps.length = 0;
    this.#buffer.removeEventListener('updateend', this.#next);
    this.#buffer.removeEventListener('error', this.#error);
  }

  #add(step: Step): void {
    if (this.#dead) return;
    this.#steps.push(step);
    this.#run();
  }

  #run(): void {
    try {
      while (!this.#dead && !this.#buffer.updating && this.#steps.length > 0) this.#step();
    } catch (cause) {
      this.#rescue(cause);
    }
  }

  #step(): void {
    const step = this.#steps[0]!;
    if (step.do === 'append') return this.#append();
    this.#steps.shift();
    if (step.do === 'offset') this.#buffer.timestampOffset = step.seconds;
    else if (step.do === 'type') this.#buffer.changeType?.(step.mime);
    else this.#buffer.remove(step.start, step.end);
  }

  #append(): void {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (const step of this.#steps) {
      if (step.do !== 'append' || (size > 0 && size + step.bytes.length > togetherBytes)) break;
      pieces.push(step.bytes);
      size += step.bytes.length;
    }
    this.#buffer.appendBuffer(joined(pieces));
    this.#steps.splice(0, pieces.length);
    this.#waiting -= size;
  }

  /** A full buffer gives up all that was played, once; if that is nothing, it has failed. */
  #rescue(cause: unknown): void {
    const start = this.buffered?.length ? this.buffered.start(0) : Infinity;
    const end = this.#playhead() - 1;
    if ((cause as { name?: string }).name !== 'QuotaExceededError' || end <= start) return this.#fail(cause);
    this.#steps.unshift({ do: 'remove', start: 0, end });
    this.#run();
  }

  #fail(cause: unknown): void {
    if (this.#dead) return;
    this.close();
    this.#failed(cause);
  }
}
