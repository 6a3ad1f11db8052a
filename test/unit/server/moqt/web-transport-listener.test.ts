import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sessionErrors } from '../../../../core/wire/moqt/moqt-error.ts';
import type { Arrival } from '../../../../server/moqt/arrival.ts';
import { dialWebTransport } from '../../../support/dial-web-transport.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { moqtServer } from '../../../support/moqt-server.ts';
import { until } from '../../../support/until.ts';

setFlagsFromString('--expose-gc');
/** What is native goes with it, the socket too. */
const collectGarbage = runInNewContext('gc') as () => void;
const dayMs = 24 * 60 * 60 * 1000;

describe('the WebTransport listener', () => {
  it('exchanges its certificate before it ends, on the same port', async () => {
    const clock = createFakeClock(Date.now());
    const arrivals: Arrival[] = [];
    const server = await moqtServer((arrival) => void arrivals.push(arrival), { clock });
    const before = server.listener.certificateHashes!;
    const client = await dialWebTransport(`${server.webTransport}/playback/1`, before);
    clock.advance(11 * dayMs);
    assert.equal((await client.closed).code, sessionErrors.GOAWAY_TIMEOUT);
    arrivals.length = 0;
    const now = await until(() => {
      collectGarbage();
      clock.advance(500);
      return server.listener.certificateHashes;
    }, (hashes) => hashes !== undefined && hashes[0] !== before[0], { what: 'another certificate', every: 100 });
    const next = await dialWebTransport(`${server.webTransport}/playback/1`, now!);
    next.close(0, '');
    await server.close();
  });

  it('turns away who is one too many', async () => {
    const server = await moqtServer(() => {}, { maxSessions: 1 });
    const first = await dialWebTransport(`${server.webTransport}/playback/1`, server.listener.certificateHashes!);
    await assert.rejects(dialWebTransport(`${server.webTransport}/playback/1`, server.listener.certificateHashes!));
    first.close(0, '');
    await until(() => dialWebTransport(`${server.webTransport}/playback/1`, server.listener.certificateHashes!), (there) => {
      there.close(0, '');
      return true;
    }, { what: 'room for another' });
    await server.close();
  });
});
