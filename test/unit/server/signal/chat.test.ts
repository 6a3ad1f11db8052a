import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import type { Config } from '../../../../server/config.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { pass, signalServer } from '../../../support/signal-server.ts';

describe('chat', () => {
  it('is posted once however often it is sent, with the server’s own id and time', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id, display_name: '<b>Vic</b>', avatar_url: 'https://img.example/v.png' });
    const { message } = await viewer.must('ChatSend', { clientId: 'line-1', text: ' <script>hi</script> \u202E ' });
    assert.deepEqual({ ...message, id: '' }, {
      id: '', clientId: 'line-1', from: viewer.welcome.self.peerId, role: 'viewer', displayName: '<b>Vic</b>', avatarUrl: 'https://img.example/v.png', text: '<script>hi</script>', sentAt: clock.now(),
    });
    clock.advance(1000);
    assert.deepEqual((await viewer.must('ChatSend', { clientId: 'line-1', text: 'changed' })).message, message);
    const [again, once] = await Promise.all([viewer.must('ChatSend', { clientId: 'line-2', text: 'two' }), viewer.must('ChatSend', { clientId: 'line-2', text: 'two' })]);
    assert.equal(again.message.id, once.message.id);
    await host.event('ChatPosted', (event) => event.message.text === 'two');
    await host.settled();
    assert.deepEqual(host.events('ChatPosted').map((event) => event.message.text), ['<script>hi</script>', 'two']);
    assert.ok(host.events('ChatPosted').every((event) => event.message.clientId === undefined), 'the sender’s own numbering is no one else’s business');
  });

  it('answers its sender before the others hear it', async (t) => {
    const server = await signalServer(t);
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    await host.must('ChatSend', { clientId: 'a', text: 'hello' });
    await host.event('ChatPosted');
    const order = host.received.map(({ type }) => type);
    assert.ok(order.indexOf('ChatAccepted') < order.indexOf('ChatPosted'));
  });

  it('keeps the newest lines for who comes later, and nobody’s client ids but their own', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id, host_peer_id: 'ann' });
    for (let line = 0; line < limits.chatHistory + 3; line += 1) {
      clock.advance(500);
      await host.must('ChatSend', { clientId: `c${line}`, text: `line ${line}` });
    }
    const { snapshot } = (await server.join({ role: 'viewer', room_id })).welcome;
    assert.equal(snapshot?.chat.length, limits.chatHistory);
    assert.deepEqual([snapshot.chat[0]?.text, snapshot.chat.at(-1)?.text], ['line 3', `line ${limits.chatHistory + 2}`]);
    assert.ok(snapshot.chat.every(({ clientId }) => clientId === undefined));
    const own = await server.join({ role: 'host', room_id, host_peer_id: 'ann' });
    assert.equal(own.welcome.snapshot?.chat.at(-1)?.clientId, `c${limits.chatHistory + 2}`);
  });
});

describe('what hosts and moderators do with lines', () => {
  async function party(t: TestContext, config: Partial<Config> = {}) {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock, config });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id, host_peer_id: 'ann', display_name: 'Ann' });
    const viewer = await server.join({ role: 'viewer', room_id, display_name: 'Bo' });
    const other = await server.join({ role: 'viewer', room_id, display_name: 'Cy' });
    const moderator = await server.join({ role: 'viewer', room_id, display_name: 'Mo', caps: ['subscribe:*', 'chat:send', 'chat:moderate'] });
    let count = 0;
    const say = async (client: typeof viewer, text: string, replyTo?: string) =>
      (await client.must('ChatSend', { clientId: `line-${(count += 1)}`, text, ...(replyTo === undefined ? {} : { replyTo }) })).message;
    return { clock, server, room_id, host, viewer, other, moderator, say };
  }

  it('takes a line back for everyone, from the log and from where it is pinned and quoted', async (t) => {
    const { server, room_id, host, viewer, other, moderator, say } = await party(t);
    const line = await say(viewer, 'regret');
    const answer = await say(other, 'what?', line.id);
    assert.deepEqual([answer.replyTo, answer.quote], [line.id, { from: viewer.welcome.self.peerId, displayName: 'Bo', text: 'regret' }]);
    await host.must('PinMessage', { messageId: line.id });
    assert.equal((await viewer.event('ChatPinned')).message?.text, 'regret');
    assert.equal(await other.refused('DeleteMessage', { messageId: line.id }), 'not-allowed');
    assert.equal(await other.refused('PinMessage', { messageId: line.id }), 'not-allowed');
    await moderator.must('DeleteMessage', { messageId: line.id });
    assert.equal((await host.event('ChatDeleted')).id, line.id);
    assert.equal((await host.event('ChatPinned', ({ message }) => message === null)).message, null);
    assert.equal(await moderator.refused('DeleteMessage', { messageId: line.id }), 'not-found');
    assert.equal(await host.refused('PinMessage', { messageId: line.id }), 'not-found');
    const own = await say(other, 'mine');
    await other.must('DeleteMessage', { messageId: own.id });
    await server.restart();
    const later = await server.join({ role: 'viewer', room_id });
    assert.deepEqual(later.welcome.snapshot?.chat.map(({ text }) => text), ['what?']);
    assert.deepEqual([later.welcome.snapshot?.audience.pinned, later.welcome.snapshot?.audience.slowModeSec], [undefined, undefined]);
  });

  it('says who is a moderator, who is mentioned, and what is answered', async (t) => {
    const { host, viewer, other, moderator, say } = await party(t);
    assert.deepEqual([(await say(moderator, 'hi')).isModerator, (await say(host, 'hi')).isModerator, (await say(viewer, 'hi')).isModerator], [true, undefined, undefined]);
    assert.deepEqual((await say(viewer, '@ann and @Cy, hello')).mentions, ['ann', other.welcome.self.peerId]);
    assert.equal(await viewer.refused('ChatSend', { clientId: 'x', text: 'to nothing', replyTo: 'no-such-line' }), 'not-found');
    const long = await say(viewer, `${'x'.repeat(limits.quote - 2)}😀😀😀`);
    assert.equal((await say(other, 'short', long.id)).quote?.text, `${'x'.repeat(limits.quote - 2)}…`);
  });

  it('slows viewers down, and neither hosts nor moderators', async (t) => {
    const { clock, host, viewer, moderator, say } = await party(t);
    assert.equal(await viewer.refused('SetSlowMode', { seconds: 5 }), 'not-allowed');
    await moderator.must('SetSlowMode', { seconds: 10 });
    assert.equal((await viewer.event('SlowModeChanged')).seconds, 10);
    const first = await viewer.must('ChatSend', { clientId: 'c1', text: 'one' });
    clock.advance(4000);
    const refused = await viewer.ask('ChatSend', { clientId: 'c2', text: 'two' });
    assert.deepEqual(refused.type === 'Error' && [refused.code, refused.retryAfterMs], ['slow-mode', 6000]);
    assert.deepEqual((await viewer.must('ChatSend', { clientId: 'c1', text: 'one' })).message, first.message, 'sent again after a cut');
    for (const client of [host, moderator]) for (const text of ['a', 'b']) await say(client, text);
    clock.advance(6000);
    await viewer.must('ChatSend', { clientId: 'c2', text: 'two' });
    await host.must('SetSlowMode', { seconds: 0 });
    await viewer.must('ChatSend', { clientId: 'c3', text: 'three' });
    await host.settled();
    assert.deepEqual(host.events('ChatPosted').map(({ message }) => message.text), ['one', 'a', 'b', 'a', 'b', 'two', 'three']);
  });

  it('masks what the operator blocks, and refuses what is worse', async (t) => {
    const { host, viewer, say } = await party(t, { blockedWords: ['darn', '!vile'] });
    assert.equal((await say(viewer, 'Darn it')).text, '•••• it');
    assert.equal(await viewer.refused('ChatSend', { clientId: 'v', text: 'how vile' }), 'blocked-words');
    await viewer.settled();
    await host.settled();
    assert.deepEqual(host.events('ChatPosted').map(({ message }) => message.text), ['•••• it']);
  });
});

describe('typing', () => {
  it('is told in small audiences only', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const crowd = await Promise.all(Array.from({ length: limits.typingAudience }, () => server.join({ role: 'viewer', room_id })));
    await crowd[0]!.must('SetTyping', { typing: true });
    await host.event('TypingChanged', ({ typing }) => typing);
    const last = await server.join({ role: 'viewer', room_id });
    await host.event('TypingChanged', ({ typing }) => !typing);
    await last.must('SetTyping', { typing: true });
    await host.settled();
    assert.equal(host.events('TypingChanged').length, 2);
    await last.must('Leave', {});
    await host.event('ViewerLeft', ({ peerId }) => peerId === last.welcome.self.peerId);
    await crowd[0]!.must('SetTyping', { typing: true });
    await host.settled();
    assert.equal(host.events('TypingChanged').length, 3);
  });

  it('turns itself off, and with the line', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    const peerId = viewer.welcome.self.peerId;
    await viewer.must('SetTyping', { typing: true });
    await host.event('TypingChanged', ({ typing }) => typing);
    clock.advance(limits.typingMs - 1);
    await viewer.must('SetTyping', { typing: true });
    clock.advance(limits.typingMs - 1);
    await host.settled();
    assert.equal(host.events('TypingChanged').length, 1, 'going on is no change');
    clock.advance(1);
    assert.deepEqual(await host.event('TypingChanged', ({ typing }) => !typing), { type: 'TypingChanged', peerId, typing: false });
    await viewer.must('SetTyping', { typing: true });
    await viewer.must('ChatSend', { clientId: 'c', text: 'done' });
    await host.event('ChatPosted');
    await host.settled();
    assert.deepEqual(host.events('TypingChanged').map(({ typing }) => typing), [true, false, true, false]);
    await viewer.must('SetTyping', { typing: true });
    await viewer.must('Leave', {});
    await host.event('ViewerLeft');
    assert.equal(host.events('TypingChanged').at(-1)?.typing, false);
  });
});

describe('reactions', () => {
  it('arrive in bursts, one per emoji', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    for (let count = 0; count < 5; count += 1) await viewer.must('React', { emoji: '❤️' });
    await viewer.must('React', { emoji: '🎉' });
    await host.must('React', { emoji: '🎉' });
    clock.advance(250);
    await host.event('Reacted', ({ emoji }) => emoji === '🎉');
    assert.deepEqual(host.events('Reacted'), [
      { type: 'Reacted', emoji: '❤️', count: 5, from: viewer.welcome.self.peerId },
      { type: 'Reacted', emoji: '🎉', count: 2 },
    ]);
    await pass(clock, 1000, host);
    assert.equal(host.events('Reacted').length, 2);
  });
});
