import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MediaError } from '../../../../core/wire/bytes/media-error.ts';
import { joined } from '../../../../core/wire/bytes/byte-writer.ts';
import { fragment } from '../../../../core/wire/cmaf/fragment.ts';
import { Packager } from '../../../../server/hls/packager.ts';
import type { Part, SegmentHead } from '../../../../server/hls/segment.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { otherPictureInit, pictureAt, pictureInit, soundInit, sounds } from '../../../support/fragments.ts';

const started = Date.UTC(2026, 0, 1, 12);

function packaged() {
  const clock = createFakeClock(started);
  const cuts: (['begin', SegmentHead] | ['part', Part] | ['end', number])[] = [];
  const packager = new Packager({ clock, to: { begin: (head) => void cuts.push(['begin', head]), part: (part) => void cuts.push(['part', part]), end: (duration) => void cuts.push(['end', duration]) } });
  /** In the words of a playlist: `[` begins a segment, then the parts' durations, `*` where one may start. */
  const seen = (): string => cuts.map((cut) => (cut[0] === 'begin' ? `[${cut[1].discontinuity ? '!' : ''}` : cut[0] === 'end' ? `]${cut[1].toFixed(2)}` : `${cut[1].independent ? '*' : ''}${cut[1].duration.toFixed(2)}`)).join(' ');
  /** Pictures from `from` to `to` seconds, with a keyframe at the start. */
  const group = (from: number, to: number, offsetMs = started, fps = 30): Uint8Array[] => Array.from({ length: Math.round((to - from) * fps) }, (_, index) => {
    const at = from + index / fps;
    const bytes = pictureAt(at, { key: index === 0, duration: 1 / fps, capturedAt: offsetMs + at * 1000, data: Uint8Array.of(index, Math.round(at)) });
    packager.fragment(bytes, { startsGroup: index === 0 });
    return bytes;
  });
  return { clock, cuts, packager, seen, group };
}

describe('the packager', () => {
  it('makes parts of 200 ms and a segment of each group of a second, without a change to the bytes', () => {
    const { packager, group, seen, cuts, clock } = packaged();
    packager.init(pictureInit);
    const all = [...group(0, 1), ...group(1, 2)];
    packager.init(pictureInit);
    packager.fragment(pictureAt(2, { key: true, capturedAt: started + 2000 }), { startsGroup: true });
    assert.equal(seen(), '[ *0.20 0.20 0.20 0.20 0.20 ]1.00 [ *0.20 0.20 0.20 0.20 0.20 ]1.00 [');
    const parts = cuts.flatMap((cut) => (cut[0] === 'part' ? [cut[1].bytes] : []));
    assert.deepEqual(joined(parts), joined(all));
    assert.equal((cuts[0]![1] as SegmentHead).startsAt, started);
    packager.close();
    assert.equal(clock.pending(), 0);
  });

  it('begins a part with each keyframe, and puts short groups into one segment', () => {
    const { packager, group, seen } = packaged();
    packager.init(pictureInit);
    group(0, 0.5);
    group(0.5, 1);
    group(1, 1.1);
    assert.equal(seen(), '[ *0.20 0.20 0.10 *0.20 0.20 0.10 ]1.00 [');
  });

  it('makes parts and segments of sound, where every part is a start', () => {
    const { packager, seen } = packaged();
    packager.init(soundInit);
    for (let at = 0; at < 55; at += 5) {
      const frames = Array.from({ length: 5 }, (_, index) => ({ ...sounds.samples[0]!, decodeTime: (at + index) * 960 }));
      packager.fragment(fragment(frames, { sequence: at + 1, capturedAt: started + at * 20 }), { startsGroup: at % 50 === 0 });
    }
    assert.equal(seen(), '[ *0.20 *0.20 *0.20 *0.20 *0.20 ]1.00 [');
  });

  it('does not keep a picture waiting for the next', () => {
    const { packager, seen, clock } = packaged();
    packager.init(pictureInit);
    packager.fragment(pictureAt(0, { key: true, capturedAt: started }), { startsGroup: true });
    clock.advance(300);
    assert.equal(seen(), '[ *0.03');
    packager.fragment(pictureAt(0.4, { capturedAt: started + 400 }), { startsGroup: false });
    packager.fragment(pictureAt(0.5, { capturedAt: started + 500 }), { startsGroup: false });
    packager.fragment(pictureAt(1, { key: true, capturedAt: started + 1000 }), { startsGroup: true });
    assert.equal(seen(), '[ *0.03 0.20 ]1.00 [', 'a part is never longer than it may be; the segment lasts until the next');
  });

  it('takes a frame for as long as until the next one, whatever it said of itself', () => {
    const { packager, seen, clock } = packaged();
    packager.init(pictureInit);
    // Each third one came late, and was sent on with a second, to be safe.
    for (let index = 0; index <= 30; index++) packager.fragment(pictureAt(index / 15, { key: index % 15 === 0, duration: index % 3 === 2 ? 1 : 1 / 15, capturedAt: started + (index * 1000) / 15 }), { startsGroup: index % 15 === 0 });
    assert.equal(seen(), '[ *0.13 0.20 0.20 0.20 0.20 0.07 ]1.00 [ *0.13 0.20 0.20 0.20 0.20 0.07 ]1.00 [');
    packager.fragment(pictureAt(31 / 15, { duration: 1, capturedAt: started + 31_000 / 15 }), { startsGroup: false });
    clock.advance(300);
    assert.match(seen(), / 0\.30$/, 'nor does it keep waiting for one that does not come');
    packager.close();
    assert.equal(clock.pending(), 0);
  });

  it('tells another clock from a pause by the capture times', () => {
    const { packager, group, seen } = packaged();
    packager.init(pictureInit);
    group(100, 101);
    group(104, 105);
    group(0, 1, started + 105_000);
    assert.equal(seen(), '[ *0.20 0.20 0.20 0.20 0.20 ]1.00 [ *0.20 0.20 0.20 0.20 0.20 ]1.00 [! *0.20 0.20 0.20 0.20 0.20');
  });

  it('tells another clock by its leaps where there are no capture times', () => {
    const { packager, seen } = packaged();
    packager.init(pictureInit);
    for (const at of [50, 51, 3, 4, 100]) packager.fragment(pictureAt(at, { key: true, duration: 1 }), { startsGroup: true });
    packager.close();
    assert.equal(seen(), '[ *1.00 ]1.00 [ *1.00 ]1.00 [! *1.00 ]1.00 [ *1.00 ]1.00 [! *1.00 ]1.00');
  });

  it('leaves out what it has had, when a track is read again', () => {
    const { packager, group, seen } = packaged();
    packager.init(pictureInit);
    group(0, 1);
    group(0, 1.4);
    packager.close();
    assert.equal(seen(), '[ *0.20 0.20 0.20 0.20 0.20 0.20 0.20 ]1.40');
  });

  it('begins a segment with a new init segment, not a discontinuity', () => {
    const { packager, group, cuts, seen } = packaged();
    packager.init(pictureInit);
    group(0, 0.5);
    packager.init(otherPictureInit);
    group(0.5, 1);
    packager.close();
    assert.equal(seen(), '[ *0.20 0.20 0.10 ]0.50 [ *0.20 0.20 0.10 ]0.50');
    const inits = cuts.flatMap((cut) => (cut[0] === 'begin' ? [cut[1].init.id] : []));
    assert.equal(new Set(inits).size, 2);
  });

  it('ends a segment after six seconds also without a keyframe', () => {
    const { packager, group, cuts, seen } = packaged();
    packager.init(pictureInit);
    group(0, 13, started, 5);
    packager.close();
    assert.deepEqual(seen().match(/\]\d+\.\d+/g), [']6.00', ']6.00', ']1.00']);
    assert.deepEqual(cuts.flatMap((cut) => (cut[0] === 'begin' ? [cut[1].independent] : [])), [true, false, false]);
  });

  it('waits for an init segment and a keyframe, and says what cannot be read', () => {
    const { packager, seen } = packaged();
    packager.fragment(pictureAt(0, { key: true }), { startsGroup: true });
    assert.throws(() => packager.init(Uint8Array.of(1, 2, 3)), MediaError);
    packager.init(pictureInit);
    packager.fragment(pictureAt(0), { startsGroup: false });
    assert.equal(seen(), '');
    assert.throws(() => packager.fragment(Uint8Array.of(0, 0, 0, 8, 1, 2, 3, 4), { startsGroup: false }), MediaError);
    packager.fragment(pictureAt(0.1, { key: true }), { startsGroup: true });
    packager.close();
    assert.equal(seen(), '[ *0.03 ]0.03');
  });
});
