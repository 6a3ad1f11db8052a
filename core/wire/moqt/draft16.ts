import { codeOf, nameOf, versionOf } from './codes.ts';
import { doneCodes, refusals } from './draft16-codes.ts';
import type { DraftTable } from './draft-table.ts';
import { orderCode, settledOrder, writeFilter, writeSetup } from './fields.ts';
import type { Filter, GroupOrder, Message, MessageOf, MessageType } from './messages.ts';
import { violation } from './moqt-error.ts';
import type { Location } from './names.ts';
import { wholeSetupOf, priorityOf, readFilter, readRange, tokensOf, writeRange } from './request-fields.ts';
import { tokenParameters } from './tokens.ts';
import { unservedReaders } from './unserved.ts';
import { Parameters, readPair, readParameters, writePairs, writeParameters, type Parameter } from './parameters.ts';
import { reading, WireReader } from './wire-reader.ts';
import { WireWriter } from './wire-writer.ts';

const draft = 16;

/** Draft-16 §“Message Parameters”. */
const types = { deliveryTimeout: 0x02, token: 0x03, expires: 0x08, largest: 0x09, forward: 0x10, priority: 0x20, filter: 0x21, groupOrder: 0x22 } as const;

/** What is said of a track rather than of a request: draft-16 §“Extension Headers”. */
const extensions = { maxCache: 0x04, groupOrder: 0x22 } as const;

/** What holds where nothing is said. */
const defaults = { priority: 128, forward: true } as const;

type Maybe = Parameter | false;

function parameters(writer: WireWriter, found: readonly Maybe[], tokens?: readonly Uint8Array[]): WireWriter {
  writeParameters(writer, draft, [...found.filter((parameter) => parameter !== false), ...tokenParameters(types.token, tokens)]);
  return writer;
}

const forward = (value: boolean | undefined): Maybe => value !== undefined && value !== defaults.forward && [types.forward, 0];
const order = (value: GroupOrder): Maybe => value !== 'publisher' && [types.groupOrder, orderCode(value)];
const timeout = (ms: number | undefined): Maybe => ms !== undefined && [types.deliveryTimeout, ms];
const largest = (location: Location | undefined): Maybe => location !== undefined && [types.largest, new WireWriter(16).location(location).done()];

function filter(value: Filter): Parameter {
  const writer = new WireWriter(32);
  writeFilter(writer, value);
  return [types.filter, writer.done()];
}

/** The fields inside a parameter, all of which it must have. */
function fieldsIn<Fields>(found: Parameters, type: number, read: (reader: WireReader) => Fields): Fields | undefined {
  const bytes = found.bytes(type);
  if (!bytes) return undefined;
  const reader = new WireReader(bytes);
  return reading(() => {
    const fields = read(reader);
    reader.end();
    return fields;
  });
}

function forwardOf(found: Parameters): boolean | undefined {
  const value = found.number(types.forward);
  if (value !== undefined && value > 1) throw violation(`FORWARD is ${value}.`);
  return value === undefined ? undefined : value === 1;
}

function priorityIn(found: Parameters): number | undefined {
  const value = found.number(types.priority);
  return value === undefined ? undefined : priorityOf(value);
}

function orderIn(found: Parameters): GroupOrder {
  const value = found.number(types.groupOrder);
  return value === undefined ? 'publisher' : settledOrder(value);
}

function timeoutOf(found: Parameters): { deliveryTimeoutMs?: number } {
  const deliveryTimeoutMs = found.number(types.deliveryTimeout);
  if (deliveryTimeoutMs === 0) throw violation('DELIVERY_TIMEOUT is 0.');
  return deliveryTimeoutMs === undefined ? {} : { deliveryTimeoutMs };
}

function largestOf(found: Parameters): { largest?: Location } {
  const location = fieldsIn(found, types.largest, (reader) => reader.location());
  return location ? { largest: location } : {};
}

/** Without a filter all objects pass. */
const all: Filter = { type: 'absolute', start: { group: 0, object: 0 } };

const deliveryOf = (found: Parameters) => ({
  priority: priorityIn(found) ?? defaults.priority, groupOrder: orderIn(found), forward: forwardOf(found) ?? defaults.forward,
  filter: fieldsIn(found, types.filter, readFilter) ?? all, ...timeoutOf(found),
});

type Delivery = Omit<MessageOf<'PublishOk'>, 'type' | 'requestId'>;

const delivery = ({ priority, groupOrder, forward: forwards, filter: wanted, deliveryTimeoutMs }: Delivery): Maybe[] =>
  [priority !== defaults.priority && [types.priority, priority], order(groupOrder), forward(forwards), filter(wanted), timeout(deliveryTimeoutMs)];

/** Pairs up to the end of the message. */
function readPairs(reader: WireReader): Parameters {
  const found: Parameter[] = [];
  while (reader.left > 0) found.push(readPair(reader, draft, found.at(-1)?.[0] ?? 0));
  return new Parameters(found);
}

interface TrackFacts { readonly groupOrder: 'ascending' | 'descending'; readonly maxCacheMs?: number }

/** What ends SUBSCRIBE_OK, PUBLISH and FETCH_OK. */
function writeTrackFacts(writer: WireWriter, { groupOrder, maxCacheMs }: TrackFacts): void {
  const found: Parameter[] = groupOrder === 'ascending' ? [] : [[extensions.groupOrder, orderCode(groupOrder)]];
  if (maxCacheMs !== undefined) found.push([extensions.maxCache, maxCacheMs]);
  writePairs(writer, draft, found);
}

function readTrackFacts(reader: WireReader): TrackFacts {
  const found = readPairs(reader);
  const [code, maxCacheMs] = [found.number(extensions.groupOrder), found.number(extensions.maxCache)];
  return { groupOrder: code === undefined ? 'ascending' : settledOrder(code), ...(maxCacheMs !== undefined && { maxCacheMs }) };
}

function readSubscribe(reader: WireReader): MessageOf<'Subscribe'> {
  const fields = { requestId: reader.varint(), track: reader.track() };
  const found = readParameters(reader, draft);
  return { type: 'Subscribe', ...fields, ...deliveryOf(found), ...tokensOf(found, types.token) };
}

function readSubscribeOk(reader: WireReader): MessageOf<'SubscribeOk'> {
  const fields = { requestId: reader.varint(), trackAlias: reader.varint() };
  const found = readParameters(reader, draft);
  return { type: 'SubscribeOk', ...fields, expiresMs: found.number(types.expires) ?? 0, ...largestOf(found), ...readTrackFacts(reader) };
}

function readUpdate(reader: WireReader): MessageOf<'RequestUpdate'> {
  const fields = { requestId: reader.varint(), existingId: reader.varint() };
  const found = readParameters(reader, draft);
  const [priority, forwards, wanted] = [priorityIn(found), forwardOf(found), fieldsIn(found, types.filter, readFilter)];
  return {
    type: 'RequestUpdate', ...fields, ...(priority !== undefined && { priority }), ...(forwards !== undefined && { forward: forwards }), ...(wanted && { filter: wanted }),
    ...timeoutOf(found), ...tokensOf(found, types.token),
  };
}

function readPublish(reader: WireReader): MessageOf<'Publish'> {
  const fields = { requestId: reader.varint(), track: reader.track(), trackAlias: reader.varint() };
  const found = readParameters(reader, draft);
  return { type: 'Publish', ...fields, ...largestOf(found), forward: forwardOf(found) ?? defaults.forward, ...tokensOf(found, types.token), ...readTrackFacts(reader) };
}

function readFetch(reader: WireReader): MessageOf<'Fetch'> {
  const fields = { requestId: reader.varint(), range: readRange(reader) };
  const found = readParameters(reader, draft);
  return { type: 'Fetch', ...fields, priority: priorityIn(found) ?? defaults.priority, groupOrder: orderIn(found), ...tokensOf(found, types.token) };
}

function readFetchOk(reader: WireReader): MessageOf<'FetchOk'> {
  const fields = { requestId: reader.varint(), endOfTrack: reader.flag(), end: reader.location() };
  readParameters(reader, draft);
  return { type: 'FetchOk', ...fields, ...readTrackFacts(reader) };
}

function readError(reader: WireReader): Message {
  const fields = { requestId: reader.varint(), code: nameOf(refusals, reader.varint()) };
  const retry = reader.count();
  return { type: 'RequestError', ...fields, reason: reader.reason(), ...(retry > 0 && { retryMs: retry - 1 }) };
}

/** After a field that must be a request’s id, tokens. */
const withTokens = (reader: WireReader): { tokens?: readonly Uint8Array[] } => tokensOf(readParameters(reader, draft), types.token);

function readSubscribeNamespace(reader: WireReader): Message {
  const fields = { requestId: reader.varint(), prefix: reader.namespace(0) };
  const options = reader.varint();
  if (options > 2) throw violation(`There are no subscribe options ${options}.`);
  return { type: 'SubscribeNamespace', ...fields, ...withTokens(reader) };
}

const readers: DraftTable['readers'] = {
  0x20: (reader) => ({ type: 'ClientSetup', versions: [versionOf(draft)], setup: wholeSetupOf(readParameters(reader, draft), draft) }),
  0x21: (reader) => ({ type: 'ServerSetup', version: versionOf(draft), setup: wholeSetupOf(readParameters(reader, draft), draft) }),
  0x10: (reader) => ({ type: 'GoAway', uri: reader.text() }),
  0x15: (reader) => ({ type: 'MaxRequestId', maxRequestId: reader.varint() }),
  0x1a: (reader) => ({ type: 'RequestsBlocked', maxRequestId: reader.varint() }),
  0x07: (reader) => ({ type: 'RequestOk', requestId: reader.varint(), ...largestOf(readParameters(reader, draft)) }),
  0x05: readError,
  0x03: readSubscribe,
  0x04: readSubscribeOk,
  0x02: readUpdate,
  0x0a: (reader) => ({ type: 'Unsubscribe', requestId: reader.varint() }),
  0x1d: readPublish,
  0x1e: (reader) => ({ type: 'PublishOk', requestId: reader.varint(), ...deliveryOf(readParameters(reader, draft)) }),
  0x0b: (reader) => ({ type: 'PublishDone', requestId: reader.varint(), code: nameOf(doneCodes, reader.varint()), streams: reader.count(), reason: reader.reason() }),
  0x16: readFetch,
  0x18: readFetchOk,
  0x17: (reader) => ({ type: 'FetchCancel', requestId: reader.varint() }),
  0x0d: (reader) => ({ type: 'TrackStatus', requestId: reader.varint(), track: reader.track(), ...withTokens(reader) }),
  0x06: (reader) => ({ type: 'PublishNamespace', requestId: reader.varint(), namespace: reader.namespace(), ...withTokens(reader) }),
  0x08: (reader) => ({ type: 'Namespace', suffix: reader.namespace(0) }),
  0x09: (reader) => ({ type: 'PublishNamespaceDone', requestId: reader.varint() }),
  0x0e: (reader) => ({ type: 'NamespaceDone', suffix: reader.namespace(0) }),
  0x0c: (reader) => ({ type: 'PublishNamespaceCancel', requestId: reader.varint(), code: nameOf(refusals, reader.varint()), reason: reader.reason() }),
  0x11: readSubscribeNamespace,
};

/** SUBSCRIBE_NAMESPACE asks for namespaces, not for tracks. */
const namespacesOnly = 1;

const absent = (type: MessageType, what: string): never => {
  throw new TypeError(`Draft ${draft} cannot say ${type}: ${what}.`);
};

/** The number of each message. */
const ids: DraftTable['ids'] = {
  ClientSetup: 0x20, ServerSetup: 0x21, GoAway: 0x10, MaxRequestId: 0x15, RequestsBlocked: 0x1a, Subscribe: 0x03, SubscribeOk: 0x04,
  RequestUpdate: 0x02, Unsubscribe: 0x0a, PublishDone: 0x0b, Publish: 0x1d, PublishOk: 0x1e, Fetch: 0x16, FetchOk: 0x18, FetchCancel: 0x17,
  TrackStatus: 0x0d, PublishNamespace: 0x06, PublishNamespaceDone: 0x09, PublishNamespaceCancel: 0x0c, SubscribeNamespace: 0x11, Namespace: 0x08,
  NamespaceDone: 0x0e, RequestOk: 0x07, RequestError: 0x05,
};

const writers: DraftTable['writers'] = {
  ClientSetup: (writer, { setup }) => writeSetup(writer, draft, setup),
  ServerSetup: (writer, { setup }) => writeSetup(writer, draft, setup),
  GoAway: (writer, { uri }) => void writer.text(uri),
  MaxRequestId: (writer, { maxRequestId }) => void writer.varint(maxRequestId),
  RequestsBlocked: (writer, { maxRequestId }) => void writer.varint(maxRequestId),
  Subscribe: (writer, message) => void parameters(writer.varint(message.requestId).track(message.track), delivery(message), message.tokens),
  SubscribeOk(writer, { requestId, trackAlias, expiresMs, largest: location, ...facts }) {
    writeTrackFacts(parameters(writer.varint(requestId).varint(trackAlias), [expiresMs > 0 && [types.expires, expiresMs], largest(location)]), facts);
  },
  RequestUpdate(writer, { requestId, existingId, priority, forward: forwards, filter: wanted, deliveryTimeoutMs, tokens }) {
    parameters(writer.varint(requestId).varint(existingId), [
      priority !== undefined && [types.priority, priority], forwards !== undefined && [types.forward, forwards ? 1 : 0], wanted !== undefined && filter(wanted), timeout(deliveryTimeoutMs),
    ], tokens);
  },
  Unsubscribe: (writer, { requestId }) => void writer.varint(requestId),
  Publish(writer, { requestId, track, trackAlias, largest: location, forward: forwards, tokens, ...facts }) {
    writeTrackFacts(parameters(writer.varint(requestId).track(track).varint(trackAlias), [largest(location), forward(forwards)], tokens), facts);
  },
  PublishOk: (writer, message) => void parameters(writer.varint(message.requestId), delivery(message)),
  PublishDone: (writer, { requestId, code, streams, reason }) => void writer.varint(requestId).varint(codeOf(doneCodes, code)).varint(streams).text(reason),
  Fetch(writer, { requestId, priority, groupOrder, range, tokens }) {
    writeRange(writer.varint(requestId), range);
    parameters(writer, [priority !== defaults.priority && [types.priority, priority], order(groupOrder)], tokens);
  },
  FetchOk(writer, { requestId, endOfTrack, end, ...facts }) {
    writeTrackFacts(parameters(writer.varint(requestId).flag(endOfTrack).location(end), []), facts);
  },
  FetchCancel: (writer, { requestId }) => void writer.varint(requestId),
  TrackStatus: (writer, { requestId, track, tokens }) => void parameters(writer.varint(requestId).track(track), [], tokens),
  PublishNamespace: (writer, { requestId, namespace, tokens }) => void parameters(writer.varint(requestId).namespace(namespace), [], tokens),
  PublishNamespaceDone: (writer, { requestId }) => void writer.varint(requestId ?? absent('PublishNamespaceDone', 'the request is not given')),
  PublishNamespaceCancel(writer, { requestId, code, reason }) {
    writer.varint(requestId ?? absent('PublishNamespaceCancel', 'the request is not given')).varint(codeOf(refusals, code)).text(reason);
  },
  SubscribeNamespace: (writer, { requestId, prefix, tokens }) => void parameters(writer.varint(requestId).namespace(prefix).varint(namespacesOnly), [], tokens),
  UnsubscribeNamespace: (_, { type }) => absent(type, 'the stream of the subscription is closed instead'),
  Namespace: (writer, { suffix }) => void writer.namespace(suffix),
  NamespaceDone: (writer, { suffix }) => void writer.namespace(suffix),
  RequestOk: (writer, { requestId, largest: location }) => void parameters(writer.varint(requestId), [largest(location)]),
  RequestError(writer, { requestId, code, reason, retryMs }) {
    writer.varint(requestId).varint(codeOf(refusals, code)).varint(retryMs === undefined ? 0 : retryMs + 1).text(reason);
  },
};

/** draft-ietf-moq-transport-16. */
export const draft16: DraftTable = { draft, readers, writers, ids };

/** For a client that subscribes, and serves nothing. */
export const subscriber16: DraftTable = { ...draft16, readers: { ...readers, ...unservedReaders } };
