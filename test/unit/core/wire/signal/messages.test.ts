import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signalErrorCodes, signalErrors, closeCodes } from '../../../../../core/wire/signal/errors.ts';
import { limits } from '../../../../../core/wire/signal/limits.ts';
import { parseRequest, parseServerMessage, rates, replyFor } from '../../../../../core/wire/signal/messages.ts';
import { requestSchemas } from '../../../../../core/wire/signal/requests.ts';

const codeOf = (text: string): string => {
  const parsed = parseRequest(text);
  return parsed.ok ? 'ok' : parsed.code;
};

describe('reading a frame', () => {
  it('refuses what is no JSON object', () => {
    for (const text of ['', ' ', 'null', '1', '"x"', '[]', '[{"type":"Leave","id":1}]', '{', '{"type":"Leave","id":1}x', '\u0000', 'NaN']) assert.equal(codeOf(text), 'bad-message', text);
  });

  it('tells unknown types from malformed ones', () => {
    assert.equal(codeOf('{"type":"Fly","id":1}'), 'unknown-type');
    assert.equal(codeOf('{"id":1}'), 'unknown-type');
    assert.equal(codeOf('{"type":"toString","id":1}'), 'unknown-type');
    assert.equal(codeOf('{"type":["Leave"],"id":1}'), 'unknown-type');
    assert.equal(codeOf('{"type":"Welcome","re":1}'), 'unknown-type', 'a reply is no request');
    assert.equal(codeOf('{"type":"Leave"}'), 'bad-message');
  });

  it('keeps the request number of a refused frame when it has one', () => {
    const parsed = parseRequest('{"type":"Fly","id":41}');
    assert.deepEqual([parsed.ok, !parsed.ok && parsed.id], [false, 41]);
  });

  it('goes as deep as the limit and no deeper', () => {
    const deep = (levels: number): string => (levels === 1 ? '{"leaf":1}' : `{"deeper":${deep(levels - 1)}}`);
    const produce = (levels: number): string => `{"type":"Produce","id":1,"transportId":"t","source":"mic","rtpParameters":${deep(levels)}}`;
    assert.equal(codeOf(produce(limits.jsonDepth - 1)), 'ok');
    assert.equal(codeOf(produce(limits.jsonDepth)), 'bad-message');
    assert.equal(codeOf('['.repeat(limits.frameBytes)), 'bad-message');
    assert.equal(codeOf(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`), 'bad-message');
  });

  it('is quick on the largest frame there can be', () => {
    const started = performance.now();
    for (const filler of ['\u202E', ' ', '\n', '&', 'a ']) codeOf(JSON.stringify({ type: 'ChatSend', id: 1, clientId: 'c', text: filler.repeat(limits.frameBytes / 2) }));
    for (const filler of ['\u202E', ' ', '\t \t', 'a ']) codeOf(JSON.stringify({ type: 'ChatSend', id: 1, clientId: 'c', text: filler.repeat(limits.chatText).slice(0, limits.chatText) }));
    assert.ok(performance.now() - started < 250, 'a linear reader needs a fraction of this');
  });

  it('gives back new objects without the frame’s own prototype tricks', () => {
    const parsed = parseRequest('{"type":"ChatSend","id":1,"clientId":"c","text":"hi"}');
    assert.ok(parsed.ok);
    assert.equal(Object.getPrototypeOf(parsed.message), Object.prototype);
  });
});

describe('the tables', () => {
  it('answer every request and bound its rate', () => {
    assert.deepEqual(Object.keys(replyFor).toSorted(), Object.keys(requestSchemas).toSorted());
    assert.deepEqual(Object.keys(rates).toSorted(), Object.keys(requestSchemas).toSorted());
    for (const [type, { burst, perSecond }] of Object.entries(rates)) assert.ok(burst >= 1 && perSecond > 0, type);
  });

  it('close with codes of the application’s range', () => {
    for (const [code, number] of Object.entries(closeCodes)) assert.ok(number >= 4000 && number <= 4999 && code in signalErrors, code);
    // RFC 6455 §5.5.1: a close reason has room for 123 bytes.
    for (const code of signalErrorCodes) assert.ok(Buffer.byteLength(code) <= 123);
  });
});

describe('reading what the server sends', () => {
  const chat = { id: 'm', from: 'p', role: 'viewer', displayName: 'Ann', text: 'hi', sentAt: 1 };

  it('reads events and replies, and ignores fields that a newer server adds', () => {
    for (const message of [
      { type: 'ChatPosted', channel: 'audience', seq: 1, message: { ...chat, sticker: 'new' }, later: true },
      { type: 'ViewerCountChanged', count: 0 },
      { type: 'ActiveSpeakerChanged', peerId: null },
      { type: 'Done', re: 1 },
      { type: 'Error', code: 'not-found', message: 'Gone.', re: 4 },
    ]) assert.ok(parseServerMessage(JSON.stringify(message)).ok, message.type);
  });

  it('refuses numbered events without their number', () => {
    const parsed = parseServerMessage(JSON.stringify({ type: 'ChatPosted', channel: 'audience', message: chat }));
    assert.deepEqual([parsed.ok, !parsed.ok && parsed.code], [false, 'bad-message']);
  });
});
