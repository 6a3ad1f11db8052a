import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atom } from 'nanostores';
import { automaticTiles, chooseTracks, Subscriptions } from '../../../../core/media/subscriptions.ts';
import type { BroadcasterInfo, Source } from '../../../../core/wire/signal/shapes.ts';

const person = (peerId: string, change: Partial<BroadcasterInfo> & { sources?: Source[] } = {}): BroadcasterInfo => {
  const { sources = ['camera', 'mic'], ...rest } = change;
  return {
    peerId, displayName: peerId, role: 'host', joinedAt: Number(peerId.slice(1)), isOriginalHost: false, paused: false,
    producers: sources.map((source) => ({ producerId: `${peerId}-${source}`, source, paused: false })),
    ...rest,
  };
};
const crowd = (count: number): BroadcasterInfo[] => Array.from({ length: count }, (_, index) => person(`p${index + 1}`));
const none = new Map<string, boolean>();
const ids = (tracks: readonly { producerId: string }[]): string[] => tracks.map(({ producerId }) => producerId);

test('a stage within the cap is received whole', () => {
  const broadcasters = crowd(automaticTiles);
  assert.equal(chooseTracks({ broadcasters, speaker: null, manual: none }).length, automaticTiles * 2);
});

test('above it: the original host, the speaker, screens, then those longest on stage', () => {
  const broadcasters = [person('p1'), person('p2'), person('p3', { sources: ['camera', 'mic', 'screen', 'screenAudio'] }), person('p4'), person('p9', { isOriginalHost: true }), person('p8')];
  const chosen = (cap: number) => ids(chooseTracks({ broadcasters, speaker: 'p8', manual: none, cap })).map((id) => id.replace(/^(p\d)-(camera|mic)$/, '$1').replace(/-screen(Audio)?$/, '-screen'));
  assert.deepEqual([...new Set(chosen(1))], ['p9']);
  assert.deepEqual([...new Set(chosen(2))], ['p9', 'p8']);
  assert.deepEqual([...new Set(chosen(3))], ['p3-screen', 'p9', 'p8']);
  assert.deepEqual([...new Set(chosen(5))], ['p1', 'p2', 'p3-screen', 'p9', 'p8']);
  assert.equal(chosen(7).length, 14, 'all of them, each with its sound');
});

test('someone who only speaks takes a place, someone who publishes nothing does not', () => {
  const broadcasters = [person('p1', { sources: [] }), person('p2', { sources: ['mic'] }), person('p3')];
  assert.deepEqual(ids(chooseTracks({ broadcasters, speaker: null, manual: none, cap: 2 })), ['p2-mic', 'p3-camera', 'p3-mic']);
});

test('what is asked for goes before the cap, what is declined is left out', () => {
  const broadcasters = crowd(3);
  const manual = new Map([['p3:audio', true], ['p1:video', false]]);
  assert.deepEqual(ids(chooseTracks({ broadcasters, speaker: null, manual, cap: 1 })), ['p1-mic', 'p3-mic']);
});

test('the choice changes only when a track does, and a pause in speaking is no change', () => {
  const [$broadcasters, $speaker] = [atom<readonly BroadcasterInfo[]>(crowd(automaticTiles + 2)), atom<string | null>(null)];
  const subscriptions = new Subscriptions($broadcasters, $speaker);
  const heard: number[] = [];
  subscriptions.$wanted.listen((wanted) => void heard.push(wanted.length));
  const last = `p${automaticTiles + 2}`;
  $speaker.set('p1');
  assert.equal(heard.length, 0, 'already received');
  $speaker.set(last);
  assert.deepEqual([heard.length, ids(subscriptions.$wanted.get()).includes(`${last}-camera`)], [1, true]);
  $speaker.set(null);
  $broadcasters.set($broadcasters.get().map((broadcaster) => ({ ...broadcaster, paused: true })));
  assert.equal(heard.length, 1);
  subscriptions.set('p1', 'video', false);
  assert.deepEqual(heard, [automaticTiles * 2, automaticTiles * 2 - 1]);
  subscriptions.set('p1', 'video', true);
  assert.equal(heard.at(-1), automaticTiles * 2);
});
