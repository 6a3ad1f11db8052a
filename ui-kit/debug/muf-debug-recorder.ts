import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import { recordRoom } from './recorder.ts';

/**
 * Keeps the last happenings of its room, so that the debug panel has them when something has gone wrong. Shows nothing.
 *
 * @element muf-debug-recorder
 * @internal
 */
export class MufDebugRecorder extends MufElement {
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow(this.room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow(undefined);
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    if (this.isConnected) this.#follow(room);
  }

  #follow(room: RoomContext | undefined): void {
    this.#stop?.();
    this.#stop = room && recordRoom(room.manager).stop;
  }
}

define('muf-debug-recorder', MufDebugRecorder);
declare global { interface HTMLElementTagNameMap { 'muf-debug-recorder': MufDebugRecorder } }
