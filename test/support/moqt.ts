import { array, bigInt, boolean, constant, constantFrom, integer, nat, oneof, option, record, string, uint8Array, type Arbitrary } from 'fast-check';
import { codeOf, publishDoneNames, requestErrorNames, type Draft, type RequestKind } from '../../core/wire/moqt/codes.ts';
import { encodeMessage as encode, MessageDecoder } from '../../core/wire/moqt/control.ts';
import { refusals as draft14Refusals } from '../../core/wire/moqt/draft14-codes.ts';
import { refusals as draft16Refusals } from '../../core/wire/moqt/draft16-codes.ts';
import { drafts } from '../../core/wire/moqt/drafts.ts';
import type { Message } from '../../core/wire/moqt/messages.ts';
import type { Location } from '../../core/wire/moqt/names.ts';

const id: Arbitrary<number> = oneof(nat(70), nat(20_000), nat(2 ** 30 + 9), bigInt({ min: 0n, max: 2n ** 53n - 2n }).map(Number));
const name = string({ maxLength: 20, unit: 'grapheme' });
const namespace = array(name, { minLength: 1, maxLength: 4 });
const location: Arbitrary<Location> = record({ group: id, object: id });
const track = record({ namespace, name });
const priority = nat(255);
const order = constantFrom('publisher' as const, 'ascending' as const, 'descending' as const);
const settled = constantFrom('ascending' as const, 'descending' as const);
const token = uint8Array({ maxLength: 30 });
const ms = integer({ min: 1, max: 1e9 });
const reason = string({ maxLength: 60, unit: 'grapheme' });

const absolute = record({ start: location, more: option(nat(1000), { nil: undefined }) }).map(({ start, more }) =>
  ({ type: 'absolute' as const, start, ...(more !== undefined && { endGroup: Math.min(start.group + more, Number.MAX_SAFE_INTEGER - 1) }) }));
const filter = oneof(constant({ type: 'next-group' as const }), constant({ type: 'largest' as const }), absolute);

/** Some of the fields that may be left out. */
const some = <Value extends object>(arbitrary: Arbitrary<Value>): Arbitrary<Partial<Value>> => arbitrary.chain((value) =>
  array(boolean(), { minLength: 8, maxLength: 8 }).map((keep) => Object.fromEntries(Object.entries(value).filter((_, index) => keep[index])) as Partial<Value>));

const merged = <A extends object, B extends object>(a: Arbitrary<A>, b: Arbitrary<B>): Arbitrary<A & B> => a.chain((first) => b.map((second) => ({ ...first, ...second })));

const tokens = some(record({ tokens: array(token, { minLength: 1, maxLength: 2 }) }));
const offer = merged(record({ groupOrder: settled }), some(record({ largest: location, maxCacheMs: ms })));
const delivery = merged(record({ priority, groupOrder: order, forward: boolean(), filter }), some(record({ deliveryTimeoutMs: ms })));
const settledDelivery = merged(record({ priority, groupOrder: settled, forward: boolean(), filter }), some(record({ deliveryTimeoutMs: ms })));
const range = oneof(
  record({ type: constant('standalone' as const), track, start: location, end: location }),
  record({ type: constantFrom('relative' as const, 'absolute' as const), joiningId: id, start: id }),
);

const kinds: readonly RequestKind[] = ['subscribe', 'publish', 'fetch', 'track-status', 'publish-namespace', 'subscribe-namespace'];
/** Refusals a draft has a number for. */
const refusal = (draft: Draft) => constantFrom(...kinds).chain((request) => record({
  request: constant(request), code: constantFrom(...requestErrorNames.filter((code) => code === 'INTERNAL_ERROR' || codeOf(draft === 14 ? draft14Refusals[request] : draft16Refusals, code) !== 0)), reason,
}));

const setup = some(record({ maxRequestId: id, path: string({ maxLength: 30 }), implementation: string({ maxLength: 20 }), tokens: array(token, { minLength: 1, maxLength: 2 }) }));

const both = {
  GoAway: record({ type: constant('GoAway' as const), uri: string({ maxLength: 40 }) }),
  MaxRequestId: record({ type: constant('MaxRequestId' as const), maxRequestId: id }),
  RequestsBlocked: record({ type: constant('RequestsBlocked' as const), maxRequestId: id }),
  Subscribe: merged(record({ type: constant('Subscribe' as const), requestId: id, track }), merged(delivery, tokens)),
  SubscribeOk: merged(record({ type: constant('SubscribeOk' as const), requestId: id, trackAlias: id, expiresMs: id }), offer),
  Unsubscribe: record({ type: constant('Unsubscribe' as const), requestId: id }),
  Publish: merged(record({ type: constant('Publish' as const), requestId: id, track, trackAlias: id, forward: boolean() }), merged(offer, tokens)),
  PublishOk: merged(record({ type: constant('PublishOk' as const), requestId: id }), settledDelivery),
  Fetch: merged(record({ type: constant('Fetch' as const), requestId: id, priority, groupOrder: order, range }), tokens),
  FetchOk: merged(record({ type: constant('FetchOk' as const), requestId: id, groupOrder: settled, endOfTrack: boolean(), end: location }), some(record({ maxCacheMs: ms }))),
  FetchCancel: record({ type: constant('FetchCancel' as const), requestId: id }),
  TrackStatus: merged(record({ type: constant('TrackStatus' as const), requestId: id, track }), tokens),
  PublishNamespace: merged(record({ type: constant('PublishNamespace' as const), requestId: id, namespace }), tokens),
  SubscribeNamespace: merged(record({ type: constant('SubscribeNamespace' as const), requestId: id, prefix: namespace }), tokens),
};

const done = (draft: Draft) => record({ type: constant('PublishDone' as const), requestId: id, code: constantFrom(...publishDoneNames.filter((code) => draft === 16 || code !== 'UPDATE_FAILED')), streams: oneof(id, constant(Infinity)), reason });

/** Any message that a draft can say, with fields it keeps. */
export function anyMessage(draft: Draft): Arbitrary<Message> {
  const shared: Arbitrary<Message>[] = [...Object.values(both), done(draft)];
  const own: Arbitrary<Message>[] = draft === 14 ? [
    record({ type: constant('ClientSetup' as const), versions: array(nat(2 ** 32 - 1), { maxLength: 3 }), setup }),
    record({ type: constant('ServerSetup' as const), version: nat(2 ** 32 - 1), setup }),
    merged(record({ type: constant('RequestUpdate' as const), requestId: id, existingId: id, priority, forward: boolean(), filter: absolute }), merged(some(record({ deliveryTimeoutMs: ms })), tokens)),
    record({ type: constant('PublishNamespaceDone' as const), namespace }),
    refusal(draft).chain(({ reason: why }) => record({ type: constant('PublishNamespaceCancel' as const), namespace, code: constantFrom('UNAUTHORIZED' as const, 'UNINTERESTED' as const), reason: constant(why) })),
    record({ type: constant('UnsubscribeNamespace' as const), prefix: namespace }),
    record({ type: constant('RequestOk' as const), requestId: id, request: constantFrom('publish-namespace' as const, 'subscribe-namespace' as const) }),
    record({ type: constant('RequestOk' as const), requestId: id, request: constant('track-status' as const), largest: location }),
    merged(record({ type: constant('RequestError' as const), requestId: id }), refusal(draft)),
  ] : [
    record({ type: constant('ClientSetup' as const), versions: constant([0xff00_0010]), setup: merged(setup, some(record({ authority: string({ minLength: 1, maxLength: 9 }) }))).map(({ implementation, ...rest }) => ({ ...rest, ...(implementation !== undefined && !rest.authority && { implementation }) })) }),
    record({ type: constant('ServerSetup' as const), version: constant(0xff00_0010), setup }),
    merged(record({ type: constant('RequestUpdate' as const), requestId: id, existingId: id }), merged(some(record({ priority, forward: boolean(), filter, deliveryTimeoutMs: ms })), tokens)),
    record({ type: constant('PublishNamespaceDone' as const), requestId: id }),
    record({ type: constant('PublishNamespaceCancel' as const), requestId: id, code: constantFrom('UNAUTHORIZED' as const, 'UNINTERESTED' as const), reason }),
    record({ type: constantFrom('Namespace' as const, 'NamespaceDone' as const), suffix: array(name, { maxLength: 3 }) }),
    merged(record({ type: constant('RequestOk' as const), requestId: id }), some(record({ largest: location }))),
    merged(record({ type: constant('RequestError' as const), requestId: id, reason, code: constantFrom('UNAUTHORIZED' as const, 'DOES_NOT_EXIST' as const, 'PREFIX_OVERLAP' as const) }), some(record({ retryMs: nat(1e6) }))),
  ];
  return oneof(...shared, ...own);
}

/** The same bytes, cut anywhere. */
export function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = Math.max(1, sizes[index % Math.max(1, sizes.length)] ?? bytes.length);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** As either side of a draft writes and reads them. */
export const encodeMessage = (message: Message, draft: Draft): Uint8Array => encode(message, drafts[draft]);
export const messageDecoder = (draft: Draft): MessageDecoder => new MessageDecoder(drafts[draft]);
