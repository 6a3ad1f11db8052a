import { ByteReader } from '../bytes/byte-reader.ts';
import { MediaError } from '../bytes/media-error.ts';
import { violation } from './moqt-error.ts';
import { maxNamespaceParts, maxTrackNameBytes, type Location, type Namespace, type TrackName } from './names.ts';
import { readVarint, varintLength } from './varint.ts';

const strict = new TextDecoder('utf-8', { fatal: true });

const maxReasonBytes = 1024;

/** Reads the fields of the drafts’ notation out of bytes that are all there. Throws `PROTOCOL_VIOLATION` for what does not fit. */
export class WireReader extends ByteReader {
  /** A number that may be `Infinity`: a time, or a count that is not known. */
  count(): number {
    const bytes = this.bytes(varintLength(this.peek()));
    return readVarint(new DataView(bytes.buffer, bytes.byteOffset), 0);
  }

  /** A number that must be exact, such as an id. */
  varint(): number {
    const value = this.count();
    if (value === Infinity) throw violation('An id is larger than 2^53, which is not carried here.');
    return value;
  }

  flag(): boolean {
    const value = this.u8();
    if (value > 1) throw violation(`A field that is 0 or 1 is ${value}.`);
    return value === 1;
  }

  block(): Uint8Array {
    return this.bytes(this.varint());
  }

  /** Names are bytes to the drafts; here they are text, so what is no UTF-8 names nothing there could be. */
  text(): string {
    try {
      return strict.decode(this.block());
    } catch (error) {
      if (error instanceof TypeError) throw violation('A name is no UTF-8.');
      throw error;
    }
  }

  reason(): string {
    const length = this.varint();
    if (length > maxReasonBytes) throw violation(`A reason of ${length} bytes; ${maxReasonBytes} are the most.`);
    return new TextDecoder().decode(this.bytes(length));
  }

  location(): Location {
    return { group: this.varint(), object: this.varint() };
  }

  /** `least` is 1, but 0 for a prefix that matches all (draft 16). */
  namespace(least = 1): Namespace {
    const count = this.varint();
    if (count < least || count > maxNamespaceParts) throw violation(`A namespace of ${count} parts; ${least} to ${maxNamespaceParts} are allowed.`);
    const start = this.at;
    const parts = Array.from({ length: count }, () => this.text());
    if (this.at - start > maxTrackNameBytes + 8 * count) throw violation('A namespace is too long.');
    return parts;
  }

  track(): TrackName {
    const start = this.at;
    const track = { namespace: this.namespace(), name: this.text() };
    if (this.at - start > maxTrackNameBytes + 8 * (track.namespace.length + 2)) throw violation('The full name of a track is too long.');
    return track;
  }

  end(): void {
    if (this.left > 0) throw violation(`A message has ${this.left} bytes more than its fields.`);
  }

  peek(): number {
    const byte = this.u8();
    this.back(1);
    return byte;
  }
}

/** Runs a reader; bytes that end too early are the sender’s fault. */
export function reading<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof MediaError) throw violation(error.message);
    throw error;
  }
}

