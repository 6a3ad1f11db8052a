import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, assert as check, nat, property } from 'fast-check';
import { joined } from '../../../../../core/wire/bytes/byte-writer.ts';
import type { Draft } from '../../../../../core/wire/moqt/codes.ts';
import type { Message } from '../../../../../core/wire/moqt/messages.ts';
import { MoqtError, type SessionErrorName } from '../../../../../core/wire/moqt/moqt-error.ts';
import { anyMessage, cut, encodeMessage, messageDecoder } from '../../../../support/moqt.ts';

const drafts: readonly Draft[] = [14, 16];
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
const decode = (draft: Draft, bytes: Uint8Array): Message[] => messageDecoder(draft).push(bytes);
const code = (expected: SessionErrorName) => (error: unknown): boolean => error instanceof MoqtError && error.code === expected;
/** Bytes as plain numbers, so that views and copies are equal. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, found: unknown) => (found instanceof Uint8Array ? [...found] : found === Infinity ? 'Infinity' : found)));

describe('control messages', () => {
  for (const draft of drafts) {
    it(`of draft ${draft} come back as they were said, however their bytes are cut`, () => {
      check(property(array(anyMessage(draft), { minLength: 1, maxLength: 4 }), array(nat(40), { maxLength: 8 }), (messages, sizes) => {
        const decoder = messageDecoder(draft);
        const heard = cut(joined(messages.map((message) => encodeMessage(message, draft))), sizes).flatMap((piece) => decoder.push(piece));
        assert.deepEqual(plain(heard), plain(messages));
        assert.equal(decoder.midway, false);
      }), { seed: 14, numRuns: 400 });
    });
  }

  // Put together by hand from the drafts’ figures.
  const said: readonly { readonly draft: Draft; readonly what: string; readonly bytes: string; readonly message: Message }[] = [
    { draft: 14, what: 'CLIENT_SETUP', bytes: '20 000d 01 c0000000ff00000e 01 02 4064', message: { type: 'ClientSetup', versions: [0xff00_000e], setup: { maxRequestId: 100 } } },
    { draft: 14, what: 'SUBSCRIBE', bytes: '03 0014 00 02 0673747265616d 016f 056175646966 05 00 01 02 00', message: { type: 'Subscribe', requestId: 0, track: { namespace: ['stream', 'o'], name: 'audif' }, priority: 5, groupOrder: 'publisher', forward: true, filter: { type: 'largest' } } },
    { draft: 14, what: 'SUBSCRIBE_OK', bytes: '04 0008 00 02 00 01 01 0709 00', message: { type: 'SubscribeOk', requestId: 0, trackAlias: 2, expiresMs: 0, groupOrder: 'ascending', largest: { group: 7, object: 9 } } },
    { draft: 14, what: 'SUBSCRIBE_ERROR', bytes: '05 0005 02 01 02 6e6f', message: { type: 'RequestError', requestId: 2, request: 'subscribe', code: 'UNAUTHORIZED', reason: 'no' } },
    { draft: 14, what: 'PUBLISH_NAMESPACE_OK', bytes: '07 0001 04', message: { type: 'RequestOk', requestId: 4, request: 'publish-namespace' } },
    { draft: 16, what: 'CLIENT_SETUP', bytes: '20 0004 01 02 4064', message: { type: 'ClientSetup', versions: [0xff00_0010], setup: { maxRequestId: 100 } } },
    { draft: 16, what: 'SUBSCRIBE', bytes: '03 000b 00 01 016f 0161 02 20 05 01 01 02', message: { type: 'Subscribe', requestId: 0, track: { namespace: ['o'], name: 'a' }, priority: 5, groupOrder: 'publisher', forward: true, filter: { type: 'largest' } } },
    { draft: 16, what: 'SUBSCRIBE_OK', bytes: '04 0007 00 02 01 09 02 0709', message: { type: 'SubscribeOk', requestId: 0, trackAlias: 2, expiresMs: 0, groupOrder: 'ascending', largest: { group: 7, object: 9 } } },
    { draft: 16, what: 'REQUEST_ERROR', bytes: '05 0006 02 10 01 02 6e6f', message: { type: 'RequestError', requestId: 2, code: 'DOES_NOT_EXIST', reason: 'no', retryMs: 0 } },
  ];
  for (const { draft, what, bytes, message } of said) {
    it(`of draft ${draft} stand on the wire as its text has them: ${what}`, () => {
      const whole = Uint8Array.from(hex(bytes));
      new DataView(whole.buffer).setUint16(1, whole.length - 3);
      assert.equal(Buffer.from(encodeMessage(message, draft)).toString('hex'), Buffer.from(whole).toString('hex'));
      assert.deepEqual(plain(decode(draft, whole)), plain([message]));
    });
  }

  it('are refused where their number is not known, at once', () => {
    for (const draft of drafts) assert.throws(() => decode(draft, hex('40 7f 00')), code('PROTOCOL_VIOLATION'));
    assert.throws(() => decode(16, hex('12 0001 00')), code('PROTOCOL_VIOLATION'), 'SUBSCRIBE_NAMESPACE_OK is of draft 14');
  });

  const bad: Readonly<Record<string, readonly [Draft, string, SessionErrorName]>> = {
    'more bytes than fields': [14, '0a 0002 01 00', 'PROTOCOL_VIOLATION'],
    'fewer bytes than fields': [14, '04 0002 01 00', 'PROTOCOL_VIOLATION'],
    'a filter there is none of': [14, '03 000a 00 01 0161 0161 05 00 01 05 00', 'PROTOCOL_VIOLATION'],
    'a flag that is neither': [14, '03 000a 00 01 0161 0161 05 00 02 02 00', 'PROTOCOL_VIOLATION'],
    'a group order there is none of': [14, '03 000a 00 01 0161 0161 05 03 01 02 00', 'PROTOCOL_VIOLATION'],
    'a group order left open in an answer': [14, '04 0006 00 02 00 00 00 00', 'PROTOCOL_VIOLATION'],
    'no part in a namespace': [14, '09 0001 00', 'PROTOCOL_VIOLATION'],
    'too many parts in a namespace': [14, `09 0022 21 ${'00'.repeat(33)}`, 'PROTOCOL_VIOLATION'],
    'a name that is no UTF-8': [14, '09 0003 01 01 ff', 'PROTOCOL_VIOLATION'],
    'a reason that is too long': [14, '05 0005 02 01 4401 00', 'PROTOCOL_VIOLATION'],
    'a parameter that is too long': [14, '06 000b 00 01 0161 01 03 80010000 00', 'PROTOCOL_VIOLATION'],
    'a parameter twice': [14, '20 0006 00 02 02 01 02 01', 'PROTOCOL_VIOLATION'],
    'a token by an alias': [14, '06 0009 00 01 0161 01 03 02 02 05', 'UNKNOWN_AUTH_TOKEN_ALIAS'],
    'a token to be kept': [14, '06 000a 00 01 0161 01 03 03 01 05 00', 'AUTH_TOKEN_CACHE_OVERFLOW'],
    'a token of a form there is none of': [14, '06 0008 00 01 0161 01 03 01 09', 'KEY_VALUE_FORMATTING_ERROR'],
    'an id that is too large to be one': [14, '0a 0008 ffffffffffffffff', 'PROTOCOL_VIOLATION'],
    'a range that ends before it starts': [14, '03 000d 00 01 0161 0161 05 00 01 04 05 00 04 00', 'PROTOCOL_VIOLATION'],
    'FORWARD other than 0 and 1': [16, '03 0009 00 01 0161 0161 01 10 02', 'PROTOCOL_VIOLATION'],
    'a priority over 255': [16, '03 000a 00 01 0161 0161 01 20 4100', 'PROTOCOL_VIOLATION'],
    'DELIVERY_TIMEOUT of 0': [16, '03 0009 00 01 0161 0161 01 02 00', 'PROTOCOL_VIOLATION'],
    'a filter longer than it is': [16, '03 000b 00 01 0161 0161 01 21 02 02 00', 'PROTOCOL_VIOLATION'],
    'subscribe options there are none of': [16, '11 0004 00 00 03 00', 'PROTOCOL_VIOLATION'],
  };
  for (const [what, [draft, bytes, expected]] of Object.entries(bad)) {
    it(`of draft ${draft} are refused with ${what}`, () => {
      const whole = Uint8Array.from(hex(bytes));
      const body = whole.length - 3;
      if (what !== 'fewer bytes than fields') new DataView(whole.buffer).setUint16(1, body);
      assert.throws(() => decode(draft, whole), code(expected));
    });
  }

  it('that a draft has no way to say are the caller’s mistake', () => {
    assert.throws(() => encodeMessage({ type: 'Namespace', suffix: ['a'] }, 14), TypeError);
    assert.throws(() => encodeMessage({ type: 'UnsubscribeNamespace', prefix: ['a'] }, 16), TypeError);
    assert.throws(() => encodeMessage({ type: 'RequestError', requestId: 1, code: 'TIMEOUT', reason: '' }, 14), TypeError);
    assert.throws(() => encodeMessage({ type: 'PublishNamespaceDone', requestId: 1 }, 14), TypeError);
    assert.throws(() => encodeMessage({ type: 'GoAway', uri: 'x'.repeat(70_000) }, 14), RangeError);
    assert.throws(() => encodeMessage({ type: 'Unsubscribe', requestId: -1 }, 14), RangeError);
  });
});
