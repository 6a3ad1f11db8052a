import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { repairedImports } from '../../../../server/setup/elf-imports.ts';
import { repairForOlderGlibc } from '../../../../server/setup/glibc-repair.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const source = join(dirname(dirname(createRequire(import.meta.url).resolve('@moq/web-transport'))), 'web-transport.linux-x64-gnu.node');

/** Every other byte is as it was. */
const changedBytes = (before: Buffer, now: Buffer): number => before.reduce((count, byte, index) => count + (byte === now[index] ? 0 : 1), 0);

describe('mending a library for older glibc', () => {
  const dir = tempDir();

  it('changes a few bytes of a copy, once, and leaves the original alone', () => {
    const original = readFileSync(source);
    const path = repairForOlderGlibc(source, { XDG_CACHE_HOME: dir });
    assert.ok(path.startsWith(dir) && path.endsWith('.node'));
    const mended = readFileSync(path);
    assert.equal(mended.length, original.length);
    const changes = changedBytes(original, mended);
    assert.ok(changes > 0 && changes < 20, `${changes} bytes differ`);
    assert.deepEqual(readFileSync(source), original);
    const { mtimeMs } = statSync(path);
    assert.equal(repairForOlderGlibc(source, { XDG_CACHE_HOME: dir }), path);
    assert.equal(statSync(path).mtimeMs, mtimeMs);
  });

  it('makes a copy anew that was damaged', () => {
    const path = repairForOlderGlibc(source, { XDG_CACHE_HOME: dir });
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, 1000));
    repairForOlderGlibc(source, { XDG_CACHE_HOME: dir });
    assert.ok(readFileSync(path).equals(whole));
  });

  it('changes nothing when done twice', () => {
    const once = repairedImports(readFileSync(source));
    assert.ok(repairedImports(once).equals(once));
  });

  it('says why it cannot: no library, cut short, or an import that older systems do not have', () => {
    assert.throws(() => repairedImports(Buffer.from('#!/bin/sh')), /no 64-bit library/);
    assert.throws(() => repairedImports(readFileSync(source).subarray(0, 5000)), RangeError);
    const other = readFileSync(source);
    other.write('__isoc99_strtol', other.indexOf('__isoc23_strtol'), 'latin1');
    assert.throws(() => repairedImports(other), /imports __isoc99_strtol of GLIBC_2\.38/);
  });
});
