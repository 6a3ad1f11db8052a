import { fragment } from '../../core/wire/cmaf/fragment.ts';
import { initSegment } from '../../core/wire/cmaf/init-segment.ts';
import type { LiveObject, Session, SubscribeOptions, Subscription } from '../../core/wire/moqt/session-api.ts';
import type { FakeClock } from './fake-clock.ts';

export interface SimulatedTrack { readonly name: string; readonly bitrate: number; readonly framesPerSecond?: number }

const groupMs = 1000;
const stepMs = 5;
const init = initSegment({ kind: 'video', coding: 'avc1', width: 320, height: 180, timescale: 1000, config: Uint8Array.of(1, 0x42, 0xe0, 0x1f, 0xff, 0xe1, 0, 0, 1, 0, 0) });

interface Queued { readonly object: LiveObject; readonly last: boolean; left: number; readonly at: number }
interface Reader { readonly track: SimulatedTrack; readonly options: SubscribeOptions; priority: number; readonly queue: Queued[]; over: boolean; readonly fromFrame: number }

/** A relay at the other end of a link of so many bits per second, which sends the most important first and gives up groups that are too old. */
export class SimulatedRelay {
  /** Bits per second. */
  capacity: number;
  /** On the way, ms. */
  readonly delayMs: number;
  sentBits = 0;
  readonly #clock: FakeClock;
  readonly #readers = new Set<Reader>();
  readonly #tracks: readonly SimulatedTrack[];
  readonly #startedAt: number;
  /** Frames that were made so far, by track. */
  readonly #made = new Map<string, number>();
  readonly #wire: { readonly at: number; readonly deliver: () => void }[] = [];

  constructor(clock: FakeClock, tracks: readonly SimulatedTrack[], { capacity, delayMs = 10 }: { capacity: number; delayMs?: number }) {
    this.#clock = clock;
    this.#tracks = tracks;
    this.capacity = capacity;
    this.delayMs = delayMs;
    this.#startedAt = clock.now();
    this.#step();
  }

  session(): Session {
    return { draft: 14, transport: 'webtransport', subscribe: (track: { name: string }, options: SubscribeOptions) => this.#subscribe(track.name, options), close() {}, closed: new Promise(() => {}) } as unknown as Session;
  }

  #subscribe(name: string, options: SubscribeOptions): Subscription {
    const track = this.#tracks.find((each) => each.name === name)!;
    const made = this.#made.get(name) ?? 0;
    const perGroup = this.#perGroup(track);
    // The newest group from its start, or the one after it.
    const fromFrame = (Math.floor(Math.max(0, made - 1) / perGroup) + (options.filter?.type === 'next-group' ? 1 : 0)) * perGroup;
    const reader: Reader = { track, options, priority: options.priority ?? 128, queue: [], over: false, fromFrame };
    this.#readers.add(reader);
    for (let frame = fromFrame; frame < made; frame++) this.#enqueue(reader, frame);
    return {
      accepted: Promise.resolve({ expiresMs: 0 }),
      done: new Promise(() => {}),
      update: ({ priority }) => { reader.priority = priority ?? reader.priority; },
      unsubscribe: () => {
        reader.over = true;
        this.#readers.delete(reader);
      },
    };
  }

  #perGroup = ({ framesPerSecond = 30 }: SimulatedTrack): number => Math.round((framesPerSecond * groupMs) / 1000);

  #enqueue(reader: Reader, frame: number): void {
    const { track, queue } = reader;
    const perGroup = this.#perGroup(track);
    const [group, index] = [Math.floor(frame / perGroup), frame % perGroup];
    const at = this.#clock.now();
    const push = (object: LiveObject): void => void queue.push({ object, last: index === perGroup - 1, left: object.payload.length * 8, at });
    if (index === 0) push({ group, subgroup: 0, object: 0, priority: 0, status: 'normal', payload: init });
    const frameMs = groupMs / perGroup;
    // A keyframe is as large as five others.
    const unit = (track.bitrate * groupMs) / 8000 / (perGroup + 4);
    const capturedAt = this.#startedAt + frame * frameMs;
    const data = new Uint8Array(Math.max(1, Math.round(unit * (index === 0 ? 5 : 1)) - 140));
    const payload = fragment([{ decodeTime: Math.round(frame * frameMs), duration: Math.round(frameMs), offset: 0, key: index === 0, data }], { sequence: frame + 1, capturedAt });
    push({ group, subgroup: 1, object: index + 1, priority: 128, status: 'normal', payload });
  }

  #step(): void {
    this.#clock.after(stepMs, () => this.#step());
    const now = this.#clock.now();
    for (const track of this.#tracks) {
      const due = Math.floor(((now - this.#startedAt) * (track.framesPerSecond ?? 30)) / 1000);
      for (let frame = this.#made.get(track.name) ?? 0; frame < due; frame++) {
        this.#made.set(track.name, frame + 1);
        for (const reader of this.#readers) if (reader.track === track && frame >= reader.fromFrame) this.#enqueue(reader, frame);
      }
    }
    this.#send((this.capacity * stepMs) / 1000);
    while (this.#wire[0] && this.#wire[0].at <= now) this.#wire.shift()!.deliver();
  }

  #send(budget: number): void {
    let left = budget;
    for (const reader of [...this.#readers].toSorted((a, b) => a.priority - b.priority)) {
      this.#giveUpOld(reader);
      while (left > 0 && reader.queue[0]) {
        const first = reader.queue[0];
        const sent = Math.min(left, first.left);
        first.left -= sent;
        left -= sent;
        this.sentBits += sent;
        if (first.left > 0) break;
        reader.queue.shift();
        this.#wire.push({ at: this.#clock.now() + this.delayMs, deliver: () => this.#deliver(reader, first) });
      }
    }
  }

  #deliver(reader: Reader, { object, last }: Queued): void {
    if (reader.over) return;
    reader.options.on.object(object);
    if (last) reader.options.on.subgroupEnd?.({ group: object.group, subgroup: 1, whole: true, endOfGroup: true });
  }

  /** What is older than a group is not sent any more. */
  #giveUpOld(reader: Reader): void {
    const newest = reader.queue.at(-1)?.object.group;
    const old = reader.queue.findIndex(({ object, at }) => object.group < newest! && this.#clock.now() - at > groupMs);
    if (old < 0) return;
    const { group } = reader.queue[old]!.object;
    const rest = reader.queue.filter(({ object }) => object.group !== group);
    reader.queue.splice(0, reader.queue.length, ...rest);
    this.#wire.push({ at: this.#clock.now() + this.delayMs, deliver: () => { if (!reader.over) reader.options.on.subgroupEnd?.({ group, subgroup: 1, whole: false, endOfGroup: false }); } });
  }
}
