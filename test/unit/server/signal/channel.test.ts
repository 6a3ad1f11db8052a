import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { Channel } from '../../../../server/signal/channel.ts';
import type { Frame } from '../../../../server/signal/frame.ts';
import type { Outlet } from '../../../../server/signal/outlet.ts';

interface Reader extends Outlet { readonly frames: Frame[]; readonly droppable: boolean[] }

function reader(): Reader {
  const frames: Frame[] = [];
  const droppable: boolean[] = [];
  return {
    frames,
    droppable,
    send(frame, mayDrop = false) {
      frames.push(frame);
      droppable.push(mayDrop);
    },
    close() {},
    finish() {},
  };
}

const paused = (peerId: string) => ({ type: 'BroadcastPaused', peerId, paused: true }) as const;
const decoded = (frames: readonly Frame[]): { seq: number; peerId: string }[] => frames.map((frame) => JSON.parse(String(frame)) as { seq: number; peerId: string });

describe('a channel', () => {
  it('numbers events without gaps and encodes each once for everyone', () => {
    const channel = new Channel('room');
    const [a, b] = [reader(), reader()];
    channel.add(a);
    channel.publish(paused('p1'));
    channel.add(b);
    channel.publish(paused('p2'));
    assert.deepEqual(decoded(a.frames).map(({ seq }) => seq), [1, 2]);
    assert.deepEqual(decoded(b.frames), [{ type: 'BroadcastPaused', peerId: 'p2', paused: true, channel: 'room', seq: 2 }]);
    assert.equal(a.frames[1], b.frames[0], 'the very same bytes');
    channel.remove(a);
    channel.publish(paused('p3'));
    assert.deepEqual([a.frames.length, b.frames.length, channel.seq], [2, 2, 3]);
  });

  it('sends hints without a number, and only as long as they fit', () => {
    const channel = new Channel('audience');
    const a = reader();
    channel.hint({ type: 'ViewerCountChanged', count: 1 });
    channel.add(a);
    channel.hint({ type: 'ViewerCountChanged', count: 2 });
    assert.deepEqual([decoded(a.frames), a.droppable, channel.seq], [[{ type: 'ViewerCountChanged', count: 2 }], [true], 0]);
  });

  it('knows what came after a number, as far back as it keeps', () => {
    const channel = new Channel('room');
    assert.deepEqual(channel.since(0), []);
    assert.equal(channel.since(1), undefined);
    for (let event = 1; event <= limits.replayEvents + 2; event += 1) channel.publish(paused(`p${event}`));
    assert.deepEqual(channel.since(channel.seq), []);
    assert.deepEqual(decoded(channel.since(channel.seq - 2)!).map(({ peerId }) => peerId), [`p${limits.replayEvents + 1}`, `p${limits.replayEvents + 2}`]);
    assert.equal(decoded(channel.since(2)!)[0]?.seq, 3);
    assert.equal(channel.since(1), undefined, 'the first two are forgotten');
    assert.equal(channel.since(channel.seq + 1), undefined);
  });

  it('keeps no more bytes than may be replayed at once', () => {
    const channel = new Channel('room');
    const data = 'x'.repeat(limits.data - 2);
    for (let event = 1; event <= 100; event += 1) channel.publish({ type: 'DataReceived', from: 'p', topic: 't', payload: { json: data } });
    const kept = Array.from({ length: 100 }, (_, index) => channel.since(index)).find((frames) => frames !== undefined)!;
    const bytes = kept.reduce((sum, frame) => sum + frame.length, 0);
    assert.ok(bytes <= limits.replayBytes && bytes + 2 * limits.data > limits.replayBytes, `${bytes} bytes kept`);
    assert.ok(limits.replayBytes < limits.closeBytes, 'or what is replayed would close its socket');
  });

  it('bears readers that leave while it speaks', () => {
    const channel = new Channel('room');
    const last = reader();
    const leaving: Outlet = { ...reader(), send: () => channel.remove(leaving) };
    channel.add(leaving);
    channel.add(last);
    channel.publish(paused('p'));
    channel.publish(paused('q'));
    assert.equal(last.frames.length, 2);
  });
});
