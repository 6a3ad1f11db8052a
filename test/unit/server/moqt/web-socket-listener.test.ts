import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { acceptSession } from '../../../../core/wire/moqt/session.ts';
import { protocolFor } from '../../../../server/moqt/web-socket-listener.ts';
import { dialWebSocket } from '../../../../server/moqt/web-socket.ts';
import { moqtServer } from '../../../support/moqt-server.ts';

const statusOf = async (url: string, protocols: string[]): Promise<number> => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocols);
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response') as [unknown, { statusCode: number; resume(): void }];
  response.resume();
  return response.statusCode;
};

describe('the WebSocket listener', () => {
  it('takes wire formats that bound what is sent, the newest first', () => {
    assert.equal(protocolFor(['webtransport', 'qmux-00', 'qmux-01', 'qmux-02']), 'qmux-02');
    assert.equal(protocolFor(['qmux-01', 'qmux-01.moqt-16']), 'qmux-01.moqt-16');
    assert.equal(protocolFor(['webtransport', 'qmux-00', 'qmux-00.moqt-16', 'qmux-020']), undefined);
    assert.equal(protocolFor([]), undefined);
  });

  it('says no with a status: another path, another protocol, one too many', async () => {
    const server = await moqtServer(() => {}, { maxSessions: 1 });
    assert.equal(await statusOf(`${server.webSocket}/ws`, ['qmux-02']), 404);
    assert.equal(await statusOf(`${server.webSocket}/playback/..%2f..`, ['qmux-00']), 400);
    const first = await dialWebSocket(`${server.webSocket}/playback/1`);
    assert.equal(await statusOf(`${server.webSocket}/playback/1`, ['qmux-02']), 503);
    first.close(0, '');
    await server.close();
  });

  it('ends a socket that talks something else, and only that', async () => {
    const server = await moqtServer(({ transport }) => void acceptSession(transport, { drafts: [14, 16] }).catch(() => {}));
    const good = await dialWebSocket(`${server.webSocket}/playback/1`);
    for (const nonsense of ['text', Buffer.alloc(20_000, 1), Buffer.from([0xff, 0xff, 0xff])]) {
      const socket = new WebSocket(`${server.webSocket.replace(/^http/, 'ws')}/playback/1`, ['qmux-02']);
      socket.on('error', () => {});
      await once(socket, 'open');
      socket.send(nonsense);
      await once(socket, 'close');
    }
    const stream = await good.openUni();
    await stream.finish();
    good.close(0, '');
    await server.close();
  });
});
