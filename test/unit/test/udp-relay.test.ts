import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { runInThisContext } from 'node:vm';
import { startUdpRelay, type Link } from '../../support/udp-relay.ts';
import { until } from '../../support/until.ts';

async function socket(t: TestContext, heard: string[]): Promise<Socket> {
  const made = createSocket('udp4');
  t.after(() => made.close());
  made.on('message', (packet) => void heard.push(packet.toString().slice(0, 8)));
  made.bind(0, '127.0.0.1');
  await once(made, 'listening');
  return made;
}

/** A page that talks to an echo through a relay. */
async function talking(t: TestContext, { up = {}, down = {} }: { up?: Link; down?: Link }) {
  const [echoed, heard]: [string[], string[]] = [[], []];
  const echo = await socket(t, echoed);
  echo.on('message', (packet, { port, address }) => echo.send(packet, port, address));
  const relay = await startUdpRelay(echo.address().port);
  t.after(() => relay.close());
  Object.assign(relay, { up, down });
  const page = await socket(t, heard);
  const say = (text: string) => page.send(text, relay.port, '127.0.0.1');
  return { echoed, heard, say, relay };
}

test('carries packets both ways, in order, whatever the jitter', async (t) => {
  const { heard, say } = await talking(t, { down: { delayMs: 5, jitterMs: 20 } });
  const words = Array.from({ length: 20 }, (_, index) => `word ${String(index).padStart(2, '0')}`);
  for (const word of words) say(word);
  await until(() => heard.length, (count) => count === 20, { what: 'all came back' });
  assert.deepEqual(heard, words);
});

test('loses the share it is told, each way by itself, the same ones each time', async (t) => {
  const { echoed, heard, say, relay } = await talking(t, { down: { loss: 1 } });
  for (let index = 0; index < 10; index += 1) say('lost');
  await until(() => echoed.length, (count) => count === 10, { what: 'all arrived' });
  relay.down = {};
  say('last');
  await until(() => heard.length, (count) => count > 0, { what: 'one came back' });
  assert.deepEqual(heard, ['last']);
});

test('keeps to its rate, and drops what its queue cannot hold', async (t) => {
  // 10 kB a second and a queue of half a second: of 20 kB at once, some five come through.
  const { echoed, say, relay } = await talking(t, { up: { kbps: 80, queueMs: 500 } });
  const started = performance.now();
  for (let index = 0; index < 20; index += 1) say('x'.repeat(1000));
  await until(() => echoed.length, (count) => count >= 5, { what: 'five arrived' });
  assert.ok(performance.now() - started >= 400, 'they had to wait');
  relay.up = {};
  say('end');
  await until(() => echoed.at(-1), (last) => last === 'end', { what: 'the last arrived' });
  assert.ok(echoed.length <= 7, `${echoed.length} arrived`);
});

test('a page is sent by UDP through it, and by no other way', async (t) => {
  const { relay } = await talking(t, {});
  const seen: string[] = [];
  class Connection {
    setRemoteDescription({ sdp }: { sdp: string }): void {
      seen.push(sdp);
    }
  }
  const given = globalThis as unknown as Record<string, unknown>;
  given['RTCPeerConnection'] = Connection;
  t.after(() => { delete given['RTCPeerConnection']; });
  runInThisContext(relay.initScript);
  new Connection().setRemoteDescription({ sdp: ['v=0', 'a=candidate:udpcandidate 1 udp 1076302079 127.0.0.1 40000 typ host', 'a=candidate:tcpcandidate 1 tcp 1 127.0.0.1 40000 typ host tcptype passive', 'a=end'].join('\r\n') });
  assert.equal(seen[0], `v=0\r\na=candidate:udpcandidate 1 udp 1076302079 127.0.0.1 ${relay.port} typ host\r\na=end`);
});
