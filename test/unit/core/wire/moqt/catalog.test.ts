import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MediaError } from '../../../../../core/wire/bytes/media-error.ts';
import { maxCatalogBytes, readCatalog, writeCatalog, type Catalog } from '../../../../../core/wire/moqt/catalog.ts';
import { readMsfCatalog, writeMsfCatalog } from '../../../../../core/wire/moqt/msf-catalog.ts';

const catalog: Catalog = {
  version: 1,
  live: true,
  tracks: [
    { name: 'video/720p', kind: 'video', codec: 'avc1.42E01F', width: 1280, height: 720, bitrate: 2_500_000, framerate: 30 },
    { name: 'audio', kind: 'audio', codec: 'opus', sampleRate: 48_000, channels: 2 },
  ],
};
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const refused = (value: unknown, read = readCatalog): void => {
  assert.throws(() => read(value instanceof Uint8Array ? value : bytes(value)), (error) => error instanceof MediaError && error.message.length > 10);
};

describe('the catalog', () => {
  it('comes back as it was written', () => {
    assert.deepEqual(readCatalog(writeCatalog(catalog)), catalog);
    const room: Catalog = { ...catalog, tracks: [{ ...catalog.tracks[0]!, source: 'peer-1', label: 'Ada' }] };
    assert.deepEqual(readCatalog(writeCatalog(room)), room);
  });

  it('is the document’s own example', () => {
    const text = '{"version":1,"live":true,"tracks":[{"name":"video/720p","kind":"video","codec":"avc1.42E01F","width":1280,"height":720,"bitrate":2500000},{"name":"audio","kind":"audio","codec":"opus","sampleRate":48000,"channels":2}]}';
    assert.equal(readCatalog(bytes(text)).tracks.length, 2);
  });

  it('passes over fields that are not known', () => {
    assert.deepEqual(readCatalog(bytes({ ...catalog, more: 1, tracks: [{ ...catalog.tracks[0], initData: 'x' }] })).tracks, [catalog.tracks[0]]);
  });

  it('says where it is wrong', () => {
    assert.throws(() => readCatalog(bytes({ ...catalog, tracks: [{ ...catalog.tracks[0], width: -1 }] })), /tracks\.0\.width/);
  });

  it('is refused when it is not one', () => {
    const track = catalog.tracks[0]!;
    for (const wrong of ['', '{', 'null', '[]', { ...catalog, version: 2 }, { ...catalog, live: 1 }, { version: 1, live: true }]) refused(wrong);
    const tracks = [{ ...track, name: '' }, { ...track, name: 'x'.repeat(257) }, { ...track, kind: 'text' }, { ...track, codec: 'avc1"; x' }, { ...track, bitrate: 1.5 }, { ...track, height: 99_999 }, { ...track, framerate: 0 }];
    for (const wrong of tracks) refused({ ...catalog, tracks: [wrong] });
    refused({ ...catalog, tracks: [track, track] });
    refused({ ...catalog, tracks: Array.from({ length: 129 }, (_, index) => ({ ...track, name: `${index}` })) });
    refused(new Uint8Array(maxCatalogBytes + 1));
    refused(Uint8Array.of(0x22, 0xff, 0x22));
  });

  it('has no prototype to pollute', () => {
    const read = readCatalog(bytes('{"version":1,"live":true,"tracks":[],"__proto__":{"bad":1}}'));
    assert.equal((read as { bad?: number }).bad, undefined);
  });
});

describe('the MSF catalog', () => {
  it('comes back in our words, with the init segments', () => {
    const init = new Map([['audio', Uint8Array.of(0, 1, 255)]]);
    const read = readMsfCatalog(writeMsfCatalog(catalog, init));
    assert.deepEqual(read.catalog, catalog);
    assert.deepEqual(read.init, init);
  });

  it('is written by its own names', () => {
    const [video, audio] = (JSON.parse(new TextDecoder().decode(writeMsfCatalog(catalog))) as { version: string; tracks: Record<string, unknown>[] }).tracks;
    assert.deepEqual(video, { name: 'video/720p', packaging: 'cmaf', isLive: true, role: 'video', renderGroup: 1, altGroup: 1, codec: 'avc1.42E01F', width: 1280, height: 720, bitrate: 2_500_000, framerate: 30 });
    assert.equal(audio!['samplerate'], 48_000);
    assert.equal(audio!['channelConfig'], '2');
  });

  it('keeps video and audio in CMAF, and nothing else', () => {
    const tracks = [{ name: 'v', role: 'video', packaging: 'cmaf', codec: 'av01.0.04M.08' }, { name: 'l', role: 'video', packaging: 'loc', codec: 'avc1' }, { name: 't', role: 'caption', codec: 'wvtt' }, { name: 'a', codec: 'opus', samplerate: 48_000 }];
    assert.deepEqual(readMsfCatalog(bytes({ version: '1', tracks })).catalog.tracks.map(({ name, kind }) => `${name} ${kind}`), ['v video', 'a audio']);
  });

  it('is refused when it is not one', () => {
    for (const wrong of ['', '{}', { version: '1', tracks: [{}] }, { version: '1', tracks: [{ name: 'v', codec: 'avc1', initData: 'ä' }] }]) refused(wrong, readMsfCatalog as never);
  });
});
