import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MediaPlaylist, type PlaylistOptions } from '../../../../server/hls/media-playlist.ts';
import { Packager } from '../../../../server/hls/packager.ts';
import { Timeline } from '../../../../server/hls/timeline.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { otherPictureInit, pictureAt, pictureInit } from '../../../support/fragments.ts';
import { attributeOf, readPlaylist, type ListedSegment, type Playlist } from '../../../support/m3u8.ts';
import { seededRandom } from '../../../support/random.ts';

const started = Date.UTC(2026, 0, 1, 12);
const query = '?tok=a%20b';

function played({ windowSec = 60 } = {}) {
  const clock = createFakeClock(started);
  let changes = 0;
  const timeline = new Timeline({ firstSequence: 700, windowSec, disk: { save: async () => undefined }, changed: () => { changes++; } });
  const packager = new Packager({ clock, to: timeline });
  packager.init(pictureInit);
  let at = 0;
  /** A group of so many pictures, each 1/30 s. */
  const group = (pictures: number): void => {
    for (let index = 0; index < pictures; index++, at += 1 / 30) packager.fragment(pictureAt(at, { key: index === 0, capturedAt: started + at * 1000 }), { startsGroup: index === 0 });
  };
  return { timeline, packager, group, changes: () => changes };
}

const mediaPlaylist = (timeline: Timeline, options: PlaylistOptions): string => new MediaPlaylist(timeline).text(options);

/** What a player makes of a delta update and what it had before: RFC 8216bis §6.3.7. */
function merged(before: Playlist, delta: Playlist): ListedSegment[] {
  const first = Number(delta.tags.get('#EXT-X-MEDIA-SEQUENCE'));
  const skipped = before.segments.filter(({ sequence }) => sequence >= first && sequence < first + delta.skipped);
  assert.equal(skipped.length, delta.skipped, 'the player has what is skipped');
  const map = skipped.at(-1)?.map;
  return [...skipped, ...delta.segments.map((segment) => ({ ...segment, map: segment.map ?? map }))];
}

const plain = (segments: readonly ListedSegment[]): object[] => segments.map(({ parts: _parts, ...rest }) => rest);

describe('the media playlist', () => {
  it('says all there is to say of a stream that has begun', () => {
    const { timeline, group } = played();
    group(30);
    group(15);
    assert.equal(mediaPlaylist(timeline, { query, reports: [{ uri: '../sound/index.m3u8', timeline }] }), `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.000,CAN-SKIP-UNTIL=12.0
#EXT-X-PART-INF:PART-TARGET=0.200
#EXT-X-MEDIA-SEQUENCE:700
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="init-${timeline.listed[0]!.init.id}.mp4?tok=a%20b"
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T12:00:00.000Z
#EXT-X-PART:DURATION=0.20000,URI="700.0.m4s?tok=a%20b",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="700.1.m4s?tok=a%20b"
#EXT-X-PART:DURATION=0.20000,URI="700.2.m4s?tok=a%20b"
#EXT-X-PART:DURATION=0.20000,URI="700.3.m4s?tok=a%20b"
#EXT-X-PART:DURATION=0.20000,URI="700.4.m4s?tok=a%20b"
#EXTINF:1.00000,
700.m4s?tok=a%20b
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T12:00:01.000Z
#EXT-X-PART:DURATION=0.20000,URI="701.0.m4s?tok=a%20b",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="701.1.m4s?tok=a%20b"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="701.2.m4s?tok=a%20b"
#EXT-X-RENDITION-REPORT:URI="../sound/index.m3u8?tok=a%20b",LAST-MSN=701,LAST-PART=1
`);
  });

  it('hints at the next segment once this one is as long as the last', () => {
    const { timeline, group } = played();
    group(30);
    group(31);
    assert.equal(readPlaylist(mediaPlaylist(timeline, { query: '' })).hint, '702.0.m4s');
  });

  it('ends with ENDLIST, and without a hint', () => {
    const { timeline, group, packager } = played();
    group(40);
    packager.close();
    timeline.finish();
    const text = mediaPlaylist(timeline, { query: '' });
    assert.match(text, /#EXTINF:1\.33333,\n700\.m4s\n#EXT-X-ENDLIST\n$/);
    assert.doesNotMatch(text, /PRELOAD-HINT/);
  });

  it('counts the discontinuities that have left it', () => {
    const { timeline, packager, group } = played({ windowSec: 4 });
    group(30);
    for (let at = 0; at < 5; at++) packager.fragment(pictureAt(900 - at * 100, { key: true, duration: 1 }), { startsGroup: true });
    const before = readPlaylist(mediaPlaylist(timeline, { query: '' }));
    const count = (playlist: Playlist): number => Number(playlist.tags.get('#EXT-X-DISCONTINUITY-SEQUENCE') ?? 0);
    assert.equal(count(before), 0);
    for (let at = 0; at < 5; at++) packager.fragment(pictureAt(90 - at * 10, { key: true, duration: 1 }), { startsGroup: true });
    const after = readPlaylist(mediaPlaylist(timeline, { query: '' }));
    assert.ok(count(after) > 2);
    const left = before.segments.filter(({ sequence, discontinuity }) => discontinuity && sequence < after.segments[0]!.sequence).length;
    assert.ok(count(after) >= left);
  });

  for (const seed of [1, 2, 3, 4]) {
    it(`keeps to the rules for any stream of any groups (${seed})`, () => {
      const random = seededRandom(seed);
      const { timeline, packager, group } = played({ windowSec: 20 + random.below(30) });
      const known = new Map<number, object>();
      const kept = new MediaPlaylist(timeline);
      let before: Playlist | undefined;
      let [sequence, discontinuities] = [0, 0];
      for (let step = 0; step < 70; step++) {
        if (random.chance(0.05)) packager.init(random.chance(0.5) ? pictureInit : otherPictureInit);
        group(1 + random.below(random.chance(0.1) ? 120 : 40));
        if (!timeline.isReady) continue;
        assert.equal(kept.text({ query }), mediaPlaylist(timeline, { query }), 'what is kept is not stale');
        const full = readPlaylist(mediaPlaylist(timeline, { query: '' }));
        const target = Number(full.tags.get('#EXT-X-TARGETDURATION'));
        const partTarget = Number(attributeOf(full, '#EXT-X-PART-INF', 'PART-TARGET'));
        assert.ok(Number(attributeOf(full, '#EXT-X-SERVER-CONTROL', 'PART-HOLD-BACK')) >= 2 * partTarget);
        assert.ok(full.segments[0]!.sequence >= sequence && Number(full.tags.get('#EXT-X-DISCONTINUITY-SEQUENCE') ?? 0) >= discontinuities, 'numbers only rise');
        sequence = full.segments[0]!.sequence;
        discontinuities = Number(full.tags.get('#EXT-X-DISCONTINUITY-SEQUENCE') ?? 0);
        for (const segment of full.segments) {
          assert.ok(segment.map !== undefined && segment.date !== undefined);
          assert.ok(segment.parts.every(({ duration }) => duration <= partTarget), 'no part is longer than the part target');
          if (segment.uri === undefined) assert.equal(segment, full.segments.at(-1), 'only the last is growing');
          else {
            assert.ok(Math.round(segment.duration!) <= target, 'no segment is longer than the target');
            const { parts: _parts, ...said } = segment;
            assert.deepEqual(known.get(segment.sequence) ?? said, said, 'what was said of a segment stays so');
            known.set(segment.sequence, said);
          }
        }
        const newest = full.segments.at(-1)!;
        assert.ok(full.hint === `${newest.sequence}.${newest.parts.length}.m4s` || full.hint === `${newest.sequence + 1}.0.m4s`);
        const [, hinted, part] = /^(\d+)\.(\d+)/.exec(full.hint)!;
        assert.ok(!timeline.has(Number(hinted), Number(part)) && timeline.announces(Number(hinted), Number(part)));
        if (before && before.segments.at(-1)!.sequence >= newest.sequence - 2) {
          const delta = readPlaylist(mediaPlaylist(timeline, { query: '', delta: true }));
          assert.deepEqual(plain(merged(before, delta)), plain(full.segments), 'a delta update makes the same playlist');
        }
        before = full;
      }
    });
  }
});
