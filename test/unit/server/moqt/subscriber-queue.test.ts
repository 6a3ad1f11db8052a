import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resetCodes } from '../../../../core/wire/moqt/codes.ts';
import type { LiveObject, SubgroupSender, TrackSender } from '../../../../core/wire/moqt/session-api.ts';
import { SendBudget } from '../../../../server/moqt/send-budget.ts';
import { SubscriberQueue, type SubscriberQueueOptions } from '../../../../server/moqt/subscriber-queue.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';

interface Sent { readonly group: number; readonly subgroup: number; urgency: number; readonly objects: number[]; state: 'open' | 'finished' | 'reset'; code?: number }

/** A subscriber that takes `open` writes and then stops until it is let go on. */
class FakeSender implements TrackSender {
  readonly streams: Sent[] = [];
  done: TrackSender['done'] = (code) => void (this.doneWith = code);
  doneWith: string | undefined;
  readonly datagrams: number[] = [];
  #gate: Promise<void> | undefined;
  #release = (): void => {};

  stop(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    this.#release = resolve;
  }

  goOn(): void {
    this.#gate = undefined;
    this.#release();
  }

  sendDatagram({ object }: LiveObject): void { this.datagrams.push(object); }

  async openSubgroup(head: Parameters<TrackSender['openSubgroup']>[0], urgency = 0): Promise<SubgroupSender> {
    const sent: Sent = { group: head.group, subgroup: head.subgroup, urgency, objects: [], state: 'open' };
    this.streams.push(sent);
    return {
      write: async ({ object }) => {
        await this.#gate;
        if (sent.state === 'reset') throw new Error('reset');
        sent.objects.push(object);
      },
      finish: async () => { sent.state = 'finished'; },
      prioritise: (now) => { sent.urgency = now; },
      reset(code) {
        if (sent.state === 'open') Object.assign(sent, { state: 'reset', code });
      },
    };
  }
}

const object = (group: number, id: number, { subgroup = 0, priority = 128, size = 100 } = {}): LiveObject => ({ group, subgroup, object: id, priority, payload: new Uint8Array(size), status: 'normal' });
const settle = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

function setUp(options: Partial<SubscriberQueueOptions> = {}): { clock: FakeClock; sender: FakeSender; queue: SubscriberQueue; budget: SendBudget; counted: { sent: number; dropped: number } } {
  const clock = createFakeClock();
  const sender = new FakeSender();
  const budget = options.budget ?? new SendBudget(1_000_000);
  const counted = { sent: 0, dropped: 0 };
  const queue = new SubscriberQueue({ sender, clock, priority: 128, forward: true, sent: (bytes) => { counted.sent += bytes; }, dropped: (objects) => { counted.dropped += objects; }, ...options, budget });
  return { clock, sender, queue, budget, counted };
}

describe('a subscriber’s queue', () => {
  it('writes each subgroup on a stream of its own, and the more important one first', async () => {
    const { sender, queue, counted } = setUp();
    queue.object(object(1, 0, { priority: 0 }));
    queue.subgroupEnd({ group: 1, subgroup: 0, whole: true, endOfGroup: false });
    queue.object(object(1, 1, { subgroup: 1, priority: 128 }));
    queue.object(object(1, 2, { subgroup: 1, priority: 128 }));
    await settle();
    assert.deepEqual(sender.streams.map(({ subgroup, objects, state }) => ({ subgroup, objects, state })), [{ subgroup: 0, objects: [0], state: 'finished' }, { subgroup: 1, objects: [1, 2], state: 'open' }]);
    assert.ok(sender.streams[0]!.urgency > sender.streams[1]!.urgency);
    queue.subgroupEnd({ group: 1, subgroup: 1, whole: true, endOfGroup: true });
    await settle();
    assert.deepEqual(counted, { sent: 300, dropped: 0 });
  });

  it('tells what it has sent at a stream’s beginning, then by some 32 KiB, and the rest at its end', async () => {
    const { queue, counted, budget } = setUp();
    const told: number[] = [];
    for (const id of [0, 1, 2, 3, 4, 5]) {
      queue.object(object(1, id, { size: 10_000 }));
      await settle();
      told.push(counted.sent);
    }
    assert.deepEqual(told, [10_000, 10_000, 10_000, 10_000, 50_000, 50_000]);
    assert.equal(budget.used, 0);
    queue.close();
    assert.deepEqual(counted, { sent: 60_000, dropped: 0 });
  });

  it('puts the subscriber’s own priority before the publisher’s, and the older group before the newer', async () => {
    const [wanted, other] = [setUp({ priority: 10 }), setUp({ priority: 200 })];
    wanted.queue.object(object(1, 0, { priority: 255 }));
    other.queue.object(object(1, 0, { priority: 0 }));
    other.queue.object(object(2, 0, { priority: 0 }));
    await settle();
    assert.ok(wanted.sender.streams[0]!.urgency > other.sender.streams[0]!.urgency);
    assert.ok(other.sender.streams[0]!.urgency > other.sender.streams[1]!.urgency);
    assert.ok(wanted.sender.streams[0]!.urgency < 2 ** 31);
  });

  it('gives up the rest of a group that is late once a newer one has been there for about a group', async () => {
    const { clock, sender, queue, counted, budget } = setUp();
    queue.object(object(1, 0));
    await settle();
    sender.stop();
    for (const id of [1, 2, 3]) queue.object(object(1, id));
    clock.advance(1000);
    queue.object(object(2, 0));
    clock.advance(999);
    queue.object(object(2, 1));
    await settle();
    assert.equal(sender.streams[0]!.state, 'open');
    clock.advance(2);
    queue.object(object(2, 2));
    assert.deepEqual([sender.streams[0]!.state, sender.streams[0]!.code], ['reset', resetCodes.DELIVERY_TIMEOUT]);
    sender.goOn();
    await settle();
    assert.deepEqual(sender.streams[1]!.objects, [0, 1, 2]);
    queue.subgroupEnd({ group: 2, subgroup: 0, whole: true, endOfGroup: true });
    await settle();
    assert.deepEqual(counted, { sent: 400, dropped: 3 });
    assert.equal(budget.used, 0);
  });

  it('keeps to a delivery timeout where the subscriber has set one', async () => {
    const { clock, sender, queue } = setUp({ deliveryTimeoutMs: 50 });
    sender.stop();
    queue.object(object(1, 0));
    clock.advance(1000);
    queue.object(object(2, 0));
    clock.advance(51);
    queue.object(object(2, 1));
    await settle();
    assert.equal(sender.streams[0]!.state, 'reset');
  });

  it('holds no more than its bound for one that reads nothing, and drops what matters least', async () => {
    const budget = new SendBudget(10_000);
    const video = setUp({ budget });
    const audio = setUp({ budget });
    video.sender.stop();
    audio.sender.stop();
    audio.queue.object(object(1, 0, { priority: 64, size: 1000 }));
    for (let id = 0; id < 100; id += 1) {
      video.queue.object(object(1, id, { size: 1000 }));
      assert.ok(budget.used <= 10_000);
    }
    assert.ok(video.counted.dropped > 80);
    assert.equal(audio.counted.dropped, 0);
    audio.sender.goOn();
    video.sender.goOn();
    await settle();
    assert.deepEqual(audio.sender.streams[0]!.objects, [0]);
    video.queue.object(object(2, 0, { size: 1000 }));
    await settle();
    assert.deepEqual(video.sender.streams.at(-1), { group: 2, subgroup: 0, urgency: video.sender.streams.at(-1)!.urgency, objects: [0], state: 'open' });
  });

  it('opens no endless number of streams to one that reads nothing', async () => {
    const { sender, queue, counted } = setUp();
    sender.stop();
    for (let group = 0; group < 200; group += 1) queue.object(object(group, 0, { size: 1 }));
    await settle();
    assert.ok(sender.streams.length <= 24);
    assert.equal(counted.dropped, 200 - sender.streams.length);
  });

  it('resets a stream whose publisher gave up, and goes on with the next group', async () => {
    const { sender, queue } = setUp();
    queue.object(object(1, 0));
    queue.subgroupEnd({ group: 1, subgroup: 0, whole: false, endOfGroup: false });
    queue.object(object(2, 0));
    await settle();
    assert.deepEqual(sender.streams.map(({ state }) => state), ['reset', 'open']);
  });

  it('sends nothing while it is told not to, and goes on with a whole group', async () => {
    const { sender, queue } = setUp({ forward: false });
    queue.object(object(1, 0));
    queue.change({ forward: true });
    queue.object(object(1, 1));
    queue.object(object(2, 0));
    await settle();
    assert.deepEqual(sender.streams.map(({ group, objects }) => ({ group, objects })), [{ group: 2, objects: [0] }]);
  });

  it('lets what waits already go after another track that is wanted more from now on', async () => {
    const budget = new SendBudget(1000);
    const [leaving, coming] = [setUp({ budget, priority: 96 }), setUp({ budget, priority: 96 })];
    leaving.queue.object(object(1, 0));
    await settle();
    leaving.queue.change({ priority: 160 });
    coming.queue.object(object(7, 0));
    leaving.queue.object(object(2, 0));
    await settle();
    const [before, after] = leaving.sender.streams;
    assert.ok(before!.urgency < coming.sender.streams[0]!.urgency);
    assert.ok(after!.urgency < before!.urgency, 'the older group of one track first');
    // And when too much waits, it goes first.
    leaving.sender.stop();
    coming.sender.stop();
    leaving.queue.object(object(2, 1, { size: 600 }));
    coming.queue.object(object(7, 1, { size: 600 }));
    assert.deepEqual([leaving.counted.dropped, coming.counted.dropped], [1, 0]);
  });

  it('keeps to the range that was asked for', async () => {
    const { sender, queue } = setUp({ start: { group: 1, object: 1 }, endGroup: 2 });
    queue.object(object(1, 0));
    queue.object(object(1, 1));
    queue.object(object(2, 0));
    await settle();
    queue.object(object(3, 0));
    await settle();
    assert.deepEqual(sender.streams.map(({ group, objects }) => ({ group, objects })), [{ group: 1, objects: [1] }, { group: 2, objects: [0] }]);
    assert.equal(sender.doneWith, 'SUBSCRIPTION_ENDED');
  });

  it('says that it is done once everything has gone, or after a while', async () => {
    const { clock, sender, queue, budget } = setUp();
    sender.stop();
    queue.object(object(1, 0));
    queue.ended('TRACK_ENDED', '');
    await settle();
    assert.equal(sender.doneWith, undefined);
    clock.advance(2000);
    assert.equal(sender.doneWith, 'TRACK_ENDED');
    assert.equal(budget.used, 0);
    assert.equal(clock.pending(), 0);
    const other = setUp();
    other.queue.object(object(1, 0));
    other.queue.ended('TRACK_ENDED', '');
    await settle();
    assert.equal(other.sender.doneWith, 'TRACK_ENDED');
    assert.deepEqual(other.sender.streams[0]!.objects, [0]);
  });

  it('passes datagrams on as such', () => {
    const { sender, queue } = setUp();
    queue.object({ ...object(1, 5), datagram: true });
    assert.deepEqual(sender.datagrams, [5]);
    assert.equal(sender.streams.length, 0);
  });

  it('lets go of everything when the subscriber has gone', async () => {
    const { sender, queue, budget, clock } = setUp();
    sender.stop();
    queue.object(object(1, 0));
    await settle();
    queue.close();
    assert.equal(sender.streams[0]!.state, 'reset');
    assert.equal(budget.used, 0);
    queue.object(object(1, 1));
    assert.equal(budget.used, 0);
    assert.equal(clock.pending(), 0);
  });

  it('passes a subscriber over that falls asleep when it is told of what was sent, and goes on with the next group', async () => {
    const sleepy = setUp({ sent: () => sleepy.queue.sleep() });
    const { sender, queue, counted, budget } = sleepy;
    for (const id of [0, 1, 2]) queue.object(object(1, id));
    await settle();
    queue.object(object(1, 3));
    assert.deepEqual(sender.streams.map(({ objects, state }) => ({ objects, state })), [{ objects: [0], state: 'reset' }]);
    assert.equal(budget.used, 0);
    assert.equal(counted.dropped, 3);
    assert.equal(queue.wake(), undefined);
    queue.object(object(1, 4));
    queue.object(object(2, 0));
    await settle();
    assert.deepEqual(sender.streams.map(({ group, objects }) => ({ group, objects })), [{ group: 1, objects: [0] }, { group: 2, objects: [0] }]);
  });
});
