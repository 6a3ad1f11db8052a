import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseVideoCodec, type CodecChoice, type Machine, type VideoCodec } from '../../../../core/media/codecs.ts';
import { probeMachine } from '../../../../core/media/machine.ts';

const codec = (mimeType: string) => ({ mimeType });
const all = ['audio/opus', 'video/VP8', 'video/rtx', 'video/H264', 'video/VP9', 'video/AV1'].map(codec);
const machine = (cores: number, ...efficient: VideoCodec[]): Machine => ({ cores, efficient: new Set(efficient) });
const chosen = (given: Machine, options: Omit<CodecChoice, 'machine'> = {}, codecs = all) => chooseVideoCodec(codecs, { machine: given, ...options })?.mimeType;

test('AV1 before VP9 before H.264 before VP8, as far as the machine affords it', () => {
  assert.equal(chosen(machine(2)), 'video/H264');
  assert.equal(chosen(machine(8)), 'video/VP9');
  assert.equal(chosen(machine(16)), 'video/AV1');
  assert.equal(chosen(machine(2, 'av1')), 'video/AV1', 'by hardware it costs nothing');
  assert.equal(chosen(machine(4, 'vp9', 'h264')), 'video/VP9');
  assert.equal(chosen(machine(2), {}, [codec('video/VP8'), codec('video/AV1')]), 'video/VP8');
});

test('what the device cannot do is passed over, and a repair stream is never chosen', () => {
  assert.equal(chosen(machine(2), {}, [codec('video/rtx'), codec('video/AV1')]), 'video/AV1', 'the only one there is');
  assert.equal(chosen(machine(2), {}, [codec('audio/opus'), codec('video/rtx')]), undefined);
});

test('a pinned codec comes first where it can be had', () => {
  assert.equal(chosen(machine(2), { pinned: 'av1' }), 'video/AV1');
  assert.equal(chosen(machine(16), { pinned: 'vp8' }), 'video/VP8');
  assert.equal(chosen(machine(2), { pinned: 'av1' }, [codec('video/VP8')]), 'video/VP8');
});

test('a processor that is overrun gets what is cheap, whatever was pinned or promised', () => {
  assert.equal(chosen(machine(16, 'av1'), { pinned: 'av1', spare: true }), 'video/H264');
});

test('what someone cannot show is passed over while there is another', () => {
  assert.equal(chosen(machine(16), { refused: new Set(['av1']), spare: true }), 'video/H264');
  assert.equal(chosen(machine(2), { refused: new Set(['h264']), spare: true }), 'video/VP8');
  assert.equal(chosen(machine(2), { pinned: 'vp9', refused: new Set(['vp9']) }), 'video/H264');
  assert.equal(chosen(machine(2), { refused: new Set(['h264']), spare: true }, [codec('video/H264'), codec('video/rtx')]), 'video/H264', 'the only one there is');
});

test('the browser is asked what it encodes by hardware; one that cannot say has none', async () => {
  const picture = { width: 1280, height: 720, frameRate: 30 };
  const answers: Readonly<Record<string, boolean>> = { 'video/AV1': false, 'video/VP9': true };
  const encodingInfo = async ({ video }: MediaEncodingConfiguration) => {
    const type = video!.contentType.split(';')[0]!;
    if (type === 'video/VP8') throw new TypeError('not known here');
    return { supported: true, smooth: true, powerEfficient: answers[type] ?? false, configuration: {} };
  };
  const found = await probeMachine(picture, { hardwareConcurrency: 8, mediaCapabilities: { encodingInfo } as unknown as MediaCapabilities });
  assert.deepEqual([found.cores, [...found.efficient]], [8, ['vp9']]);
  assert.deepEqual(await probeMachine(picture, undefined), machine(2));
});

test('one that never answers is not waited for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const never = { encodingInfo: () => new Promise(() => {}) } as unknown as MediaCapabilities;
  const probing = probeMachine({ width: 640, height: 360, frameRate: 30 }, { hardwareConcurrency: 4, mediaCapabilities: never });
  t.mock.timers.tick(300);
  assert.deepEqual(await probing, machine(4));
});
