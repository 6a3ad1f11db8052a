import { resetCodes } from '../codes.ts';
import { readDatagram, type FetchReader } from '../data-reader.ts';
import { violation } from '../moqt-error.ts';
import type { ReceiveStream } from '../transport.ts';
import { DataStream, usualPriority, type DataTarget } from './data-stream.ts';
import type { Link } from './link.ts';

export interface DataTargets {
  /** Nothing where the alias is not known (yet). */
  track(alias: number): DataTarget | undefined;
  /** Of the fetches, where there are some. */
  readonly fetches?: { readonly reader: FetchReader; find(requestId: number): DataTarget | undefined } | undefined;
  /** Whether an answer is awaited that may make this alias known. */
  expects(alias: number): boolean;
}

/** Streams that are read at once; more wait to be accepted. */
const maxStreams = 512;
/** Streams whose track is not known yet. They are not read on, so each holds one piece at most. */
const maxParked = 32;
const parkedMs = 5000;
/** Bytes of objects that are not whole, of all streams together. */
const maxHeld = 32 * 1024 * 1024;

/** Reads the streams and datagrams of the other side and hands out their objects. */
export class IncomingData {
  readonly #link: Link;
  readonly #targets: DataTargets;
  /** Those that wait for an alias. */
  readonly #parked = new Map<() => void, number>();
  #held = 0;
  #reading = 0;
  #room: (() => void) | undefined;

  constructor(link: Link, targets: DataTargets) {
    this.#link = link;
    this.#targets = targets;
  }

  start(): void {
    this.#acceptStreams().catch((error: unknown) => this.#link.fail(error));
    this.#readDatagrams().catch((error: unknown) => this.#link.fail(error));
  }

  /** Streams that came before it go on now. */
  aliasKnown(alias: number): void {
    for (const [wake, wanted] of this.#parked) if (wanted === alias) wake();
  }

  end(): void {
    for (const wake of this.#parked.keys()) wake();
    this.#room?.();
  }

  async #acceptStreams(): Promise<void> {
    for (;;) {
      while (this.#reading >= maxStreams && !this.#link.over()) await new Promise<void>((resolve) => { this.#room = resolve; });
      const stream = await this.#link.transport.acceptUni();
      if (!stream || this.#link.over()) return;
      this.#reading += 1;
      void this.#read(stream).finally(() => {
        this.#reading -= 1;
        this.#room?.();
      });
    }
  }

  /** Never rejects. */
  async #read(stream: ReceiveStream): Promise<void> {
    const { fetches } = this.#targets;
    const source = { fetchReader: fetches?.reader, fetch: (id: number) => fetches?.find(id), track: (alias: number) => this.#known(alias), hold: (bytes: number) => this.#hold(bytes) };
    try {
      await new DataStream(stream, this.#link, source).run();
    } catch (error) {
      stream.stop(resetCodes.SESSION_CLOSED);
      this.#link.fail(error);
    }
  }

  async #readDatagrams(): Promise<void> {
    for (;;) {
      const bytes = await this.#link.transport.receiveDatagram();
      if (!bytes || this.#link.over()) return;
      const { trackAlias, endOfGroup, priority = usualPriority, ...object } = readDatagram(bytes, this.#link.draft);
      const target = this.#targets.track(trackAlias);
      target?.object({ ...object, subgroup: object.object, priority, datagram: true });
      if (endOfGroup) target?.subgroupEnd?.({ group: object.group, subgroup: object.object, whole: true, endOfGroup });
    }
  }

  #hold(bytes: number): void {
    this.#held += bytes;
    if (bytes > 0 && this.#held > maxHeld) throw violation('Too many unfinished objects are under way at once.');
  }

  async #known(alias: number): Promise<DataTarget | undefined> {
    const known = this.#targets.track(alias);
    if (known || !this.#targets.expects(alias) || this.#parked.size >= maxParked) return known;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#parked.set(resolve, alias);
    const cancel = this.#link.setTimer(resolve, parkedMs);
    await promise;
    cancel();
    this.#parked.delete(resolve);
    return this.#targets.track(alias);
  }
}
