import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { SegmentDisk } from '../../../../server/hls/segment-disk.ts';
import { Timeline } from '../../../../server/hls/timeline.ts';
import { createLogger } from '../../../../server/observe/logger.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { until } from '../../../support/until.ts';

function recorded({ windowSec = 100, maxBytes = 1e6, dir = join(tempDir(), 'hls') } = {}) {
  const logs: string[] = [];
  const disk = new SegmentDisk({ dir, maxBytes, logger: createLogger({ level: 'warn', destination: { write: (line) => void logs.push(line) } }) });
  const timeline = new Timeline({ firstSequence: 10, windowSec, disk, changed() {} });
  const head = { init: { id: 'a', bytes: Uint8Array.of(9) }, discontinuity: false, startsAt: 0, independent: true };
  /** So many segments of a second, of 5 parts with 20 bytes each; every byte of one is its number. */
  const record = (count: number): void => {
    for (let index = 0; index < count; index++) {
      timeline.begin(head);
      const number = timeline.listed.length + 10;
      for (let part = 0; part < 5; part++) timeline.part({ bytes: new Uint8Array(20).fill(number), duration: 0.2, independent: part === 0 });
      timeline.end(1);
    }
  };
  const files = (): string[] => (existsSync(dir) ? readdirSync(dir) : []);
  const read = async (sequence: number): Promise<Buffer | undefined> => {
    const found = timeline.segmentBytes(sequence);
    return found && (found.body instanceof Uint8Array ? Buffer.from(found.body) : buffer(found.body as Readable));
  };
  return { disk, timeline, record, files, read, logs, dir };
}

describe('a timeline', () => {
  it('keeps the newest in memory and the older on disk, as the same bytes', async () => {
    const { disk, timeline, record, files, read } = recorded();
    record(30);
    await until(files, ({ length }) => length === 17, { what: 'what is older than 12 s is on disk' });
    await until(() => timeline.segmentBytes(10)!.body instanceof Uint8Array, (inMemory) => !inMemory, { what: 'it left the memory' });
    assert.ok(timeline.segmentBytes(39)!.body instanceof Uint8Array);
    const [old, young] = [(await read(10))!, (await read(39))!];
    assert.deepEqual([old.length, old.every((byte) => byte === old[0]), young.length], [100, true, 100]);
    assert.equal(timeline.partBytes(10, 0), undefined, 'parts are for those who are near the end');
    assert.equal(timeline.partBytes(39, 4)!.length, 20);
    assert.equal(disk.bytes, 1700);
    timeline.close();
    await disk.close();
    assert.deepEqual(files(), []);
  });

  it('slides: out of the playlist first, later out of memory and disk', async () => {
    const { disk, timeline, record, files, read } = recorded({ windowSec: 20 });
    record(45);
    assert.equal(timeline.listed[0]!.sequence, 34);
    assert.ok(await read(12), 'who has just read the playlist still gets it');
    record(40);
    assert.equal(await read(12), undefined);
    assert.equal(timeline.listed.length, 21);
    await until(files, ({ length }) => length <= 40, { what: 'its file is gone' });
    await disk.close();
  });

  it('lets the oldest go when the disk has taken what it may', async () => {
    const { disk, timeline, record, files } = recorded({ maxBytes: 500 });
    record(40);
    await until(files, ({ length }) => length === 5, { what: 'five files of 100 bytes are left' });
    assert.equal(disk.bytes, 500);
    assert.equal(timeline.listed.length, 18);
    await disk.close();
  });

  it('forgets what the disk refuses, says so, and goes on', async () => {
    const dir = join(tempDir(), 'hls');
    const { disk, timeline, record, logs } = recorded({ dir });
    await until(() => existsSync(dir), Boolean, { what: 'the folder is there' });
    await disk.close();
    writeFileSync(dir, 'in the way');
    const second = recorded({ dir: join(dir, 'below') });
    second.record(20);
    await until(() => second.logs.length, (count) => count > 1, { what: 'it complains' });
    await until(() => second.timeline.listed.length, (count) => count === 13, { what: 'what is in memory stays' });
    assert.match(second.logs.join(''), /viewers can go back less far/);
    record(20);
    await until(() => timeline.listed.length, (count) => count === 13, { what: 'a closed disk takes nothing' });
    assert.deepEqual(logs, []);
    await second.disk.close();
  });

  it('clears away what an earlier run has left', async () => {
    const dir = join(tempDir(), 'hls');
    mkdirSync(dir);
    writeFileSync(join(dir, '1.m4s'), 'old');
    const { disk, files } = recorded({ dir });
    await until(files, ({ length }) => length === 0, { what: 'the folder is empty' });
    await disk.close();
  });

  it('answers what may be asked for', () => {
    const { timeline, record } = recorded();
    assert.ok(!timeline.isReady && !timeline.has(10, 0));
    record(2);
    assert.ok(timeline.has(9, undefined) && timeline.has(10, undefined) && timeline.has(11, 4));
    assert.ok(timeline.has(10, 5), 'the part after the last is the next one’s first');
    assert.ok(!timeline.has(11, 5) && !timeline.has(12, undefined) && !timeline.has(12, 0));
    assert.ok(timeline.announces(12, 0) && !timeline.announces(12, 1) && !timeline.announces(11, 5));
    assert.equal(timeline.segmentBytes(12), undefined);
    assert.equal(timeline.segmentBytes(9), undefined);
    assert.equal(timeline.init('b'), undefined);
  });
});
