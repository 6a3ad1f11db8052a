import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../observe/logger.ts';
import type { Stored } from './segment.ts';

interface Kept { readonly size: number; readonly path: string; readonly evicted: () => void }

export interface SegmentDiskOptions {
  /** A folder of its own: whatever is in there at the start is left from before, and goes. */
  readonly dir: string;
  /** Of all segments together; the oldest go first. */
  readonly maxBytes: number;
  readonly logger: Logger;
}

/** Segments that are too old for the memory, as files under names of our own. */
export class SegmentDisk {
  readonly #dir: string;
  readonly #maxBytes: number;
  readonly #logger: Logger;
  /** In the order of their saving. */
  readonly #kept = new Set<Kept>();
  readonly #ready: Promise<unknown>;
  #pending = new Set<Promise<unknown>>();
  #bytes = 0;
  #saved = 0;
  #closed = false;

  constructor({ dir, maxBytes, logger }: SegmentDiskOptions) {
    this.#dir = dir;
    this.#maxBytes = maxBytes;
    this.#logger = logger;
    this.#ready = this.#prepare();
  }

  get bytes(): number { return this.#bytes; }

  /** Resolves to nothing where the disk does not take it. `evicted` is called when it had to go before its time. */
  async save(body: Uint8Array, evicted: () => void): Promise<Stored | undefined> {
    if (this.#closed || body.length > this.#maxBytes) return undefined;
    const kept: Kept = { size: body.length, path: join(this.#dir, `${++this.#saved}.m4s`), evicted };
    this.#kept.add(kept);
    this.#bytes += kept.size;
    this.#makeRoom(kept);
    const written = await this.#track(this.#write(kept, body));
    // It may have been given up while it was written.
    if (!written || !this.#kept.has(kept)) {
      this.#drop(kept);
      return undefined;
    }
    return { open: () => createReadStream(kept.path), remove: () => this.#drop(kept) };
  }

  /** Forgets and deletes all of it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#kept.clear();
    this.#bytes = 0;
    await this.#ready;
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    await this.#clear().catch((err: unknown) => this.#logger.warn({ err }, 'the folder for live segments cannot be cleared away'));
  }

  #clear(): Promise<void> {
    return rm(this.#dir, { recursive: true, force: true });
  }

  async #prepare(): Promise<void> {
    try {
      await this.#clear();
      await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    } catch (err) {
      this.#logger.error({ err }, 'the folder for live segments cannot be made; there is no going back in live streams');
    }
  }

  async #write({ path }: Kept, body: Uint8Array): Promise<boolean> {
    await this.#ready;
    try {
      await writeFile(path, body, { mode: 0o600 });
      return true;
    } catch (err) {
      this.#logger.warn({ err }, 'a live segment could not be saved; viewers can go back less far');
      return false;
    }
  }

  #makeRoom(newest: Kept): void {
    for (const kept of this.#kept) {
      if (this.#bytes <= this.#maxBytes || kept === newest) return;
      this.#drop(kept);
      kept.evicted();
    }
  }

  #drop(kept: Kept): void {
    if (this.#kept.delete(kept)) this.#bytes -= kept.size;
    void this.#track(rm(kept.path, { force: true }).catch((err: unknown) => this.#logger.warn({ err }, 'an old live segment could not be deleted')));
  }

  #track<Value>(work: Promise<Value>): Promise<Value> {
    const tracked = work.finally(() => this.#pending.delete(tracked));
    this.#pending.add(tracked);
    return tracked;
  }
}
