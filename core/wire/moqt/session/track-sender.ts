import { joined } from '../../bytes/byte-writer.ts';
import { resetCodes, type PublishDoneName } from '../codes.ts';
import { encodeDatagram, encodeObjectHead, encodeSubgroupHeader } from '../data-writer.ts';
import type { MoqtObject } from '../objects.ts';
import type { LiveObject, SubgroupSender, TrackSender } from '../session-api.ts';
import type { SendStream } from '../transport.ts';
import type { Link } from './link.ts';
import { objectBytes } from './object-bytes.ts';

/** From here on a payload is sent on its own: copying it behind its head would cost more than another write. */
export const largePayload = 64 * 1024;

/** Sends one track to one subscriber until it is ended. */
export class LiveTrackSender implements TrackSender {
  readonly #link: Link;
  readonly #alias: number;
  readonly #finished: (code: PublishDoneName, reason: string, streams: number) => void;
  readonly #open = new Set<LiveSubgroupSender>();
  #streams = 0;
  #over: Error | undefined;
  #done: { readonly code: PublishDoneName; readonly reason: string } | undefined;

  /** `finished` hears once, when it is done and its streams are closed. */
  constructor(link: Link, alias: number, finished: (code: PublishDoneName, reason: string, streams: number) => void) {
    this.#link = link;
    this.#alias = alias;
    this.#finished = finished;
  }

  async openSubgroup(head: Parameters<TrackSender['openSubgroup']>[0], urgency = 0): Promise<SubgroupSender> {
    this.#mustBeOpen();
    this.#streams += 1;
    let stream: SendStream;
    try {
      stream = await this.#link.transport.openUni();
    } catch (error) {
      this.#streams -= 1;
      throw this.#over ?? this.#link.over() ?? error;
    }
    if (this.#over) {
      stream.reset(resetCodes.CANCELLED);
      throw this.#over;
    }
    stream.setPriority(urgency);
    const header = encodeSubgroupHeader({ trackAlias: this.#alias, ...head }, this.#link.draft);
    const sender = new LiveSubgroupSender(stream, header, head.extensions, () => {
      this.#open.delete(sender);
      this.#maybeFinish();
    });
    this.#open.add(sender);
    return sender;
  }

  sendDatagram(object: LiveObject): void {
    if (this.#over || this.#done) return;
    const bytes = encodeDatagram({ ...object, trackAlias: this.#alias, endOfGroup: false }, this.#link.draft);
    if (bytes.length <= this.#link.transport.maxDatagramBytes) this.#link.transport.sendDatagram(bytes);
  }

  done(code: PublishDoneName, reason: string): void {
    if (this.#over || this.#done) return;
    this.#done = { code, reason };
    this.#maybeFinish();
  }

  /** The subscriber has gone: what is open is given up, and what is begun later is refused with `why`. */
  end(why: Error): void {
    this.#over ??= why;
    for (const sender of this.#open) sender.reset(resetCodes.CANCELLED);
  }

  #mustBeOpen(): void {
    const over = this.#over ?? this.#link.over() ?? (this.#done && new Error('The track was said to be done.'));
    if (over) throw over;
  }

  #maybeFinish(): void {
    if (!this.#done || this.#over || this.#open.size > 0) return;
    const { code, reason } = this.#done;
    this.#over = new Error('The track is done.');
    this.#finished(code, reason, this.#streams);
  }
}

class LiveSubgroupSender implements SubgroupSender {
  readonly #stream: SendStream;
  readonly #extensions: boolean;
  readonly #closed: () => void;
  /** Goes with the first object, so that it costs no packet of its own. */
  #header: Uint8Array | undefined;
  #before: number | undefined;
  #over = false;
  #isReset = false;

  constructor(stream: SendStream, header: Uint8Array, extensions: boolean, closed: () => void) {
    this.#stream = stream;
    this.#header = header;
    this.#extensions = extensions;
    this.#closed = closed;
  }

  write(object: MoqtObject): Promise<void> {
    const before = this.#before;
    this.#before = object.object;
    if (object.payload.length >= largePayload) return this.#writeLarge(object, before).catch(this.#failed);
    try {
      return this.#stream.write(this.#afterHeader(objectBytes(object, before, this.#extensions))).catch(this.#failed);
    } catch (error) {
      this.#end();
      return Promise.reject(error);
    }
  }

  async finish(): Promise<void> {
    if (this.#over) return;
    try {
      if (this.#header) await this.#stream.write(this.#header);
      await this.#stream.finish();
    } finally {
      this.#end();
    }
  }

  prioritise(urgency: number): void {
    if (!this.#over) this.#stream.setPriority(urgency);
  }

  /** Of a finished stream too: what has not arrived yet is not sent again then, and its bytes are freed. */
  reset(code: number): void {
    if (this.#isReset) return;
    this.#isReset = true;
    this.#stream.reset(code);
    this.#end();
  }

  /** Both parts are handed over before anything is waited for, so that nothing of a later write comes between. */
  async #writeLarge(object: MoqtObject, before: number | undefined): Promise<void> {
    const head = this.#afterHeader(encodeObjectHead(object, before, { extensions: this.#extensions }));
    await Promise.all([this.#stream.write(head), this.#stream.write(object.payload)]);
  }

  readonly #failed = (error: unknown): never => {
    this.#end();
    throw error;
  };

  #afterHeader(bytes: Uint8Array): Uint8Array {
    const header = this.#header;
    this.#header = undefined;
    return header ? joined([header, bytes]) : bytes;
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#closed();
  }
}
