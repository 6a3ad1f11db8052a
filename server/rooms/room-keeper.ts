import type { LayoutName, RoomInfo, RoomStatus, StreamSummary } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { AudienceSettings, RoomRecord, Rooms as RoomStore } from '../store/ports.ts';

/** A crowd arriving raises the peak with every join; it need not be written each time. */
const peakMs = 5000;
/** Of those sent off the stage, the first are forgotten beyond this many. */
const maxSentOff = 1000;

export interface RoomKeeperOptions {
  readonly record: RoomRecord;
  readonly store: Pick<RoomStore, 'put'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What an audience is set to until its host says otherwise. */
  readonly audienceDefaults?: AudienceSettings;
}

/** What a room is besides who is in it, written down so that it outlives this process. */
export class RoomKeeper {
  readonly #store: Pick<RoomStore, 'put'>;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #audienceDefaults: AudienceSettings;
  #record: RoomRecord;
  #cancelPeak: (() => void) | undefined;

  constructor({ record, store, clock, logger, audienceDefaults = {} }: RoomKeeperOptions) {
    this.#record = record;
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.#audienceDefaults = audienceDefaults;
  }

  get record(): RoomRecord {
    return this.#record;
  }

  get info(): RoomInfo {
    const { createdAt: _created, endedAt: _ended, peakViewers: _peak, orgId: _org, preset: _preset, listed: _listed, audiences: _audiences, inherited: _inherited, sentOff: _sentOff, ...info } = this.#record;
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

  /** Another host has the room from now on. */
  inherit(hostPeerId: string): void {
    this.setHost(hostPeerId);
    this.#record = { ...this.#record, inherited: true };
    this.#save();
  }

  /** Whether this one was sent off the stage. */
  isSentOff(peerId: string): boolean {
    return this.#record.sentOff?.includes(peerId) ?? false;
  }

  setSentOff(peerId: string, on: boolean): void {
    if (this.isSentOff(peerId) === on) return;
    const { sentOff = [] } = this.#record;
    this.#record = { ...this.#record, sentOff: on ? [...sentOff, peerId].slice(-maxSentOff) : sentOff.filter((other) => other !== peerId) };
    this.#save();
  }

  setAcceptInvitations(acceptInvitations: boolean): void {
    this.#record = { ...this.#record, acceptInvitations };
    this.#save();
  }

  direct(layout: LayoutName, peerId: string | undefined): void {
    this.#record = { ...this.#record, direction: { layout, ...(peerId === undefined ? {} : { peerId }), directedAt: this.#clock.now() } };
    this.#save();
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

  audience(audienceId: string): AudienceSettings {
    return this.#record.audiences?.[audienceId] ?? this.#audienceDefaults;
  }

  /** Changes some settings of an audience; `undefined` takes one away. */
  setAudience(audienceId: string, change: { readonly [Name in keyof AudienceSettings]?: AudienceSettings[Name] | undefined }): void {
    const settings = Object.fromEntries(Object.entries({ ...this.audience(audienceId), ...change }).filter(([, value]) => value !== undefined));
    this.#record = { ...this.#record, audiences: { ...this.#record.audiences, [audienceId]: settings } };
    this.#save();
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
