import { ByteWriter } from '../bytes/byte-writer.ts';
import { sampleEntry } from './sample-entry.ts';
import type { Track } from './track.ts';

/** The one track of every file. */
export const trackId = 1;

const one = 0x1_0000;
/** “Undetermined”, three letters of five bits each: ISO 639-2. */
const undetermined = 0x55c4;

const matrix = (writer: ByteWriter): ByteWriter => writer.u32(one).zeros(12).u32(one).zeros(12).u32(0x4000_0000);

function trackHeader(writer: ByteWriter, track: Track): void {
  const video = track.kind === 'video';
  // Enabled, and part of the presentation.
  writer.fullBox('tkhd', 0, 3, () => {
    writer.zeros(8).u32(trackId).zeros(8).zeros(8).u16(0).u16(0).u16(video ? 0 : 0x100).u16(0);
    matrix(writer).u32(video ? track.width * one : 0).u32(video ? track.height * one : 0);
  });
}

/** The tables of a movie that has its frames elsewhere: all empty but the description of the codec. */
function sampleTable(writer: ByteWriter, track: Track): void {
  writer.box('stbl', () => {
    writer.fullBox('stsd', 0, 0, () => sampleEntry(writer.u32(1), track));
    for (const table of ['stts', 'stsc', 'stco']) writer.fullBox(table, 0, 0, () => void writer.u32(0));
    writer.fullBox('stsz', 0, 0, () => void writer.zeros(8));
  });
}

function media(writer: ByteWriter, track: Track): void {
  const video = track.kind === 'video';
  writer.fullBox('mdhd', 0, 0, () => void writer.zeros(8).u32(track.timescale).u32(0).u16(undetermined).u16(0));
  writer.fullBox('hdlr', 0, 0, () => void writer.u32(0).ascii(video ? 'vide' : 'soun').zeros(12).u8(0));
  writer.box('minf', () => {
    if (video) writer.fullBox('vmhd', 0, 1, () => void writer.zeros(8));
    else writer.fullBox('smhd', 0, 0, () => void writer.u32(0));
    writer.box('dinf', () => void writer.fullBox('dref', 0, 0, () => void writer.u32(1).fullBox('url ', 0, 1, () => {})));
    sampleTable(writer, track);
  });
}

/** A CMAF header (ISO/IEC 23000-19 §7.3.2) for one track: `ftyp` and `moov`, after which its fragments play. */
export function initSegment(track: Track): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(1024);
  writer.box('ftyp', () => void writer.ascii('cmf2').u32(0).ascii('cmf2cmfciso6mp41'));
  writer.box('moov', () => {
    writer.fullBox('mvhd', 0, 0, () => matrix(writer.zeros(8).u32(1000).u32(0).u32(one).u16(0x100).zeros(10)).zeros(24).u32(trackId + 1));
    writer.box('trak', () => {
      trackHeader(writer, track);
      writer.box('mdia', () => media(writer, track));
    });
    writer.box('mvex', () => void writer.fullBox('trex', 0, 0, () => void writer.u32(trackId).u32(1).zeros(12)));
  });
  return writer.done();
}
