import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAhead } from '../../../../core/connection/ahead.ts';
import type { WebSocketConstructor, WebSocketLike } from '../../../../core/connection/socket.ts';

class Socket implements WebSocketLike {
  static made: Socket[] = [];
  readonly sent: string[] = [];
  readonly closed: (number | undefined)[] = [];
  readonly url: string;
  readonly #listeners: [string, (event: never) => void][] = [];
  constructor(url: string) {
    this.url = url;
    Socket.made.push(this);
  }
  send(text: string): void { this.sent.push(text); }
  close(code?: number): void { this.closed.push(code); }
  addEventListener(type: string, listener: (event: never) => void): void { this.#listeners.push([type, listener]); }
  fire(type: string, event: object = {}): void {
    for (const [wanted, listener] of this.#listeners) if (wanted === type) (listener as (event: object) => void)(event);
  }
}

function ahead() {
  Socket.made = [];
  const opened = openAhead('ws://live.example/ws', Socket as unknown as WebSocketConstructor);
  return { opened, first: Socket.made[0]! };
}

const told = (socket: WebSocketLike): Promise<string> => new Promise((resolve) => {
  socket.addEventListener('open', () => resolve('open'));
  socket.addEventListener('close', ({ code }) => resolve(`close ${code}`));
});

test('the socket opened ahead is handed out once; later ones are new', () => {
  const { opened: { WebSocket }, first } = ahead();
  const taken = new WebSocket('ws://live.example/ws', 'muf.v1');
  assert.equal(taken, first);
  assert.notEqual(new WebSocket('ws://live.example/ws', 'muf.v1'), first);
  assert.equal(Socket.made.length, 2);
});

test('who takes it late still hears that it is open, and what comes then', async () => {
  const { opened: { WebSocket }, first } = ahead();
  first.fire('open');
  const taken = new WebSocket('ws://live.example/ws', 'muf.v1');
  assert.equal(await told(taken), 'open');
  const messages: unknown[] = [];
  taken.addEventListener('message', ({ data }) => messages.push(data));
  first.fire('message', { data: 'welcome' });
  taken.send('join');
  taken.close(1000);
  assert.deepEqual([messages, first.sent, first.closed], [['welcome'], ['join'], [1000]]);
});

test('one that was closed meanwhile says so: it was the first try', async () => {
  const { opened: { WebSocket }, first } = ahead();
  first.fire('close', { code: 1006, reason: '' });
  assert.equal(await told(new WebSocket('ws://live.example/ws', 'muf.v1')), 'close 1006');
  assert.equal(Socket.made.length, 1);
});

test('closing lets an unused socket go and leaves a used one alone', () => {
  const unused = ahead();
  unused.opened.close();
  assert.deepEqual(unused.first.closed, [1000]);
  const used = ahead();
  new used.opened.WebSocket('ws://live.example/ws', 'muf.v1');
  used.opened.close();
  assert.deepEqual(used.first.closed, []);
});

test('a socket that cannot be made is tried again when it is wanted', () => {
  let tries = 0;
  const Failing = function Failing() {
    tries += 1;
    throw new SyntaxError('bad address');
  } as unknown as WebSocketConstructor;
  const { WebSocket } = openAhead('nonsense', Failing);
  assert.throws(() => new WebSocket('nonsense', 'muf.v1'), SyntaxError);
  assert.equal(tries, 2);
});
