import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { joined } from '../../core/wire/bytes/byte-writer.ts';
import { av1Config } from '../../core/wire/cmaf/av1.ts';
import { boxesIn } from '../../core/wire/cmaf/boxes.ts';
import { codecString } from '../../core/wire/cmaf/codec-string.ts';
import { fragment } from '../../core/wire/cmaf/fragment.ts';
import { initSegment } from '../../core/wire/cmaf/init-segment.ts';
import { readFragment } from '../../core/wire/cmaf/read-fragment.ts';
import { readInit, type InitSegment } from '../../core/wire/cmaf/read-init.ts';
import type { Sample } from '../../core/wire/cmaf/track.ts';
import { ensureFfmpeg, ffmpeg, frameSums, probe } from '../support/ffmpeg.ts';

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=20:duration=1.5'];
const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000:duration=1.5'];

interface Case { readonly args: readonly string[]; readonly codec: RegExp; readonly probed: string }

const cases: Readonly<Record<string, Case>> = {
  'H.264 with frames out of order': { args: [...picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-pix_fmt', 'yuv420p'], codec: /^avc1\.[\dA-F]{6}$/, probed: 'h264' },
  'H.264 of the high profile, 4:2:2': { args: [...picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv422p'], codec: /^avc1\.7A/, probed: 'h264' },
  VP9: { args: [...picture, '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-pix_fmt', 'yuv420p'], codec: /^vp09\.00\.\d\d\.08$/, probed: 'vp9' },
  AV1: { args: [...picture, '-c:v', 'libaom-av1', '-usage', 'realtime', '-cpu-used', '8', '-pix_fmt', 'yuv420p'], codec: /^av01\.0\.\d\dM\.08$/, probed: 'av1' },
  Opus: { args: [...sound, '-c:a', 'libopus'], codec: /^opus$/, probed: 'opus' },
  AAC: { args: [...sound, '-c:a', 'aac', '-ac', '2'], codec: /^mp4a\.40\.2$/, probed: 'aac' },
};

interface Packaged { readonly init: InitSegment; readonly samples: readonly Sample[]; readonly file: Uint8Array }

/** Takes apart what FFmpeg has packaged. */
async function packagedByFfmpeg(args: readonly string[]): Promise<Packaged> {
  const file = await ffmpeg([...args, '-f', 'mp4', '-movflags', 'empty_moov+delay_moov+default_base_moof+frag_keyframe+dash', '-strict', '-2', 'pipe:1']);
  const boxes = [...boxesIn(file)];
  const init = readInit(file);
  const samples = boxes.flatMap((box, index) => {
    const data = boxes[index + 1];
    return box.type === 'moof' && data ? readFragment(file.subarray(box.start, data.start + data.size), init.defaults).samples : [];
  });
  return { init, samples, file };
}

describe('CMAF with FFmpeg', () => {
  before(() => ensureFfmpeg());

  for (const [name, { args, codec, probed }] of Object.entries(cases)) {
    it(`reads what FFmpeg packaged, and FFmpeg decodes the same from our own packaging: ${name}`, async () => {
      const { init: { track }, samples, file } = await packagedByFfmpeg(args);
      assert.match(codecString(track), codec);
      if (track.coding === 'av01') assert.deepEqual([...av1Config(samples[0]!.data)], [...track.config], 'what its keyframe says');
      const ours = joined([initSegment(track), ...samples.map((sample, index) => fragment([sample], { sequence: index + 1, capturedAt: 1_767_268_800_000 }))]);
      const [stream, ...more] = await probe(ours);
      assert.equal(more.length, 0);
      assert.deepEqual([stream!.codec_name, stream!.codec_type, Number(stream!.nb_read_packets)], [probed, track.kind, samples.length]);
      if (track.kind === 'video') assert.deepEqual([stream!.width, stream!.height], [320, 180]);
      else assert.deepEqual([stream!.sample_rate, stream!.channels], ['48000', track.channels]);
      const [before, after] = [await frameSums(file), await frameSums(ours)];
      assert.ok(before.length >= (track.kind === 'video' ? 30 : 60));
      // FFmpeg’s own file cuts the encoder’s delay off by an edit list, which a live track has not.
      assert.deepEqual(track.kind === 'video' ? after : after.slice(-before.length + 2), track.kind === 'video' ? before : before.slice(2));
    });
  }
});
