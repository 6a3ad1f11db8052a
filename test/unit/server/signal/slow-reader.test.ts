import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { rates } from '../../../../core/wire/signal/messages.ts';
import { Frame } from '../../../../server/signal/frame.ts';
import { closingMs, SocketOutlet } from '../../../../server/signal/socket-outlet.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { signalServer } from '../../../support/signal-server.ts';
import { until } from '../../../support/until.ts';
import type { WebSocket as ServerSocket } from 'ws';

/** A WebSocket by hand, whose reading can be stopped: opens, sends one text frame, and then leaves everything unread. */
async function stoppedReader(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write(`GET /ws HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Protocol: muf.v1\r\n\r\n`);
  await once(socket, 'data');
  socket.pause();
  const payload = Buffer.from(text);
  const head = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]);
  socket.write(Buffer.concat([head, payload]));
  return socket;
}

describe('a page that stops reading', () => {
  it('is let go, while the others are served', { timeout: 60_000 }, async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const stopped = await stoppedReader(server.url, JSON.stringify({ type: 'Join', id: 1, token: server.token({ role: 'viewer', room_id, peer_id: 'stopped' }) }));
    t.after(() => stopped.destroy());
    await host.event('ViewerJoined');
    // Lines as large as they come: the kernel takes some 4 MB of them before anything waits here.
    const avatar_url = `https://img.example/${'x'.repeat(limits.url - 20)}`;
    const talkers = await Promise.all(Array.from({ length: 45 }, () => server.join({ role: 'viewer', room_id, avatar_url })));
    const sockets = async (): Promise<number> => Number(/^muf_sockets (\d+)$/m.exec(await (await fetch(`${server.url}metrics`)).text())?.[1]);
    const all = await sockets();
    let posted = 0;
    for (let turn = 0; turn < 5; turn += 1) {
      clock.advance((rates.ChatSend.burst / rates.ChatSend.perSecond) * 1000);
      await Promise.all(talkers.map(async (talker, index) => {
        for (let line = 0; line < rates.ChatSend.burst; line += 1) await talker.must('ChatSend', { clientId: `${turn}-${line}-${index}`, text: '😀'.repeat(limits.chatText / 2) });
      }));
      posted += talkers.length * rates.ChatSend.burst;
    }
    clock.advance(closingMs);
    assert.ok(clock.now() - host.welcome.serverNow < 3 * limits.pingMs, 'pings cannot be the reason');
    assert.equal(await sockets(), all - 1);
    await until(() => host.events('ChatPosted').length, (count) => count === posted, { what: 'the host has every line' });
    assert.equal(host.socket.readyState, WebSocket.OPEN);
  });
});

describe('what waits for a slow reader', () => {
  const told: { frames: Uint8Array[]; closed: [number, string][]; terminated: number } = { frames: [], closed: [], terminated: 0 };
  const socket = {
    OPEN: 1,
    readyState: 1,
    close: (code: number, reason: string) => void told.closed.push([code, reason]),
    terminate: () => { told.terminated += 1; },
    once: () => {},
  };
  const clock = createFakeClock();
  const stream = { writableLength: 0, write: (wire: Uint8Array) => void told.frames.push(wire) };
  const outlet = new SocketOutlet(socket as unknown as ServerSocket, stream as unknown as Duplex, clock);
  const frame = new Frame('x'.repeat(98));

  it('is complete up to the first bound, then without what is droppable, then not at all', () => {
    stream.writableLength = limits.coalesceBytes;
    outlet.send(frame, true);
    assert.equal(told.frames.length, 1);
    stream.writableLength = limits.coalesceBytes + 1;
    outlet.send(frame, true);
    assert.equal(told.frames.length, 1);
    outlet.send(frame);
    assert.equal(told.frames.length, 2);
    stream.writableLength = limits.closeBytes - frame.length;
    outlet.send(frame);
    assert.deepEqual([told.frames.length, told.closed.length], [3, 0]);
    stream.writableLength += 1;
    outlet.send(frame);
    assert.deepEqual([told.frames.length, told.closed], [3, [[4508, 'slow-consumer']]]);
    outlet.send(frame);
    outlet.close('draining');
    assert.deepEqual([told.frames.length, told.closed.length, outlet.isOpen], [3, 1, false]);
  });

  it('is not waited for any longer than the closing handshake may take', () => {
    assert.equal(told.terminated, 0);
    clock.advance(10_000);
    assert.equal(told.terminated, 1);
  });
});
