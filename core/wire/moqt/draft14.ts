import { codeOf, nameOf } from './codes.ts';
import { doneCodes, refusals } from './draft14-codes.ts';
import { absent, cacheOf, draft, heardBySubscribers, parameters, readError, readLargest, readSubscribeOk, subscriber14, timeout, types, writeSubscribe } from './draft14-subscriber.ts';
import { orderCode, orderOf, settledOrder, writeFilter, writeSetup } from './fields.ts';
import type { MessageOf } from './messages.ts';
import { violation } from './moqt-error.ts';
import type { Location } from './names.ts';
import { readParameters, type Parameter, type Parameters } from './parameters.ts';
import type { DraftTable } from './draft-table.ts';
import { wholeSetupOf, priorityOf, readFilter, readRange, tokensOf, writeRange } from './request-fields.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

const cache = (ms: number | undefined): Parameter | false => ms !== undefined && [types.maxCache, ms];

function timeoutOf(found: Parameters): { deliveryTimeoutMs?: number } {
  const deliveryTimeoutMs = found.number(types.deliveryTimeout);
  return deliveryTimeoutMs === undefined ? {} : { deliveryTimeoutMs };
}

function writeLargest(writer: WireWriter, largest: Location | undefined): void {
  writer.flag(largest !== undefined);
  if (largest) writer.location(largest);
}

function readSubscribe(reader: WireReader): MessageOf<'Subscribe'> {
  const fields = { requestId: reader.varint(), track: reader.track(), priority: reader.u8(), groupOrder: orderOf(reader.u8()), forward: reader.flag(), filter: readFilter(reader) };
  const found = readParameters(reader, draft);
  return { type: 'Subscribe', ...fields, ...timeoutOf(found), ...tokensOf(found, types.token) };
}

function readUpdate(reader: WireReader): MessageOf<'RequestUpdate'> {
  const [requestId, existingId, start, end] = [reader.varint(), reader.varint(), reader.location(), reader.varint()];
  if (end > 0 && end - 1 < start.group) throw violation('A subscription ends before it starts.');
  const fields = { requestId, existingId, priority: reader.u8(), forward: reader.flag() };
  const found = readParameters(reader, draft);
  return { type: 'RequestUpdate', ...fields, filter: { type: 'absolute', start, ...(end > 0 && { endGroup: end - 1 }) }, ...timeoutOf(found), ...tokensOf(found, types.token) };
}

function readPublish(reader: WireReader): MessageOf<'Publish'> {
  const fields = { requestId: reader.varint(), track: reader.track(), trackAlias: reader.varint(), groupOrder: settledOrder(reader.u8()), ...readLargest(reader), forward: reader.flag() };
  const found = readParameters(reader, draft);
  return { type: 'Publish', ...fields, ...cacheOf(found), ...tokensOf(found, types.token) };
}

function readPublishOk(reader: WireReader): MessageOf<'PublishOk'> {
  const fields = { requestId: reader.varint(), forward: reader.flag(), priority: reader.u8(), groupOrder: settledOrder(reader.u8()), filter: readFilter(reader) };
  return { type: 'PublishOk', ...fields, ...timeoutOf(readParameters(reader, draft)) };
}

function readFetch(reader: WireReader): MessageOf<'Fetch'> {
  const fields = { requestId: reader.varint(), priority: priorityOf(reader.u8()), groupOrder: orderOf(reader.u8()), range: readRange(reader) };
  return { type: 'Fetch', ...fields, ...tokensOf(readParameters(reader, draft), types.token) };
}

function readFetchOk(reader: WireReader): MessageOf<'FetchOk'> {
  const fields = { requestId: reader.varint(), groupOrder: settledOrder(reader.u8()), endOfTrack: reader.flag(), end: reader.location() };
  return { type: 'FetchOk', ...fields, ...cacheOf(readParameters(reader, draft)) };
}

function readVersions(reader: WireReader): number[] {
  const count = reader.varint();
  const versions: number[] = [];
  for (let index = 0; index < count; index++) versions.push(reader.count());
  return versions;
}

const readers: DraftTable['readers'] = {
  ...heardBySubscribers,
  0x20: (reader) => ({ type: 'ClientSetup', versions: readVersions(reader), setup: wholeSetupOf(readParameters(reader, draft), draft) }),
  0x21: (reader) => ({ type: 'ServerSetup', version: reader.varint(), setup: wholeSetupOf(readParameters(reader, draft), draft) }),
  0x03: readSubscribe,
  0x02: readUpdate,
  0x0a: (reader) => ({ type: 'Unsubscribe', requestId: reader.varint() }),
  0x1d: readPublish,
  0x1e: readPublishOk,
  0x1f: readError('publish'),
  0x16: readFetch,
  0x18: readFetchOk,
  0x19: readError('fetch'),
  0x17: (reader) => ({ type: 'FetchCancel', requestId: reader.varint() }),
  0x0d(reader) {
    const { requestId, track, tokens } = readSubscribe(reader);
    return { type: 'TrackStatus', requestId, track, ...(tokens && { tokens }) };
  },
  0x0e(reader) {
    const { requestId, largest } = readSubscribeOk(reader);
    return { type: 'RequestOk', requestId, request: 'track-status', ...(largest && { largest }) };
  },
  0x0f: readError('track-status'),
  0x06: (reader) => ({ type: 'PublishNamespace', requestId: reader.varint(), namespace: reader.namespace(), ...tokensOf(readParameters(reader, draft), types.token) }),
  0x07: (reader) => ({ type: 'RequestOk', requestId: reader.varint(), request: 'publish-namespace' }),
  0x08: readError('publish-namespace'),
  0x09: (reader) => ({ type: 'PublishNamespaceDone', namespace: reader.namespace() }),
  0x0c: (reader) => ({ type: 'PublishNamespaceCancel', namespace: reader.namespace(), code: nameOf(refusals['publish-namespace'], reader.varint()), reason: reader.reason() }),
  0x11: (reader) => ({ type: 'SubscribeNamespace', requestId: reader.varint(), prefix: reader.namespace(), ...tokensOf(readParameters(reader, draft), types.token) }),
  0x12: (reader) => ({ type: 'RequestOk', requestId: reader.varint(), request: 'subscribe-namespace' }),
  0x13: readError('subscribe-namespace'),
  0x14: (reader) => ({ type: 'UnsubscribeNamespace', prefix: reader.namespace() }),
};

const okIds = { 'publish-namespace': 0x07, 'subscribe-namespace': 0x12, 'track-status': 0x0e } as const;

/** The number of each message. */
const ids: DraftTable['ids'] = {
  ...subscriber14.ids,
  ServerSetup: 0x21, GoAway: 0x10, SubscribeOk: 0x04, PublishDone: 0x0b, Publish: 0x1d, PublishOk: 0x1e, Fetch: 0x16, FetchOk: 0x18, FetchCancel: 0x17,
  TrackStatus: 0x0d, PublishNamespace: 0x06, PublishNamespaceDone: 0x09, PublishNamespaceCancel: 0x0c, SubscribeNamespace: 0x11,
  UnsubscribeNamespace: 0x14,
  RequestOk: ({ request }) => okIds[request as keyof typeof okIds],
};

const writers: DraftTable['writers'] = {
  ...subscriber14.writers,
  ServerSetup(writer, { version, setup }) {
    writeSetup(writer.varint(version), draft, setup);
  },
  GoAway: (writer, { uri }) => void writer.text(uri),
  SubscribeOk(writer, { requestId, trackAlias, expiresMs, groupOrder, largest, maxCacheMs }) {
    writeLargest(writer.varint(requestId).varint(trackAlias).varint(expiresMs).u8(orderCode(groupOrder)), largest);
    parameters(writer, [cache(maxCacheMs)]);
  },
  PublishDone: (writer, { requestId, code, streams, reason }) => void writer.varint(requestId).varint(codeOf(doneCodes, code)).varint(streams).text(reason),
  Publish(writer, { requestId, track, trackAlias, groupOrder, largest, forward, maxCacheMs, tokens }) {
    writeLargest(writer.varint(requestId).track(track).varint(trackAlias).u8(orderCode(groupOrder)), largest);
    parameters(writer.flag(forward), [cache(maxCacheMs)], tokens);
  },
  PublishOk(writer, { requestId, forward, priority, groupOrder, filter, deliveryTimeoutMs }) {
    writeFilter(writer.varint(requestId).flag(forward).u8(priority, orderCode(groupOrder === 'publisher' ? 'ascending' : groupOrder)), filter);
    parameters(writer, [timeout(deliveryTimeoutMs)]);
  },
  Fetch(writer, { requestId, priority, groupOrder, range, tokens }) {
    writeRange(writer.varint(requestId).u8(priority, orderCode(groupOrder)), range);
    parameters(writer, [], tokens);
  },
  FetchOk(writer, { requestId, groupOrder, endOfTrack, end, maxCacheMs }) {
    writer.varint(requestId).u8(orderCode(groupOrder)).flag(endOfTrack).location(end);
    parameters(writer, [cache(maxCacheMs)]);
  },
  FetchCancel: (writer, { requestId }) => void writer.varint(requestId),
  TrackStatus(writer, { requestId, track, tokens }) {
    writeSubscribe(writer, { type: 'Subscribe', requestId, track, priority: 128, groupOrder: 'publisher', forward: false, filter: { type: 'largest' }, ...(tokens && { tokens }) });
  },
  PublishNamespace: (writer, { requestId, namespace, tokens }) => parameters(writer.varint(requestId).namespace(namespace), [], tokens),
  PublishNamespaceDone: (writer, { namespace }) => void writer.namespace(namespace ?? absent('PublishNamespaceDone', 'the namespace is not given')),
  PublishNamespaceCancel(writer, { namespace, code, reason }) {
    writer.namespace(namespace ?? absent('PublishNamespaceCancel', 'the namespace is not given')).varint(codeOf(refusals['publish-namespace'], code)).text(reason);
  },
  SubscribeNamespace: (writer, { requestId, prefix, tokens }) => parameters(writer.varint(requestId).namespace(prefix), [], tokens),
  UnsubscribeNamespace: (writer, { prefix }) => void writer.namespace(prefix),
  RequestOk(writer, { requestId, request, largest }) {
    if (request === undefined || request === 'update') return absent('RequestOk', 'what is answered is not given, or has no answer');
    writer.varint(requestId);
    if (request === 'track-status') {
      writeLargest(writer.varint(0).varint(0).u8(orderCode('ascending')), largest);
      parameters(writer, []);
    }
  },
};

/** draft-ietf-moq-transport-14. */
export const draft14: DraftTable = { draft, readers, writers, ids };
