import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, assert as check, boolean, constantFrom, nat, option, property, record, tuple, uint8Array } from 'fast-check';
import { joined } from '../../../../../core/wire/bytes/byte-writer.ts';
import type { Draft } from '../../../../../core/wire/moqt/codes.ts';
import { DataDecoder, readDatagram, type DataEvent } from '../../../../../core/wire/moqt/data-reader.ts';
import { fetchReader } from '../../../../../core/wire/moqt/fetch-reader.ts';
import { encodeDatagram, encodeFetchedHead, encodeFetchHeader, encodeObjectHead, encodeSubgroupHeader } from '../../../../../core/wire/moqt/data-writer.ts';
import { MoqtError } from '../../../../../core/wire/moqt/moqt-error.ts';
import type { MoqtObject, SubgroupHeader } from '../../../../../core/wire/moqt/objects.ts';
import { cut } from '../../../../support/moqt.ts';

const drafts: readonly Draft[] = [14, 16];
const isViolation = (error: unknown): boolean => error instanceof MoqtError && error.code === 'PROTOCOL_VIOLATION';
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, found: unknown) => (found instanceof Uint8Array ? [...found] : found)));

const body = tuple(uint8Array({ maxLength: 50 }), constantFrom('normal' as const, 'end-of-group' as const, 'end-of-track' as const))
  .map(([payload, status]) => ({ payload, status: payload.length > 0 ? 'normal' as const : status }));
const header = record({ trackAlias: nat(1e6), group: nat(1e9), subgroup: constantFrom<(number | 'first')[]>(0, 3, 70, 'first'), priority: nat(255), extensions: boolean(), endOfGroup: boolean() });
/** Steps from one object’s id to the next, so that they rise. */
const objects = array(tuple(nat(3), body, option(uint8Array({ minLength: 1, maxLength: 9 }), { nil: undefined })), { maxLength: 6 });

function numbered(steps: readonly (readonly [number, Pick<MoqtObject, 'payload' | 'status'>, Uint8Array | undefined])[], withExtensions: boolean): MoqtObject[] {
  let object = -1;
  return steps.map(([step, { payload, status }, extensions]) => {
    object += 1 + step;
    return { object, payload, status, ...(withExtensions && extensions && status === 'normal' && { extensions }) };
  });
}

function subgroupStream(head: SubgroupHeader, found: readonly MoqtObject[], draft: Draft): Uint8Array {
  return joined([encodeSubgroupHeader(head, draft), ...found.flatMap((object, index) => [encodeObjectHead(object, found[index - 1]?.object, head), object.payload])]);
}

describe('streams of objects', () => {
  for (const draft of drafts) {
    it(`of draft ${draft} come back whole, however their bytes are cut`, () => {
      check(property(header, objects, array(nat(30), { maxLength: 9 }), (head, steps, sizes) => {
        const found = numbered(steps, head.extensions);
        const decoder = new DataDecoder(draft, fetchReader);
        const events = cut(subgroupStream(head, found, draft), sizes).flatMap((piece) => decoder.push(piece));
        decoder.end();
        const expected: DataEvent[] = [{ type: 'subgroup', header: head }, ...found.map((object): DataEvent => ({ type: 'object', object }))];
        assert.deepEqual(plain(events), plain(expected));
      }), { seed: 4, numRuns: 400 });
    });

    it(`of draft ${draft} that answer a fetch come back too`, () => {
      check(property(nat(1000), objects, array(nat(30), { maxLength: 9 }), (requestId, steps, sizes) => {
        const found = numbered(steps, true).filter(({ status }) => status === 'normal').map((object, index) => ({ ...object, group: 5 + (index >> 1), subgroup: index % 3, priority: 7 * index }));
        const decoder = new DataDecoder(draft, fetchReader);
        const bytes = joined([encodeFetchHeader(requestId), ...found.flatMap((object) => [encodeFetchedHead(object, draft), object.payload])]);
        const events = cut(bytes, sizes).flatMap((piece) => decoder.push(piece));
        assert.deepEqual(plain(events), plain([{ type: 'fetch', requestId }, ...found.map((object) => ({ type: 'fetched', object }))]));
      }), { seed: 5, numRuns: 300 });
    });

    it(`of draft ${draft}: a datagram comes back`, () => {
      check(property(nat(1e6), nat(1e6), nat(3), nat(255), boolean(), body, option(uint8Array({ minLength: 1, maxLength: 9 }), { nil: undefined }), (trackAlias, group, object, priority, endOfGroup, { payload, status }, extensions) => {
        const isNormal = status === 'normal';
        const datagram = { trackAlias, group, object, priority, endOfGroup: endOfGroup && isNormal, payload, status, ...(extensions && isNormal && { extensions }) };
        assert.deepEqual(plain(readDatagram(encodeDatagram(datagram, draft), draft)), plain(datagram));
      }), { seed: 6, numRuns: 400 });
    });
  }

  it('stand on the wire as the drafts’ example has them', () => {
    const head: SubgroupHeader = { trackAlias: 2, group: 0, subgroup: 4, priority: 0, extensions: false, endOfGroup: false };
    const abcd: MoqtObject = { object: 0, payload: new TextEncoder().encode('abcd'), status: 'normal' };
    const bytes = subgroupStream(head, [abcd, { ...abcd, object: 1, payload: new TextEncoder().encode('efgh') }], 14);
    assert.equal(Buffer.from(bytes).toString('hex'), '14020004000004' + Buffer.from('abcd').toString('hex') + '0004' + Buffer.from('efgh').toString('hex'));
  });

  it('leave the priority to the track in draft 16, and say it in draft 14', () => {
    const head: SubgroupHeader = { trackAlias: 1, group: 1, subgroup: 0, extensions: false, endOfGroup: true };
    assert.deepEqual([...encodeSubgroupHeader(head, 16)], [0x38, 1, 1]);
    assert.deepEqual([...encodeSubgroupHeader(head, 14)], [0x18, 1, 1, 128]);
    assert.deepEqual(new DataDecoder(16, fetchReader).push(Uint8Array.of(0x38, 1, 1)), [{ type: 'subgroup', header: head }]);
  });

  it('of draft 16 take what a fetch says by the object before', () => {
    const events = new DataDecoder(16, fetchReader).push(Uint8Array.of(5, 9, 0x1f, 3, 2, 7, 128, 1, 65, 0x01, 1, 66, 0x02, 1, 67, 0x40, 0x40, 1, 68, 0x08, 4, 1, 69));
    assert.deepEqual(events.flatMap((event) => (event.type === 'fetched' ? [[event.object.group, event.object.subgroup, event.object.object, event.object.payload[0]]] : [])), [[3, 2, 7, 65], [3, 2, 8, 66], [3, 3, 9, 67], [3, 0, 10, 68], [4, 0, 11, 69]]);
    const [, range] = new DataDecoder(16, fetchReader).push(Uint8Array.of(5, 9, 0x40, 0x8c, 2, 7));
    assert.ok(range?.type === 'fetched' && range.object.status === 'does-not-exist' && range.object.group === 2);
  });

  const bad: Readonly<Record<string, readonly [Draft, readonly number[]]>> = {
    'of a kind there is none of': [14, [0x06]],
    'whose subgroup is said in two ways': [14, [0x16, 1, 1, 1, 1]],
    'with a default priority in draft 14': [14, [0x30, 1, 1]],
    'with an object that is too large': [14, [0x10, 1, 1, 1, 0, 0xbf, 0xff, 0xff, 0xff]],
    'with too many header extensions': [14, [0x11, 1, 1, 1, 0, 0x7f, 0xff]],
    'with a status there is none of': [14, [0x10, 1, 1, 1, 0, 0, 2]],
    'with header extensions on nothing': [14, [0x11, 1, 1, 1, 0, 1, 9, 0, 3]],
    'whose fetch refers to nothing before': [16, [5, 9, 0x04, 7, 1, 65]],
    'whose fetch has flags there are none of': [16, [5, 9, 0x40, 0x80]],
  };
  for (const [what, [draft, bytes]] of Object.entries(bad)) it(`are refused ${what}`, () => assert.throws(() => new DataDecoder(draft, fetchReader).push(Uint8Array.from(bytes)), isViolation));

  it('are refused where they end within an object', () => {
    const decoder = new DataDecoder(14, fetchReader);
    assert.equal(decoder.push(Uint8Array.of(0x10, 1, 1, 1, 0, 9, 65)).length, 1);
    assert.throws(() => decoder.end(), isViolation);
  });

  const badDatagrams: Readonly<Record<string, readonly [Draft, readonly number[]]>> = {
    'of a kind there is none of': [14, [0x08, 1, 1, 1, 1]],
    'that ends a group with a status': [16, [0x22, 1, 1, 1, 1, 3]],
    'of draft 14 whose status says no id': [14, [0x24, 1, 1, 1, 3]],
    'that announces header extensions and has none': [14, [0x01, 1, 1, 1, 1, 0]],
    'that is cut off': [14, [0x00, 1]],
    'with more than a status': [14, [0x20, 1, 1, 1, 1, 3, 9]],
  };
  for (const [what, [draft, bytes]] of Object.entries(badDatagrams)) it(`are refused as a datagram ${what}`, () => assert.throws(() => readDatagram(Uint8Array.from(bytes), draft), isViolation));

  it('hold no more than an object and its head, and copy each byte but a few times', () => {
    const decoder = new DataDecoder(14, fetchReader);
    decoder.push(Uint8Array.of(0x10, 1, 1, 1, 0, 0x80, 0x40, 0, 0));
    const piece = new Uint8Array(4096);
    let events: DataEvent[] = [];
    for (let sent = 0; sent < 0x40_0000; sent += piece.length) events = decoder.push(piece);
    assert.ok(events[0]?.type === 'object' && events[0].object.payload.length === 0x40_0000);
  });
});
