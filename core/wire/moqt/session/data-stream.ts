import { resetCodes } from '../codes.ts';
import { DataDecoder, type DataEvent, type FetchReader } from '../data-reader.ts';
import type { MoqtObject, SubgroupHeader } from '../objects.ts';
import type { LiveObject } from '../session-api.ts';
import { StreamReset, type ReceiveStream } from '../transport.ts';
import type { Link } from './link.ts';

type Head = Extract<DataEvent, { readonly type: 'subgroup' | 'fetch' }>;

/** Whose objects they are. */
export interface DataTarget {
  object(object: LiveObject): void;
  subgroupEnd?(at: { readonly group: number; readonly subgroup: number; readonly whole: boolean; readonly endOfGroup: boolean }): void;
  /** A stream of it began. Nothing when it is not wanted any more. */
  begin(stream: ReceiveStream): Reading | undefined;
}

export interface Reading {
  /** Turns false when the stream was stopped from here. */
  readonly wanted: boolean;
  end(whole: boolean): void;
}

/** What a stream's reader asks of those around it. */
export interface DataSource {
  /** What streams that answer a FETCH are read by; nothing where nothing is fetched. */
  readonly fetchReader?: FetchReader | undefined;
  fetch(requestId: number): DataTarget | undefined;
  /** May wait until the alias is known. Nothing when it will not be. */
  track(alias: number): Promise<DataTarget | undefined>;
  /** How many bytes more are held; throws when it is too much. */
  hold(bytes: number): void;
}

/** What holds where a stream does not say its priority. */
export const usualPriority = 128;

/** One data stream, from its head to its end. */
export class DataStream {
  readonly #stream: ReceiveStream;
  readonly #link: Link;
  readonly #source: DataSource;
  readonly #decoder: DataDecoder;
  #held = 0;
  #target: DataTarget | undefined;
  #reading: Reading | undefined;
  #header: SubgroupHeader | undefined;
  #subgroup: number | undefined;
  #groupEnds = false;

  constructor(stream: ReceiveStream, link: Link, source: DataSource) {
    this.#stream = stream;
    this.#link = link;
    this.#source = source;
    this.#decoder = new DataDecoder(link.draft, source.fetchReader);
  }

  /** Resolves when the stream is over, however it ended. Rejects with what ends the session. */
  async run(): Promise<void> {
    let whole = false;
    try {
      whole = await this.#readAll();
    } catch (error) {
      if (!(error instanceof StreamReset) && !this.#link.over()) throw error;
    } finally {
      this.#account(0);
      this.#end(whole);
    }
  }

  /** Whether the stream came to its end. */
  async #readAll(): Promise<boolean> {
    for (let bytes = await this.#stream.read(); bytes; bytes = await this.#stream.read()) {
      this.#decoder.feed(bytes);
      this.#account(this.#decoder.held);
      for (let event = this.#decoder.next(); event; event = this.#decoder.next()) {
        if (event.type === 'subgroup' || event.type === 'fetch') await this.#begin(event);
        else this.#deliver(event);
        if (this.#reading?.wanted !== true) return this.#refuse();
      }
      this.#account(this.#decoder.held);
    }
    if (this.#link.over() || this.#reading?.wanted === false) return false;
    this.#decoder.end();
    return true;
  }

  #refuse(): false {
    this.#stream.stop(resetCodes.CANCELLED);
    return false;
  }

  #account(held: number): void {
    const more = held - this.#held;
    this.#held = held;
    if (more !== 0) this.#source.hold(more);
  }

  async #begin(head: Head): Promise<void> {
    if (head.type === 'subgroup') {
      const { header } = head;
      this.#header = header;
      this.#groupEnds = header.endOfGroup;
      if (header.subgroup !== 'first') this.#subgroup = header.subgroup;
    }
    this.#target = head.type === 'fetch' ? this.#source.fetch(head.requestId) : await this.#source.track(head.header.trackAlias);
    this.#reading = this.#target?.begin(this.#stream);
  }

  #deliver(event: Exclude<DataEvent, Head>): void {
    if (event.type === 'object') this.#object(event.object);
    else this.#target!.object(event.object);
  }

  #object(object: MoqtObject): void {
    const { group, priority = usualPriority } = this.#header!;
    this.#subgroup ??= object.object;
    this.#groupEnds ||= object.status === 'end-of-group' || object.status === 'end-of-track';
    this.#target!.object({ ...object, group, subgroup: this.#subgroup, priority });
  }

  #end(whole: boolean): void {
    if (!this.#reading) return;
    if (this.#header) this.#target!.subgroupEnd?.({ group: this.#header.group, subgroup: this.#subgroup ?? 0, whole, endOfGroup: whole && this.#groupEnds });
    this.#reading.end(whole);
  }
}
