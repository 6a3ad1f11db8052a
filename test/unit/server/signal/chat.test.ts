import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
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

describe('typing', () => {
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
