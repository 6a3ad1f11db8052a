import { codeOf, nameOf, type RequestKind } from './codes.ts';
import { doneCodes, refusals } from './draft14-codes.ts';
import { orderCode, settledOrder, setupOf, writeFilter, writeSetup } from './fields.ts';
import type { Message, MessageOf, MessageType } from './messages.ts';
import type { Location } from './names.ts';
import { readParameters, writeParameters, type Parameter, type Parameters } from './parameters.ts';
import type { DraftTable } from './draft-table.ts';
import { tokenParameters } from './tokens.ts';
import { takenBack, unservedReaders } from './unserved.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

export const draft = 14;

/** Types of the parameters of requests: draft-14 §“Version Specific Parameters”. */
export const types = { deliveryTimeout: 0x02, token: 0x03, maxCache: 0x04 } as const;

const errorIds: Readonly<Record<RequestKind, number>> = { 'subscribe': 0x05, 'publish': 0x1f, 'fetch': 0x19, 'track-status': 0x0f, 'publish-namespace': 0x08, 'subscribe-namespace': 0x13 };

export const parameters = (writer: WireWriter, found: readonly (Parameter | false)[], tokens?: readonly Uint8Array[]): void =>
  writeParameters(writer, draft, [...found.filter((parameter) => parameter !== false), ...tokenParameters(types.token, tokens)]);

export const timeout = (ms: number | undefined): Parameter | false => ms !== undefined && [types.deliveryTimeout, ms];

export function cacheOf(found: Parameters): { maxCacheMs?: number } {
  const maxCacheMs = found.number(types.maxCache);
  return maxCacheMs === undefined ? {} : { maxCacheMs };
}

export const readLargest = (reader: WireReader): { largest?: Location } => (reader.flag() ? { largest: reader.location() } : {});

/** SUBSCRIBE, and TRACK_STATUS, which has the same fields. */
export function writeSubscribe(writer: WireWriter, { requestId, track, priority, groupOrder, forward, filter, deliveryTimeoutMs, tokens }: MessageOf<'Subscribe'>): void {
  writer.varint(requestId).track(track).u8(priority, orderCode(groupOrder)).flag(forward);
  writeFilter(writer, filter);
  parameters(writer, [timeout(deliveryTimeoutMs)], tokens);
}

export function readSubscribeOk(reader: WireReader): MessageOf<'SubscribeOk'> {
  const fields = { requestId: reader.varint(), trackAlias: reader.varint(), expiresMs: reader.count(), groupOrder: settledOrder(reader.u8()), ...readLargest(reader) };
  return { type: 'SubscribeOk', ...fields, ...cacheOf(readParameters(reader, draft)) };
}

export function readError(request: RequestKind): (reader: WireReader) => Message {
  return (reader) => ({ type: 'RequestError', requestId: reader.varint(), request, code: nameOf(refusals[request], reader.varint()), reason: reader.reason() });
}

export const absent = (type: MessageType, what: string): never => {
  throw new TypeError(`Draft ${draft} cannot say ${type}: ${what}.`);
};

/** What a subscriber is told. */
export const heardBySubscribers: DraftTable['readers'] = {
  0x21: (reader) => ({ type: 'ServerSetup', version: reader.varint(), setup: setupOf(readParameters(reader, draft), draft) }),
  0x10: (reader) => ({ type: 'GoAway', uri: reader.text() }),
  0x15: (reader) => ({ type: 'MaxRequestId', maxRequestId: reader.varint() }),
  0x1a: (reader) => ({ type: 'RequestsBlocked', maxRequestId: reader.varint() }),
  0x04: readSubscribeOk,
  0x05: readError('subscribe'),
  0x0b: (reader) => ({ type: 'PublishDone', requestId: reader.varint(), code: nameOf(doneCodes, reader.varint()), streams: reader.count(), reason: reader.reason() }),
};

/** The numbers of what it says. */
const ids: DraftTable['ids'] = {
  ClientSetup: 0x20, MaxRequestId: 0x15, RequestsBlocked: 0x1a, Subscribe: 0x03, RequestUpdate: 0x02, Unsubscribe: 0x0a,
  RequestError: ({ request }) => errorIds[request!],
};

const writers: DraftTable['writers'] = {
  ClientSetup(writer, { versions, setup }) {
    writer.varint(versions.length);
    for (const version of versions) writer.varint(version);
    writeSetup(writer, draft, setup);
  },
  MaxRequestId: (writer, { maxRequestId }) => void writer.varint(maxRequestId),
  RequestsBlocked: (writer, { maxRequestId }) => void writer.varint(maxRequestId),
  Subscribe: (writer, message) => writeSubscribe(writer, message),
  RequestUpdate(writer, { requestId, existingId, filter = { type: 'absolute', start: { group: 0, object: 0 } }, priority = 128, forward = true, deliveryTimeoutMs, tokens }) {
    if (filter.type !== 'absolute') return absent('RequestUpdate', 'a filter other than an absolute one');
    writer.varint(requestId).varint(existingId).location(filter.start).varint(filter.endGroup === undefined ? 0 : filter.endGroup + 1).u8(priority).flag(forward);
    parameters(writer, [timeout(deliveryTimeoutMs)], tokens);
  },
  Unsubscribe: (writer, { requestId }) => void writer.varint(requestId),
  RequestError(writer, { requestId, request, code, reason }) {
    if (request === undefined) return absent('RequestError', 'what is answered is not given');
    writer.varint(requestId).varint(codeOf(refusals[request], code)).text(reason);
  },
};

/** As much of draft-ietf-moq-transport-14 as a client needs that subscribes, and serves nothing. */
export const subscriber14: DraftTable = { draft, readers: { ...heardBySubscribers, ...unservedReaders, 0x14: takenBack }, writers, ids };
