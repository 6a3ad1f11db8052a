import { MoqtError, violation } from './moqt-error.ts';
import type { Draft } from './codes.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** A number where the type is even, bytes where it is odd: draft §“Key-Value-Pair Structure”. */
export type Parameter = readonly [type: number, value: number | Uint8Array];

const maxValueBytes = 65_535;

/** Parameters after their number. In draft 16 each type counts on from the one before, so they go by rising type. */
export function writeParameters(writer: WireWriter, draft: Draft, parameters: readonly Parameter[]): void {
  writer.varint(parameters.length);
  writePairs(writer, draft, parameters);
}

export function writePairs(writer: WireWriter, draft: Draft, parameters: readonly Parameter[]): void {
  let before = 0;
  for (const [type, value] of parameters.toSorted(([a], [b]) => a - b)) {
    writer.varint(draft === 14 ? type : type - before);
    before = type;
    if (typeof value === 'number') writer.varint(value);
    else writer.block(value);
  }
}

/** `before`: the type of the pair before it. */
export function readPair(reader: WireReader, draft: Draft, before: number): Parameter {
  const type = reader.varint() + (draft === 14 ? 0 : before);
  if (type % 2 === 0) return [type, reader.count()];
  const length = reader.varint();
  if (length > maxValueBytes) throw violation(`A parameter of ${length} bytes; ${maxValueBytes} are the most.`);
  return [type, reader.bytes(length)];
}

export function readParameters(reader: WireReader, draft: Draft): Parameters {
  const count = reader.varint();
  const found: Parameter[] = [];
  // Each takes two bytes at least, so a count that is too large is found out before long.
  for (let index = 0; index < count; index++) found.push(readPair(reader, draft, found.at(-1)?.[0] ?? 0));
  return new Parameters(found);
}

/** What a message says beside its fields. Types that are not asked for are ignored; what is asked for must be there once at most. */
export class Parameters {
  readonly #found: readonly Parameter[];

  constructor(found: readonly Parameter[]) {
    this.#found = found;
  }

  number(type: number): number | undefined {
    const value = this.#once(type);
    if (value instanceof Uint8Array) throw new MoqtError('KEY_VALUE_FORMATTING_ERROR', `Parameter ${type} is no number.`);
    return value;
  }

  bytes(type: number): Uint8Array | undefined {
    const value = this.#once(type);
    if (typeof value === 'number') throw new MoqtError('KEY_VALUE_FORMATTING_ERROR', `Parameter ${type} is a number.`);
    return value;
  }

  /** Of the one type that may be there several times. */
  every(type: number): readonly Uint8Array[] {
    return this.#found.flatMap(([found, value]) => (found === type && value instanceof Uint8Array ? [value] : []));
  }

  #once(type: number): number | Uint8Array | undefined {
    const values = this.#found.filter(([found]) => found === type);
    if (values.length > 1) throw violation(`Parameter ${type} is there ${values.length} times.`);
    return values[0]?.[1];
  }
}
