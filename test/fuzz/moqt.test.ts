import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sample } from 'fast-check';
import type { Draft } from '../../core/wire/moqt/codes.ts';
import { DataDecoder, readDatagram } from '../../core/wire/moqt/data-reader.ts';
import { fetchReader } from '../../core/wire/moqt/fetch-reader.ts';
import { encodeSubgroupHeader } from '../../core/wire/moqt/data-writer.ts';
import { MoqtError } from '../../core/wire/moqt/moqt-error.ts';
import { seededRandom } from '../support/random.ts';
import { anyMessage, encodeMessage, messageDecoder } from '../support/moqt.ts';

const runs = process.env['MUF_TEST_LONG'] ? 1_000_000 : 20_000;
const drafts: readonly Draft[] = [14, 16];

/** Bytes of real messages and stream heads, in each draft. */
const seeds = (draft: Draft): Uint8Array[] => [
  ...sample(anyMessage(draft), { seed: 1, numRuns: 200 }).map((message) => encodeMessage(message, draft)),
  ...[0, 3, 'first' as const].map((subgroup) => Uint8Array.of(...encodeSubgroupHeader({ trackAlias: 3, group: 9, subgroup, priority: 1, extensions: true, endOfGroup: false }, draft), 0, 2, 8, 1, 3, 65, 66, 67, 0, 0, 0, 3)),
  Uint8Array.of(5, 2, 3, 0, 1, 128, 0, 2, 65, 66),
];

describe('MoQT under fuzz', () => {
  for (const draft of drafts) {
    it(`draft ${draft}: ${runs / 2} mutated messages and streams throw nothing but what ends the session, and hold no more than was sent`, () => {
      const { below, chance, pick } = seededRandom(draft);
      const sources = seeds(draft);
      for (let run = 0; run < runs / 2; run++) {
        const bytes = pick(sources).slice(0, chance(0.2) ? 1 + below(60) : undefined);
        for (let changes = below(5); changes > 0; changes--) bytes[below(bytes.length)] = below(256);
        for (const read of [() => messageDecoder(draft).push(bytes), () => new DataDecoder(draft, fetchReader).push(bytes), () => [readDatagram(bytes, draft)]]) {
          try {
            const found = read();
            assert.ok(found.length <= bytes.length);
          } catch (error) {
            assert.ok(error instanceof MoqtError, `${Buffer.from(bytes).toString('hex')}: ${String(error)}`);
          }
        }
      }
    });
  }
});
