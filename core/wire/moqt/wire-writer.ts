import { ByteWriter } from '../bytes/byte-writer.ts';
import type { Location, Namespace, TrackName } from './names.ts';
import { sizeOfVarint, writeVarint } from './varint.ts';

const text = new TextEncoder();

/** Writes the fields of the drafts’ notation. */
export class WireWriter extends ByteWriter {
  varint(value: number): this {
    const at = this.room(sizeOfVarint(value));
    writeVarint(this.view, at, value);
    return this;
  }

  flag(value: boolean): this {
    return this.u8(value ? 1 : 0);
  }

  /** Bytes after their length. */
  block(value: Uint8Array): this {
    return this.varint(value.length).bytes(value);
  }

  text(value: string): this {
    return this.block(text.encode(value));
  }

  location({ group, object }: Location): this {
    return this.varint(group).varint(object);
  }

  namespace(parts: Namespace): this {
    this.varint(parts.length);
    for (const part of parts) this.text(part);
    return this;
  }

  track({ namespace, name }: TrackName): this {
    return this.namespace(namespace).text(name);
  }
}
