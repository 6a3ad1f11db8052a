import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CatalogTrack } from '../../../../core/wire/moqt/catalog.ts';
import { multivariantPlaylist, type Variant } from '../../../../server/hls/multivariant-playlist.ts';
import { Timeline } from '../../../../server/hls/timeline.ts';

const timeline = (): Timeline => new Timeline({ firstSequence: 0, windowSec: 60, disk: { save: async () => undefined }, changed() {} });
const variant = (track: CatalogTrack): Variant => ({ track, uri: `t/${track.name}.m3u8`, timeline: timeline() });
const high: CatalogTrack = { name: 'high', kind: 'video', codec: 'avc1.42E01F', width: 1280, height: 720, bitrate: 2_500_000, framerate: 30 };
const low: CatalogTrack = { name: 'low', kind: 'video', codec: 'avc1.42E00D', width: 320, height: 180, bitrate: 200_000, framerate: 29.97 };
const opus: CatalogTrack = { name: 'opus', kind: 'audio', codec: 'opus', bitrate: 64_000, channels: 2 };
const aac: CatalogTrack = { name: 'aac', kind: 'audio', codec: 'mp4a.40.2', channels: 1 };

describe('the multivariant playlist', () => {
  it('offers each picture with the sound', () => {
    assert.equal(multivariantPlaylist([high, low, opus].map(variant)), `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="opus",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="t/opus.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=2564000,CODECS="avc1.42E01F,opus",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="opus"
t/high.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=264000,CODECS="avc1.42E00D,opus",RESOLUTION=320x180,FRAME-RATE=29.970,AUDIO="opus"
t/low.m3u8
`);
  });

  it('makes a group of each codec, for players to choose what they can decode', () => {
    const text = multivariantPlaylist([low, opus, aac].map(variant));
    assert.match(text, /CODECS="avc1\.42E00D,opus".*AUDIO="opus"/);
    assert.match(text, /BANDWIDTH=328000,CODECS="avc1\.42E00D,mp4a\.40\.2".*AUDIO="mp4a\.40\.2"/);
  });

  it('offers pictures without sound, and sound without pictures', () => {
    assert.match(multivariantPlaylist([variant(low)]), /^#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="avc1\.42E00D",RESOLUTION=320x180,FRAME-RATE=29\.970\nt\/low\.m3u8\n$/);
    assert.match(multivariantPlaylist([variant(opus)]), /^#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="opus"\nt\/opus\.m3u8\n$/);
  });

  it('says the bandwidth that was measured where it is above what was declared', () => {
    const sound = variant(opus);
    const head = { init: { id: 'a', bytes: new Uint8Array(1) }, discontinuity: false, startsAt: 0, independent: true };
    sound.timeline.begin(head);
    sound.timeline.part({ bytes: new Uint8Array(100_000), duration: 1, independent: true });
    sound.timeline.end(1);
    assert.match(multivariantPlaylist([sound]), /BANDWIDTH=800000,/);
  });

  it('lets no name break out of its quotes', () => {
    const text = multivariantPlaylist([low, { ...opus, label: 'Ann"\n#EXT-X-ENDLIST\r\u0085' }].map(variant));
    assert.match(text, /NAME="Ann {2}#EXT-X-ENDLIST {2}",/);
    assert.equal(text.split('\n').length, 6);
  });
});
