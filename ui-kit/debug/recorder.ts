import { atom, type ReadableAtom } from 'nanostores';
import type { Clock } from '../../core/clock.ts';
import { systemClock } from '../../core/clock.ts';
import { LiveEvent, type LiveEventName } from '../../core/live-event.ts';
import type { RoomManager } from '../../core/room-manager.ts';
import { redact } from './redact.ts';

/** What happened, without who. */
export interface Happening {
  readonly name: LiveEventName;
  /** Ms since the recording began. */
  readonly at: number;
  readonly facts: string;
  /** How often in a row. */
  readonly times: number;
}

/** Of the present session, ms from its start; absent what has not happened. */
export interface Timings { readonly joined?: number; readonly picture?: number }

export interface RoomRecord {
  readonly $happenings: ReadableAtom<readonly Happening[]>;
  readonly timings: () => Timings;
}

/** Happenings kept; older ones go. */
const kept = 60;
/** These come many times a second and say nothing about what goes wrong. */
const silent: ReadonlySet<LiveEventName> = new Set(['LOCAL_SPEAKING_CHANGED', 'PEER_SPEAKING_CHANGED', 'ACTIVE_SPEAKER', 'SLOT_CONTEXT']);

class Recorder implements RoomRecord {
  readonly $happenings = atom<readonly Happening[]>([]);
  users = 0;
  readonly #clock: Clock;
  readonly #beganAt: number;
  readonly #offs: readonly (() => void)[];
  #startedAt: number | undefined;
  #timings: Timings = {};

  constructor(manager: RoomManager, clock: Clock) {
    this.#clock = clock;
    this.#beganAt = clock.now();
    const names = (Object.keys(LiveEvent) as LiveEventName[]).filter((name) => !silent.has(name));
    this.#offs = names.map((name) => manager.on(name, (payload) => this.#take(name, payload)));
  }

  timings(): Timings {
    return this.#timings;
  }

  close(): void {
    for (const off of this.#offs) off();
  }

  #take(name: LiveEventName, payload: unknown): void {
    const now = this.#clock.now();
    this.#time(name, payload, now);
    const [facts, at] = [redact(payload), now - this.#beganAt];
    const before = this.$happenings.get();
    const last = before.at(-1);
    const again = last?.name === name && last.facts === facts;
    const next = { name, at, facts, times: again ? last.times + 1 : 1 };
    this.$happenings.set([...(again ? before.slice(0, -1) : before.slice(1 - kept)), next]);
  }

  #time(name: LiveEventName, payload: unknown, now: number): void {
    const { state, kind } = payload as { state?: string; kind?: string };
    if (name === 'STATE_CHANGE' && state === 'INITIALIZING') [this.#startedAt, this.#timings] = [now, {}];
    if (this.#startedAt === undefined) return;
    if (name === 'STATE_CHANGE' && state === 'ACTIVE') this.#timings = { ...this.#timings, joined: now - this.#startedAt };
    if (name === 'REMOTE_STREAM' && kind === 'video') this.#timings = { picture: now - this.#startedAt, ...this.#timings };
  }
}

const recorders = new WeakMap<RoomManager, Recorder>();

/** Records what happens in a room until `stop`; several users share one record. */
export function recordRoom(manager: RoomManager, clock: Clock = systemClock): { readonly record: RoomRecord; readonly stop: () => void } {
  const recorder = recorders.get(manager) ?? new Recorder(manager, clock);
  recorders.set(manager, recorder);
  recorder.users += 1;
  let over = false;
  return {
    record: recorder,
    stop() {
      if (over) return;
      over = true;
      recorder.users -= 1;
      if (recorder.users > 0) return;
      recorder.close();
      recorders.delete(manager);
    },
  };
}
