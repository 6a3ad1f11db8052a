import type { RoomInfo, RoomStatus, StreamSummary } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { RoomRecord, Rooms as RoomStore } from '../store/ports.ts';

/** A crowd arriving raises the peak with every join; it need not be written each time. */
const peakMs = 5000;

/** What a room is besides who is in it, written down so that it outlives this process. */
export class RoomKeeper {
  readonly #store: Pick<RoomStore, 'put'>;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #record: RoomRecord;
  #cancelPeak: (() => void) | undefined;

  constructor({ record, store, clock, logger }: { record: RoomRecord; store: Pick<RoomStore, 'put'>; clock: Clock; logger: Logger }) {
    this.#record = record;
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
  }

  get info(): RoomInfo {
    const { createdAt: _created, endedAt: _ended, peakViewers: _peak, ...info } = this.#record;
    return info;
  }

  get hostPeerId(): string | undefined {
    return this.#record.hostPeerId;
  }

  get status(): RoomStatus {
    return this.#record.status;
  }

  setHost(hostPeerId: string | undefined): void {
    const { hostPeerId: _before, ...record } = this.#record;
    this.#record = { ...record, ...(hostPeerId === undefined ? {} : { hostPeerId }) };
  }

  goLive(): void {
    this.#record = { ...this.#record, status: 'live', startedAt: this.#clock.now() };
    this.#save();
  }

  sawViewers(count: number): void {
    if (count <= this.#record.peakViewers) return;
    this.#record = { ...this.#record, peakViewers: count };
    if (this.status === 'live') this.#cancelPeak ??= this.#clock.after(peakMs, () => this.#save());
  }

  end(reason: StreamSummary['reason']): StreamSummary {
    const endedAt = this.#clock.now();
    this.#record = { ...this.#record, status: 'ended', endedAt };
    this.#save();
    const { startedAt = endedAt, peakViewers } = this.#record;
    return { reason, durationSec: Math.max(0, Math.round((endedAt - startedAt) / 1000)), peakViewers, endedAt };
  }

  close(): void {
    if (this.#cancelPeak) this.#save();
  }

  #save(): void {
    this.#cancelPeak?.();
    this.#cancelPeak = undefined;
    this.#store.put(this.#record).catch((error: unknown) => this.#logger.error({ roomId: this.#record.roomId, err: error }, 'room could not be written'));
  }
}
