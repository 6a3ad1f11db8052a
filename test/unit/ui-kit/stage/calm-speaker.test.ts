import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeClock } from '../../../../core/testing/fake-clock.ts';
import { calm, CalmSpeaker, nobody, type Calm } from '../../../../ui-kit/stage/calm-speaker.ts';

/** Who is shown while these speak, each from its moment on: `[at, speaker]`, ms. */
function shownBy(...heard: readonly (readonly [at: number, speaker: string | null])[]): (string | null)[] {
  let state: Calm = nobody;
  return heard.map(([at, speaker]) => (state = calm(state, speaker, at)).shown);
}

describe('a calm spotlight', () => {
  it('is at once on the first who speaks, and stays in silence', () => {
    assert.deepEqual(shownBy([0, null], [10, 'ada'], [20, null], [90_000, null]), [null, 'ada', 'ada', 'ada']);
  });

  it('is not moved by a cough', () => {
    assert.deepEqual(shownBy([0, 'ada'], [10_000, 'bo'], [10_800, 'ada'], [20_000, 'ada']), ['ada', 'ada', 'ada', 'ada']);
    assert.deepEqual(shownBy([0, 'ada'], [10_000, 'bo'], [10_500, null], [10_950, 'bo'], [11_800, 'bo'], [11_850, 'bo']), ['ada', 'ada', 'ada', 'ada', 'ada', 'bo'], 'a pause begins the wait anew');
  });

  it('turns to who goes on speaking, but never twice within three seconds', () => {
    assert.deepEqual(shownBy([0, 'ada'], [100, 'bo'], [2999, 'bo'], [3000, 'bo']), ['ada', 'ada', 'ada', 'bo']);
    assert.deepEqual(shownBy([0, 'ada'], [10_000, 'bo'], [10_900, 'bo'], [10_950, 'cy'], [13_899, 'cy'], [13_900, 'cy']), ['ada', 'ada', 'bo', 'bo', 'bo', 'cy']);
  });

  it('does not jump between two who talk at once', () => {
    const heard = Array.from({ length: 40 }, (_, index) => [index * 500, index % 2 ? 'bo' : 'ada'] as const);
    assert.deepEqual(new Set(shownBy(...heard)), new Set(['ada']));
  });

  it('draws its element again when a turn has come, and never after it is gone', async () => {
    const clock = createFakeClock();
    let drawn = 0;
    const speaker = new CalmSpeaker({ addController() {}, removeController() {}, requestUpdate: () => void drawn++, updateComplete: Promise.resolve(true) });
    speaker.clock = clock;
    assert.equal(speaker.hear('ada'), 'ada');
    assert.equal(speaker.hear('bo'), 'ada');
    await clock.advance(2999);
    assert.equal(drawn, 0);
    await clock.advance(1);
    assert.equal(drawn, 1);
    assert.equal(speaker.hear('bo'), 'bo');
    speaker.hear('cy');
    speaker.hostDisconnected();
    assert.equal(clock.pending(), 0);
  });
});
