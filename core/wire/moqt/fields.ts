import { violation } from './moqt-error.ts';
import type { Filter, GroupOrder, Setup } from './messages.ts';
import { writeParameters, type Parameter, type Parameters } from './parameters.ts';
import { tokenParameters } from './tokens.ts';
import type { Draft } from './codes.ts';
import type { WireWriter } from './wire-writer.ts';

/** Types of setup parameters: draft §“Setup Parameters”. */
export const setupTypes = { path: 0x01, maxRequestId: 0x02, token: 0x03, authority: 0x05, implementation: { 14: 0x05, 16: 0x07 } } as const;

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

export function writeFilter(writer: WireWriter, filter: Filter): void {
  if (filter.type === 'next-group') writer.varint(1);
  else if (filter.type === 'largest') writer.varint(2);
  else if (filter.endGroup === undefined) writer.varint(3).location(filter.start);
  else writer.varint(4).location(filter.start).varint(filter.endGroup);
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

export const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);

/** What is said of a side whatever the transport. */
export function setupOf(parameters: Parameters, draft: Draft): Setup {
  const [maxRequestId, implementation] = [parameters.number(setupTypes.maxRequestId), textOf(parameters.bytes(setupTypes.implementation[draft]))];
  return { ...(maxRequestId !== undefined && { maxRequestId }), ...(implementation !== undefined && { implementation }) };
}
