import type { Draft } from './codes.ts';
import { setupOf, setupTypes, textOf } from './fields.ts';
import type { FetchRange, Filter, Setup } from './messages.ts';
import { violation } from './moqt-error.ts';
import type { Parameters } from './parameters.ts';
import { readToken } from './token-reader.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

export function priorityOf(value: number): number {
  if (value > 255) throw violation(`A priority of ${value}; 255 is the most.`);
  return value;
}

export function readFilter(reader: WireReader): Filter {
  const type = reader.varint();
  if (type === 1) return { type: 'next-group' };
  if (type === 2) return { type: 'largest' };
  if (type !== 3 && type !== 4) throw violation(`There is no filter type ${type}.`);
  const start = reader.location();
  if (type === 3) return { type: 'absolute', start };
  const endGroup = reader.varint();
  if (endGroup < start.group) throw violation('A subscription ends before it starts.');
  return { type: 'absolute', start, endGroup };
}

const rangeTypes = ['standalone', 'relative', 'absolute'] as const;

export function writeRange(writer: WireWriter, range: FetchRange): void {
  writer.varint(rangeTypes.indexOf(range.type) + 1);
  if (range.type === 'standalone') writer.track(range.track).location(range.start).location(range.end);
  else writer.varint(range.joiningId).varint(range.start);
}

export function readRange(reader: WireReader): FetchRange {
  const type = rangeTypes[reader.varint() - 1];
  if (!type) throw violation('There is no such fetch type.');
  return type === 'standalone'
    ? { type, track: reader.track(), start: reader.location(), end: reader.location() }
    : { type, joiningId: reader.varint(), start: reader.varint() };
}

/** The tokens of a message; nothing where it has none. */
export function tokensOf(parameters: Parameters, type: number): { readonly tokens?: readonly Uint8Array[] } {
  const tokens = parameters.every(type).map(readToken);
  return tokens.length > 0 ? { tokens } : {};
}

/** All that is said of a side, also where its transport has no URL. */
export function wholeSetupOf(parameters: Parameters, draft: Draft): Setup {
  const path = textOf(parameters.bytes(setupTypes.path));
  const authority = draft === 16 ? textOf(parameters.bytes(setupTypes.authority)) : undefined;
  return { ...setupOf(parameters, draft), ...(path !== undefined && { path }), ...(authority !== undefined && { authority }), ...tokensOf(parameters, setupTypes.token) };
}
