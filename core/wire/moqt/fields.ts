import { violation } from './moqt-error.ts';
import type { FetchRange, Filter, GroupOrder, Setup } from './messages.ts';
import { writeParameters, type Parameter, type Parameters } from './parameters.ts';
import { readToken, writeToken } from './tokens.ts';
import type { Draft } from './codes.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** Types of setup parameters: draft §“Setup Parameters”. */
const setupTypes = { path: 0x01, maxRequestId: 0x02, token: 0x03, authority: 0x05, implementation: { 14: 0x05, 16: 0x07 } } as const;

const text = new TextEncoder();
const orders = ['publisher', 'ascending', 'descending'] as const;

export const orderCode = (order: GroupOrder): number => orders.indexOf(order);

export function orderOf(code: number): GroupOrder {
  const order = orders[code];
  if (!order) throw violation(`There is no group order ${code}.`);
  return order;
}

/** Where the publisher says which order it is, it must be one. */
export function settledOrder(code: number): 'ascending' | 'descending' {
  const order = orderOf(code);
  if (order === 'publisher') throw violation('The group order is left open where it must be said.');
  return order;
}

export function priorityOf(value: number): number {
  if (value > 255) throw violation(`A priority of ${value}; 255 is the most.`);
  return value;
}

export function writeFilter(writer: WireWriter, filter: Filter): void {
  if (filter.type === 'next-group') writer.varint(1);
  else if (filter.type === 'largest') writer.varint(2);
  else if (filter.endGroup === undefined) writer.varint(3).location(filter.start);
  else writer.varint(4).location(filter.start).varint(filter.endGroup);
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

export const tokenParameters = (type: number, tokens: readonly Uint8Array[] = []): Parameter[] => tokens.map((token) => [type, writeToken(token)]);

/** The tokens of a message; nothing where it has none. */
export function tokensOf(parameters: Parameters, type: number): { readonly tokens?: readonly Uint8Array[] } {
  const tokens = parameters.every(type).map(readToken);
  return tokens.length > 0 ? { tokens } : {};
}

export function writeSetup(writer: WireWriter, draft: Draft, { maxRequestId, path, authority, implementation, tokens }: Setup): void {
  const parameters: Parameter[] = tokenParameters(setupTypes.token, tokens);
  if (path !== undefined) parameters.push([setupTypes.path, text.encode(path)]);
  if (maxRequestId !== undefined) parameters.push([setupTypes.maxRequestId, maxRequestId]);
  // Draft 14 gives two meanings to one number; whoever needs an authority has a path, and no name to tell.
  if (authority !== undefined) parameters.push([setupTypes.authority, text.encode(authority)]);
  else if (implementation !== undefined) parameters.push([setupTypes.implementation[draft], text.encode(implementation)]);
  writeParameters(writer, draft, parameters);
}

export function setupOf(parameters: Parameters, draft: Draft): Setup {
  const decode = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);
  const [path, maxRequestId] = [decode(parameters.bytes(setupTypes.path)), parameters.number(setupTypes.maxRequestId)];
  const implementation = decode(parameters.bytes(setupTypes.implementation[draft]));
  const authority = draft === 16 ? decode(parameters.bytes(setupTypes.authority)) : undefined;
  return {
    ...(path !== undefined && { path }), ...(maxRequestId !== undefined && { maxRequestId }), ...(authority !== undefined && { authority }),
    ...(implementation !== undefined && { implementation }), ...tokensOf(parameters, setupTypes.token),
  };
}
