import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits, patience } from '../../../../core/wire/signal/limits.ts';
import { rates } from '../../../../core/wire/signal/messages.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { signalServer } from '../../../support/signal-server.ts';
import type { SignalClient } from '../../../support/signal-client.ts';
import type { ReplyOf } from '../../../../core/wire/signal/replies.ts';

const errors = (client: SignalClient): ReplyOf<'Error'>[] => client.received.filter((message) => message.type === 'Error');
const nextError = async (client: SignalClient, frame: string | Uint8Array<ArrayBuffer>): Promise<ReplyOf<'Error'>> => {
  const before = errors(client).length;
  client.send(frame);
  return await client.find(() => errors(client).length > before, 'an error').then(() => errors(client)[before]!);
};

describe('a page that sends nonsense', () => {
  it('gets the code of each mistake, and keeps its connection', async (t) => {
    const server = await signalServer(t);
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    const frames: [string | Uint8Array<ArrayBuffer>, string, number?][] = [
      ['', 'bad-message'],
      ['{', 'bad-message'],
      ['[]', 'bad-message'],
      [new Uint8Array([1, 2, 3]), 'bad-message'],
      ['{"type":"Leave"}', 'bad-message'],
      ['{"type":"ChatSend","id":77,"clientId":"c","text":5}', 'bad-message', 77],
      ['{"type":"Fly","id":78}', 'unknown-type', 78],
      ['{"type":"Leave","id":79,"__proto__":{}}', 'bad-message', 79],
      ['x'.repeat(limits.frameBytes + 1), 'too-large'],
      ['{"type":"RestartIce","id":80,"transportId":"none"}', 'not-found', 80],
    ];
    for (const [frame, code, re] of frames) {
      const error = await nextError(host, frame);
      assert.deepEqual([error.code, error.re], [code, re], String(frame).slice(0, 60));
      assert.ok(error.message.length > 10);
    }
    await host.must('SetTyping', { typing: false });
  });

  it('may use a frame of the largest size', async (t) => {
    const server = await signalServer(t);
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    const json = JSON.stringify({ type: 'React', id: 900, emoji: 'x' });
    host.send(json + ' '.repeat(limits.frameBytes - json.length));
    assert.equal((await host.reply(900)).type, 'Done');
    assert.equal((await nextError(host, json + ' '.repeat(limits.frameBytes - json.length + 1))).code, 'too-large');
    host.send('x'.repeat(4 * limits.frameBytes + 1));
    assert.equal((await host.closed).code, 1009);
  });

  it('is closed when it does not stop, and others hear nothing of it', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const vandal = await server.join({ role: 'viewer', room_id });
    for (let sent = 0; sent <= patience.mistakes.burst + 5; sent += 1) vandal.send('nonsense');
    assert.deepEqual(await vandal.closed, { code: 4400, reason: 'bad-message' });
    await host.settled();
    assert.equal(errors(host).length, 0);
  });
});

describe('a page that asks too often', () => {
  it('is told when to try again, per kind of request', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    const { burst, perSecond } = rates.ChatSend;
    const say = (index: number): ReturnType<typeof host.ask<'ChatSend'>> => host.ask('ChatSend', { clientId: `c${index}`, text: 'hello' });
    const replies = await Promise.all(Array.from({ length: burst + 1 }, (_, index) => say(index)));
    assert.deepEqual(replies.map(({ type }) => type), [...Array.from({ length: burst }, () => 'ChatAccepted'), 'Error']);
    const refused = replies.at(-1) as ReplyOf<'Error'>;
    assert.deepEqual([refused.code, refused.retryAfterMs], ['rate-limited', 1000 / perSecond]);
    await host.must('React', { emoji: '👏' });
    clock.advance(refused.retryAfterMs!);
    assert.equal((await say(burst)).type, 'ChatAccepted');
    assert.equal((await say(burst + 1)).type, 'Error');
  });

  it('earns nothing by reconnecting', async (t) => {
    const server = await signalServer(t, { clock: createFakeClock() });
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    for (let index = 0; index < rates.ChatSend.burst; index += 1) await host.must('ChatSend', { clientId: `c${index}`, text: 'hello' });
    const again = await server.connect();
    await again.must('Join', { resume: { token: host.welcome.resumeToken, seen: host.welcome.channels } });
    assert.equal(await again.refused('ChatSend', { clientId: 'more', text: 'hello' }), 'rate-limited');
  });

  it('is closed when it does not stop', async (t) => {
    const server = await signalServer(t);
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    for (let sent = 0; sent < rates.SetTyping.burst + patience.floods.burst + 50; sent += 1) host.send(`{"type":"SetTyping","id":${1000 + sent},"typing":true}`);
    assert.deepEqual(await host.closed, { code: 4429, reason: 'rate-limited' });
  });
});

describe('a page that is not there', () => {
  it('is cut after two unanswered pings', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    // Undici answers pings by itself, so the time between them is what must be survived.
    for (let pings = 0; pings < 4; pings += 1) {
      clock.advance(limits.pingMs);
      await Promise.all([host.settled(), viewer.settled()]);
    }
    for (let pings = 0; pings < 3; pings += 1) clock.advance(limits.pingMs);
    assert.equal((await host.closed).code, 1006);
  });
});
