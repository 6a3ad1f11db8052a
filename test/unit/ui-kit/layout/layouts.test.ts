import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createScenario } from '../../../../core/testing/scenario.ts';
import type { Direction } from '../../../../core/wire/signal/shapes.ts';
import { createRoomContext, type RoomContext } from '../../../../ui-kit/context.ts';
import { keepChoice, readChoice } from '../../../../ui-kit/layout/kept-choice.ts';
import { choiceIn, choose, crowdedIn, layoutIn, layoutOf } from '../../../../ui-kit/layout/layouts.ts';

const room = (broadcasters = 3): RoomContext => createRoomContext(createScenario({ broadcasters }));
function direct({ manager }: RoomContext, direction: Direction | undefined): void {
  const { $room } = (manager as ReturnType<typeof createScenario>).stores.session;
  const { direction: _, ...info } = $room.get()!;
  $room.set({ ...info, ...(direction ? { direction } : {}) });
}

/** What a tab keeps for its visit. */
function visit(t: TestContext, storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Map<string, string> {
  const kept = new Map<string, string>();
  const own = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, value: storage ?? own });
  t.after(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));
  return kept;
}

describe('the layout of a room', () => {
  it('is mine, else the host’s, else the page’s', () => {
    const context = room();
    const layout = layoutIn(context);
    const seen: string[] = [];
    const stop = layout.subscribe((name) => void seen.push(name));
    context.view.$asked.set('immersive');
    direct(context, { layout: 'grid', directedAt: 1 });
    choose(context, { layout: 'theatre' });
    direct(context, { layout: 'grid', directedAt: 1 });
    direct(context, { layout: 'spotlight', directedAt: 2 });
    choose(context, { layout: 'auto' });
    choose(context, { layout: null });
    direct(context, { layout: 'auto', directedAt: 3 });
    stop();
    assert.deepEqual(seen, ['auto', 'immersive', 'grid', 'theatre', 'spotlight', 'auto', 'spotlight', 'immersive']);
  });

  it('has one large tile for me beside the layout, until the host chooses anew', () => {
    const context = room();
    choose(context, { layout: 'grid' });
    choose(context, { tile: 'host-1:camera' });
    assert.deepEqual(choiceIn(context).get(), { layout: 'grid', tile: 'host-1:camera', directedAt: 0 });
    direct(context, { layout: 'spotlight', peerId: 'host-2', directedAt: 9 });
    assert.equal(choiceIn(context).get(), null);
    choose(context, { tile: 'host-0:camera' });
    assert.deepEqual(choiceIn(context).get(), { layout: null, tile: 'host-0:camera', directedAt: 9 }, 'what was over stays over');
  });

  it('is known by its older names', () => {
    assert.deepEqual(['auto', 'grid', 'compact', 'wide', '', null].map(layoutOf), ['auto', 'grid', 'immersive', 'theatre', 'auto', 'auto']);
  });

  it('leaves the chat less room only where tiles stand above it', () => {
    const at = (count: number, name: 'auto' | 'grid' | 'immersive' | 'spotlight'): boolean => {
      const context = room(count);
      context.view.$asked.set(name);
      return crowdedIn(context).get();
    };
    assert.deepEqual([at(2, 'auto'), at(3, 'auto'), at(2, 'grid'), at(4, 'immersive'), at(4, 'spotlight'), at(1, 'grid')], [false, true, true, false, false, false]);
  });
});

describe('a layout kept for the visit', () => {
  it('is there again in the same room, and not in another', (t) => {
    visit(t);
    const before = room();
    const stop = keepChoice(before);
    choose(before, { layout: 'grid', tile: 'host-1:camera' });
    stop();
    const again = room();
    const stopAgain = keepChoice(again);
    assert.deepEqual(again.view.$choice.get(), { layout: 'grid', tile: null, directedAt: 0 });
    const { $room } = (again.manager as ReturnType<typeof createScenario>).stores.session;
    $room.set({ ...$room.get()!, roomId: 'another' });
    assert.equal(again.view.$choice.get(), null);
    stopAgain();
  });

  it('is forgotten when it is given up', (t) => {
    const kept = visit(t);
    const context = room();
    const stop = keepChoice(context);
    choose(context, { layout: 'grid' });
    assert.equal(kept.size, 1);
    choose(context, { layout: null });
    assert.equal(kept.size, 0);
    stop();
    choose(context, { layout: 'theatre' });
    assert.equal(kept.size, 0, 'nobody listens any more');
  });

  it('is nothing where it makes no sense, or nothing may be kept', (t) => {
    for (const text of [null, '', '{', 'null', '1', '"grid"', '{}', '{"layout":"grid"}', '{"layout":"sideways","directedAt":1}', '{"layout":"grid","directedAt":"1"}', '{"layout":["grid"],"directedAt":1}', '{"__proto__":{"layout":"grid"},"directedAt":1}']) assert.equal(readChoice(text), null, String(text));
    const refuse = (): never => { throw new Error('not here'); };
    visit(t, { getItem: refuse, setItem: refuse, removeItem: refuse });
    const context = room();
    const stop = keepChoice(context);
    choose(context, { layout: 'grid' });
    assert.equal(context.view.$choice.get()?.layout, 'grid');
    stop();
  });
});
