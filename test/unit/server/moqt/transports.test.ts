import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { acceptSession, openSession } from '../../../../core/wire/moqt/session.ts';
import type { LiveObject } from '../../../../core/wire/moqt/session-api.ts';
import { StreamReset, type Transport } from '../../../../core/wire/moqt/transport.ts';
import type { Arrival } from '../../../../server/moqt/arrival.ts';
import { dialWebSocket } from '../../../../server/moqt/web-socket.ts';
import { dialWebTransport } from '../../../support/dial-web-transport.ts';
import { acceptAll, bytesOf, textOf } from '../../../support/moqt-session.ts';
import { moqtServer, type MoqtServer } from '../../../support/moqt-server.ts';
import { until } from '../../../support/until.ts';

const track = { namespace: ['stream', 'local', 'lv_1'], name: 'video/720p' };
const head = { group: 1, subgroup: 0, priority: 0, extensions: false, endOfGroup: false };
const soon = (what: string) => ({ what, every: 10 });

async function readAll(transport: Transport): Promise<number> {
  const stream = await transport.acceptUni();
  let total = 0;
  for (let bytes = await stream!.read(); bytes; bytes = await stream!.read()) total += bytes.length;
  return total;
}

for (const kind of ['webtransport', 'websocket'] as const) {
  describe(`MoQT between Node processes over ${kind}`, () => {
    let server: MoqtServer;
    const arrivals: Arrival[] = [];

    before(async () => { server = await moqtServer((arrival) => void arrivals.push(arrival)); });
    after(() => server.close());

    const connect = (path: string): Promise<Transport> => (kind === 'webtransport'
      ? dialWebTransport(`${server.webTransport}${path}`, server.listener.certificateHashes!)
      : dialWebSocket(`${server.webSocket}${path}`));

    async function pair(path = '/playback/lv_1'): Promise<{ client: Transport; server: Transport; url: URL; address: string | undefined }> {
      const before = arrivals.length;
      const client = await connect(path);
      const { transport, url, address } = await until(() => arrivals[before]!, (arrival) => arrival !== undefined, soon('the client to arrive'));
      return { client, server: transport, url, address };
    }

    it('tells the path, the query and, where it is known, the address', async () => {
      const { client, server: arrived, url, address } = await pair('/playback/lv_1?tok=a.b.c&moqt=16');
      assert.equal(`${url.pathname}${url.search}`, '/playback/lv_1?tok=a.b.c&moqt=16');
      assert.equal(address, kind === 'websocket' ? '127.0.0.1' : undefined);
      assert.deepEqual([client.kind, arrived.kind], [kind, kind]);
      client.close(0, '');
      await arrived.closed;
    });

    it('carries a session: a track with large objects, and its end with code and reason', async () => {
      const { client, server: arrived } = await pair();
      const publisher = acceptAll();
      const [subscriber, session] = await Promise.all([openSession(client, { draft: 14 }), acceptSession(arrived, { drafts: [14, 16], handlers: publisher.handlers })]);
      const objects: LiveObject[] = [];
      const subscription = subscriber.subscribe(track, { on: { object: (object) => void objects.push(object) } });
      await subscription.accepted;
      const { sender } = await publisher.next();
      const stream = await sender.openSubgroup(head, 3);
      await stream.write({ object: 0, payload: bytesOf('key'), status: 'normal' });
      await stream.write({ object: 1, payload: new Uint8Array(3_000_000).fill(7), status: 'normal' });
      await stream.finish();
      await until(() => objects.length, (count) => count === 2, soon('both objects'));
      assert.equal(textOf(objects[0]!), 'key');
      assert.ok(objects[1]!.payload.length === 3_000_000 && objects[1]!.payload.every((byte) => byte === 7));
      session.close(2, 'auth_failed');
      assert.deepEqual(await subscriber.closed, { code: 2, reason: 'auth_failed', remote: true });
      assert.deepEqual(await session.closed, { code: 2, reason: 'auth_failed', remote: false });
    });

    it('keeps the order of writes that nobody waited for', async () => {
      const { client, server: arrived } = await pair();
      const stream = await arrived.openUni();
      const reading = readAll(client);
      const sizes = Array.from({ length: 200 }, (_, index) => (index * 977) % 3000 + 1);
      await Promise.all(sizes.map((size) => stream.write(new Uint8Array(size))));
      await stream.finish();
      assert.equal(await reading, sizes.reduce((sum, size) => sum + size, 0));
      client.close(0, '');
    });

    it('tells the codes of a reset and of a stop', async () => {
      const { client, server: arrived } = await pair();
      const given = await arrived.openUni();
      await given.write(bytesOf('begun'));
      const taken = (await client.acceptUni())!;
      await taken.read();
      given.reset(2);
      await assert.rejects(async () => { while (await taken.read()); }, (error) => error instanceof StreamReset && error.code === 2);
      const unwanted = await arrived.openUni();
      await unwanted.write(bytesOf('begun'));
      const refused = (await client.acceptUni())!;
      await refused.read();
      refused.stop(1);
      assert.equal(await refused.read(), undefined);
      const stopped = await until(() => unwanted.write(bytesOf('more')).catch((error: unknown) => error), (error) => error !== undefined, soon('the stop'));
      assert.ok(stopped instanceof StreamReset && stopped.code === 1);
      client.close(0, '');
    });

    it('makes a writer wait for a reader, and lets go of it at the end', async () => {
      const { client, server: arrived } = await pair();
      const stream = await arrived.openUni();
      let written = 0;
      const writing = (async () => {
        for (;;) {
          await stream.write(new Uint8Array(65_536));
          written += 65_536;
        }
      })();
      writing.catch(() => {});
      let last = -1;
      await until(() => written, (now) => {
        const isStill = now === last && now > 0;
        last = now;
        return isStill;
      }, { ...soon('the writer to wait'), every: 300 });
      assert.ok(written < 8 * 1024 * 1024, `${written} bytes were taken and not read`);
      client.close(0, '');
      await assert.rejects(writing);
    });

    it('carries datagrams, where they get through', async () => {
      const { client, server: arrived } = await pair();
      // A word first, so that each side knows how long a datagram may be.
      const stream = await client.openUni();
      await stream.write(bytesOf('x'));
      await (await arrived.acceptUni())!.read();
      const stop = new AbortController();
      const arrivedOne = client.receiveDatagram().finally(() => stop.abort());
      await until(() => {
        arrived.sendDatagram(bytesOf('tick'));
        arrived.sendDatagram(new Uint8Array(100_000));
        return stop.signal.aborted;
      }, (isThere) => isThere, soon('a datagram'));
      assert.equal(new TextDecoder().decode(await arrivedOne), 'tick');
      client.close(0, '');
    });

    it('turns away who asks for what is not served', async () => {
      const before = arrivals.length;
      await assert.rejects(connect('/elsewhere'));
      assert.equal(arrivals.length, before);
    });

    it('ends one side when the other is closed, with everything that waits', async () => {
      const { client, server: arrived } = await pair();
      const waiting = [client.acceptUni(), client.acceptBi(), client.receiveDatagram()];
      arrived.close(0x10, 'moved');
      assert.deepEqual(await client.closed, { code: 0x10, reason: 'moved', remote: true });
      assert.deepEqual(await Promise.all(waiting), [undefined, undefined, undefined]);
      await assert.rejects(client.openUni());
      arrived.close(0, 'twice');
      client.close(0, 'twice');
    });
  });
}
