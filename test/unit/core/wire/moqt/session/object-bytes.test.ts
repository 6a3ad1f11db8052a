import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DataDecoder, type DataEvent } from '../../../../../../core/wire/moqt/data-reader.ts';
import { encodeSubgroupHeader } from '../../../../../../core/wire/moqt/data-writer.ts';
import type { MoqtObject } from '../../../../../../core/wire/moqt/objects.ts';
import { objectBytes } from '../../../../../../core/wire/moqt/session/object-bytes.ts';

const picture: MoqtObject = { object: 7, payload: Uint8Array.of(1, 2, 3), status: 'normal', extensions: Uint8Array.of(2, 9) };

/** What a reader makes of the picture on a stream where `before` came before it. */
function read(before: number | undefined, extensions: boolean): MoqtObject | undefined {
  const decoder = new DataDecoder(14);
  decoder.feed(encodeSubgroupHeader({ trackAlias: 1, group: 4, subgroup: 0, priority: 1, extensions, endOfGroup: false }, 14));
  if (before !== undefined) decoder.feed(objectBytes({ object: before, payload: new Uint8Array(1), status: 'normal' }, undefined, extensions));
  decoder.feed(objectBytes(picture, before, extensions));
  const objects: Extract<DataEvent, { type: 'object' }>[] = [];
  for (let event = decoder.next(); event; event = decoder.next()) if (event.type === 'object') objects.push(event);
  return objects.at(-1)?.object;
}

describe('objectBytes', () => {
  it('are the same for all who get the object after the same one', () => {
    assert.equal(objectBytes(picture, 6, true), objectBytes(picture, 6, true));
  });

  it('say the object’s place after whichever came before it, in any order of asking', () => {
    for (const [before, extensions] of [[6, true], [3, true], [undefined, true], [undefined, false], [6, false], [6, true]] as const) {
      const { object, payload, extensions: read14 } = read(before, extensions) ?? {};
      assert.deepEqual({ object, payload, extensions: read14 }, { object: 7, payload: picture.payload, extensions: extensions ? picture.extensions : undefined }, `after ${before}, ${extensions ? 'with' : 'without'} extensions`);
    }
  });
});
