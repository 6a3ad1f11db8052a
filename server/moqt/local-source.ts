import type { Location } from '../../core/wire/moqt/names.ts';
import type { TrackWriter } from './broadcast-port.ts';
import { noTrack } from './track-log.ts';
import type { OpenTrack, TrackInput, TrackSource } from './track-source.ts';

interface Line { input: TrackInput | undefined; largest: Location | undefined }

/** Tracks that are written in this process. */
export class LocalSource implements TrackSource {
  readonly #lines = new Map<string, Line>();

  async open(name: string, input: TrackInput): Promise<OpenTrack> {
    const line = this.#lines.get(name);
    if (!line) throw noTrack(name);
    line.input = input;
    return { largest: line.largest, close: () => { if (line.input === input) line.input = undefined; } };
  }

  has(name: string): boolean { return this.#lines.has(name); }

  writer(name: string): TrackWriter {
    const line: Line = this.#lines.get(name) ?? { input: undefined, largest: undefined };
    this.#lines.set(name, line);
    return {
      object(object) {
        line.largest = { group: object.group, object: object.object };
        line.input?.object(object);
      },
      subgroupEnd: (at) => line.input?.subgroupEnd({ ...at, whole: true }),
      end: () => {
        this.#lines.delete(name);
        line.input?.ended('TRACK_ENDED', 'The track is over.');
        line.input = undefined;
      },
    };
  }
}
