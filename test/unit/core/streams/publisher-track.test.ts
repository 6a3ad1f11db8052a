import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CaptureClock } from '../../../../core/streams/capture-clock.ts';
import { Packager, videoTrack } from '../../../../core/streams/packager.ts';
import { PublishedTrack } from '../../../../core/streams/publisher-track.ts';
import { RateControl } from '../../../../core/streams/rate-control.ts';
import { readFragment } from '../../../../core/wire/cmaf/read-fragment.ts';
import { readInit } from '../../../../core/wire/cmaf/read-init.ts';
import type { MoqtObject } from '../../../../core/wire/moqt/objects.ts';
import type { SubscribeRequest } from '../../../../core/wire/moqt/session-api.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

interface Stream { readonly group: number; readonly subgroup: number; readonly objects: MoqtObject[]; state: 'open' | 'finished' | 'reset' }

/** A subscriber whose streams take what they are given while `open`. */
function subscriber() {
  const streams: Stream[] = [];
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const told: string[] = [];
  const request = {
    accept: ({ largest }: { largest?: { group: number; object: number } }) => {
      if (largest) told.push(`largest ${largest.group}/${largest.object}`);
      return {
        async openSubgroup({ group, subgroup }: Stream) {
          const stream: Stream = { group, subgroup, objects: [], state: 'open' };
          streams.push(stream);
          return {
            async write(object: MoqtObject) {
              await gate.promise;
              stream.objects.push(object);
            },
            async finish() { stream.state = 'finished'; },
            reset() { stream.state = 'reset'; },
          };
        },
        sendDatagram() {},
        done: (code: string) => told.push(code),
      };
    },
  } as unknown as SubscribeRequest;
  return { request, streams, told, shut: () => { gate = Promise.withResolvers(); }, open: () => gate.resolve() };
}

const settled = async (): Promise<void> => { for (let turn = 0; turn < 60; turn++) await Promise.resolve(); };
const bytes = (value: number): Uint8Array => Uint8Array.of(value);
const shape = ({ group, subgroup, objects, state }: Stream): string => `${group}.${subgroup} ${objects.map(({ object }) => object).join(',')} ${state}`;

function world() {
  const clock = createFakeClock();
  const lost: number[] = [];
  const track = new PublishedTrack({ priority: 128, clock, sent: () => {}, dropped: (objects) => lost.push(objects) });
  return { clock, lost, track };
}

describe('a published track', () => {
  it('sends each group as its init segment and the rest, on streams of their own', async () => {
    const { track } = world();
    const viewer = subscriber();
    track.serve(viewer.request);
    track.begin(10, bytes(0));
    track.fragment(bytes(1));
    track.fragment(bytes(2));
    track.begin(11, bytes(0));
    await settled();
    assert.deepEqual(viewer.streams.map(shape), ['10.0 0 finished', '10.1 1,2 finished', '11.0 0 finished']);
  });

  it('gives whoever comes late the newest group from its start', async () => {
    const { track } = world();
    track.begin(10, bytes(0));
    track.fragment(bytes(1));
    const viewer = subscriber();
    track.serve(viewer.request);
    track.fragment(bytes(2));
    await settled();
    assert.deepEqual(viewer.streams.map(shape), ['10.0 0 finished', '10.1 1,2 open']);
    assert.deepEqual(viewer.told, ['largest 10/1']);
  });

  it('gives up the tail of a group when the uplink is slow, and goes on with the next', async () => {
    const { track, clock, lost } = world();
    const viewer = subscriber();
    track.serve(viewer.request);
    track.begin(10, bytes(0));
    track.fragment(bytes(1));
    await settled();
    viewer.shut();
    for (let object = 2; object < 6; object++) track.fragment(bytes(object));
    await settled();
    clock.advance(1600);
    assert.equal(track.waitedMs, 1600);
    track.fragment(bytes(6));
    assert.deepEqual(lost, [5]);
    track.fragment(bytes(7));
    assert.equal(track.waitedMs, 0, 'nothing waits for what was given up');
    viewer.open();
    track.begin(11, bytes(0));
    track.fragment(bytes(1));
    await settled();
    assert.deepEqual(viewer.streams.filter(({ subgroup }) => subgroup === 1).map(({ group, state }) => `${group} ${state}`), ['10 reset', '11 open']);
  });

  it('tells its end', () => {
    const { track } = world();
    const viewer = subscriber();
    track.serve(viewer.request);
    track.end();
    assert.deepEqual(viewer.told, ['TRACK_ENDED']);
  });
});

describe('packing', () => {
  it('makes groups of keyframes, times of the moment of capture, and tells of a new codec once', () => {
    const { track } = world();
    const groups: { id: number; init: Uint8Array; fragments: Uint8Array[] }[] = [];
    Object.assign(track, { begin: (id: number, init: Uint8Array) => groups.push({ id, init, fragments: [] }), fragment: (payload: Uint8Array) => groups.at(-1)!.fragments.push(payload) });
    const packager = new Packager('video/720p', track, 1000, 50);
    const description = Uint8Array.of(1, 0x42, 0xe0, 0x1f, 0xff, 0xe1, 0, 0, 1, 0, 0);
    const frame = (key: boolean, capturedAt: number) => packager.frame({ key, capturedAt, duration: 40, data: bytes(1) });
    frame(true, 1000);
    assert.equal(packager.configure(videoTrack({ width: 1280, height: 720, description })), true);
    assert.equal(packager.configure(videoTrack({ width: 1280, height: 720, description })), false);
    frame(false, 1040);
    for (const [key, at] of [[true, 2000], [false, 2040], [true, 3000]] as const) frame(key, at);
    assert.deepEqual(groups.map(({ id, fragments }) => [id, fragments.length]), [[50, 2], [51, 1]]);
    const { timescale } = readInit(groups[0]!.init).track;
    const { samples, capturedAt } = readFragment(groups[0]!.fragments[1]!);
    assert.equal(samples[0]!.decodeTime / timescale, 1.04);
    assert.ok(Math.abs(capturedAt! - 2040) < 1);
    assert.deepEqual(packager.entry({ bitrate: 5 }), { name: 'video/720p', kind: 'video', codec: 'avc1.42E01F', width: 1280, height: 720, bitrate: 5 });
  });

  it('puts picture and sound on one time of day', () => {
    let now = 1_000_000;
    const times = new CaptureClock(() => now);
    assert.equal(times.captured('video', 5_000_000), 1_000_000);
    now += 30;
    assert.equal(times.captured('audio', 5_010_000), 1_000_010, 'the same clock, read a little later');
    now += 60_000;
    assert.equal(times.captured('video', 5_100_000), 1_060_030, 'a source that slept');
  });
});

describe('the rate of an uplink', () => {
  it('falls while things wait, and comes back slowly once they do not', () => {
    const rate = new RateControl();
    assert.equal(rate.look(400, 0), true);
    assert.equal(rate.look(400, 500), false, 'it has to show first');
    for (let at = 1000; at < 20_000; at += 1000) rate.look(900, at);
    assert.equal(rate.share, 0.15);
    let at = 20_000;
    while (rate.share < 1 && at < 200_000) rate.look(10, at += 500);
    assert.equal(rate.share, 1);
    assert.ok(at - 20_000 > 30_000);
  });
});
