import { setTimeout as pause } from 'node:timers/promises';
import { openSession } from '../../core/wire/moqt/session.ts';
import type { Session, TrackSender } from '../../core/wire/moqt/session-api.ts';
import { dialWebSocket } from '../../server/moqt/web-socket.ts';
import type { MediaServer } from '../load/media-load.ts';
import { dialWebTransport } from '../support/dial-web-transport.ts';
import type { SeededRandom } from '../support/random.ts';

const [framesInGroup, fps] = [15, 30];
const stream = 'lv_1';

/** What came of it so far. */
export interface Tally { joins: number; refusals: number; objects: number; broadcasts: number }

async function connect(server: MediaServer, path: string, over: 'webtransport' | 'websocket', handlers?: Parameters<typeof openSession>[1]['handlers']): Promise<Session> {
  const transport = await (over === 'websocket' ? dialWebSocket(`http://127.0.0.1:${server.port}${path}`) : dialWebTransport(`https://127.0.0.1:${server.port}${path}`, server.hashes));
  return openSession(transport, { draft: over === 'websocket' ? 16 : 14, ...(handlers && { handlers }) });
}

/** Sends a picture track of some 0.5 Mb/s until the session or the subscription ends. */
async function film(sender: TrackSender, isOver: () => boolean): Promise<void> {
  for (let group = Date.now(); !isOver(); group += 1) {
    const subgroup = await sender.openSubgroup({ group, subgroup: 0, priority: 128, extensions: false, endOfGroup: true });
    for (let object = 0; object < framesInGroup && !isOver(); object += 1) {
      await subgroup.write({ object, payload: new Uint8Array(object === 0 ? 8000 : 1500), status: 'normal' });
      await pause(1000 / fps);
    }
    // One that vanishes leaves the group it was in as it is.
    if (!isOver()) await subgroup.finish();
  }
}

/** Publishes for some seconds, then takes its leave or is gone in the middle of a group. */
export async function broadcastOnce(server: MediaServer, random: SeededRandom, tally: Tally): Promise<void> {
  let isOver = false;
  const session = await connect(server, `/publish/${stream}?sk=key-1`, random.chance(0.3) ? 'websocket' : 'webtransport', {
    subscribe(request) {
      const sender = request.accept({}, { ended: () => { isEnded = true; } });
      let isEnded = false;
      void film(sender, () => isOver || isEnded).catch(() => {});
    },
  });
  const offer = await session.publishNamespace(['stream', 'org1', stream]).catch(() => undefined);
  if (!offer) {
    // The one before has not quite gone.
    session.close();
    return pause(300);
  }
  tally.broadcasts += 1;
  await pause(4000 + random.below(12_000));
  const isPolite = random.chance(0.5);
  if (isPolite) offer.withdraw();
  isOver = true;
  if (isPolite) await pause(100);
  session.close();
}

/** One viewer who comes, watches for a moment and goes, in one of many ways. */
export async function watchOnce(server: MediaServer, random: SeededRandom, tally: Tally): Promise<void> {
  const isStranger = random.chance(0.1);
  const session = await connect(server, `/playback/${stream}?tok=${isStranger ? 'a-wrong-token' : 'token-1'}`, random.chance(0.3) ? 'websocket' : 'webtransport').catch(() => undefined);
  if (!session) return void (tally.refusals += 1);
  const subscription = session.subscribe({ namespace: ['stream', 'org1', stream], name: random.chance(0.1) ? 'no-such-track' : 'video' }, {
    filter: { type: random.chance(0.5) ? 'next-group' : 'largest' },
    on: { object: () => { tally.objects += 1; } },
  });
  const isIn = await subscription.accepted.then(() => true, () => false);
  tally[isIn ? 'joins' : 'refusals'] += 1;
  await pause(random.below(isIn ? 4000 : 200));
  if (random.chance(0.5)) subscription.unsubscribe();
  if (random.chance(0.5)) await pause(random.below(100));
  session.close();
}
