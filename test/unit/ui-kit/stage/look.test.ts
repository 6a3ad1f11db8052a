import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createScenario } from '../../../../core/testing/scenario.ts';
import { lookOf, type LookInput } from '../../../../ui-kit/stage/look.ts';

const tiles = createScenario({ broadcasters: 3 }).stores.stage.$tiles.get();
const [first] = tiles;
const withScreen = [first!, { ...first!, key: 'host-0:screen', source: 'screen' as const }, ...tiles.slice(1)];
const look = (input: Partial<LookInput>, shown = tiles) => lookOf(shown, { layout: 'auto', tile: null, directed: undefined, speaker: null, ...input });
const at = (index: number, whole = false) => ({ grid: false, spotlight: { index, whole } });

describe('what is large', () => {
  it('is nobody in a grid, not even a screen', () => {
    assert.deepEqual(look({ layout: 'grid', speaker: 'host-1', directed: 'host-1' }, withScreen), { grid: true, spotlight: undefined });
  });

  it('is a shared screen in every other layout, whole', () => {
    for (const layout of ['auto', 'theatre', 'immersive', 'spotlight'] as const) assert.deepEqual(look({ layout, speaker: 'host-2' }, withScreen), at(1, true), layout);
  });

  it('is nobody by itself, and the first where the picture goes from edge to edge', () => {
    for (const layout of ['auto', 'theatre'] as const) assert.deepEqual(look({ layout }), { grid: false, spotlight: undefined });
    assert.deepEqual(look({ layout: 'immersive', speaker: 'host-2' }), at(0));
  });

  it('is whoever speaks in a spotlight, and until then someone other than oneself', () => {
    assert.deepEqual(look({ layout: 'spotlight', speaker: 'host-2' }), at(2));
    assert.deepEqual(look({ layout: 'spotlight', speaker: 'gone' }), at(0));
    const mine = tiles.map((tile, index) => ({ ...tile, isSelf: index === 0 }));
    assert.deepEqual(look({ layout: 'spotlight' }, mine), at(1));
    assert.deepEqual(look({ layout: 'spotlight' }, mine.slice(0, 1)), at(0), 'alone');
  });

  it('is whom the host chose, over screen and speaker, while they are there', () => {
    assert.deepEqual(look({ layout: 'spotlight', directed: 'host-1', speaker: 'host-2' }, withScreen), at(2));
    assert.deepEqual(look({ layout: 'spotlight', directed: 'gone', speaker: 'host-2' }), at(2));
    assert.deepEqual(look({ layout: 'theatre', directed: 'host-1' }), { grid: false, spotlight: undefined }, 'only in a spotlight');
  });

  it('is what I chose for myself, over everything, while it is there', () => {
    for (const layout of ['auto', 'grid', 'spotlight', 'immersive'] as const) assert.deepEqual(look({ layout, tile: 'host-2:camera', directed: 'host-1' }, withScreen), at(3), layout);
    assert.deepEqual(look({ layout: 'grid', tile: 'host-9:camera' }), { grid: true, spotlight: undefined });
    assert.deepEqual(look({ tile: 'host-0:screen' }, withScreen), at(1, true));
  });

  it('is nobody on an empty stage', () => {
    for (const layout of ['auto', 'grid', 'spotlight', 'immersive'] as const) assert.equal(look({ layout, tile: 'x', speaker: 'y' }, []).spotlight, undefined, layout);
  });
});
