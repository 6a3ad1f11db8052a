import { LiveError } from '../errors.ts';
import type { LiveSession } from '../live-session.ts';
import type { Call } from '../machine.ts';
import type { MediaWishes } from '../media/constraints.ts';
import type { Quality } from '../media/port.ts';
import type { DeviceKind, DeviceLists } from '../stores/devices.ts';
import { SessionCalls } from './session.ts';

/** My camera and microphone, and how well I see others. */
export abstract class MediaCalls extends SessionCalls {
  /** What to capture with, and how to begin, where the application has given nothing itself. Holds from the next capture on. */
  suggestMedia(wishes: MediaWishes): void {
    this.parts.devices.suggest(wishes);
  }

  /** Takes effect here at once; resolves when the server has it. */
  async setLocalAudioMute(muted: boolean): Promise<void> {
    this.parts.runner.life.guard('setLocalAudioMute');
    if (!muted && this.parts.stores.session.$self.get()?.muted) throw new LiveError('muted');
    await this.parts.devices.setMuted(muted);
    await this.#sent();
  }

  /** Off lets the camera go. Rejects with the camera's problem when it cannot be had again. */
  async setLocalVideoEnabled(enabled: boolean): Promise<void> {
    this.parts.runner.life.guard('setLocalVideoEnabled');
    await this.parts.devices.setVideoOff(!enabled);
    await this.#sent();
  }

  pauseBroadcast(): Promise<void> {
    return this.#setPaused('pauseBroadcast', true);
  }

  resumeBroadcast(): Promise<void> {
    return this.#setPaused('resumeBroadcast', false);
  }

  /** Rejects with `camera-missing` when there is no other. */
  async switchCamera(): Promise<void> {
    this.parts.runner.life.guard('switchCamera');
    await this.parts.devices.switchCamera();
    await this.#sent();
  }

  /** Of my own tile only: others always see me as a camera does. */
  async setMirror(mirrored: boolean): Promise<void> {
    this.parts.runner.life.guard('setMirror');
    this.parts.devices.setMirror(mirrored);
  }

  async devices(): Promise<DeviceLists> {
    this.parts.runner.life.guard('devices');
    return this.parts.devices.list();
  }

  async selectDevice(kind: DeviceKind, id: string): Promise<void> {
    this.parts.runner.life.guard('selectDevice');
    await this.parts.devices.select(kind, id);
    await this.#sent();
  }

  async setVideoQuality(quality: Quality): Promise<void> {
    await this.parts.runner.session('setVideoQuality').quality.prefer(quality);
  }

  async #setPaused(call: Call, paused: boolean): Promise<void> {
    const session = this.parts.runner.session(call);
    if (this.role === 'viewer') throw new LiveError('not-allowed');
    await this.#suspend(session, paused);
    this.parts.devices.setPaused(paused);
  }

  /** The notice comes before the picture stops, and goes after it has started again. */
  async #suspend({ signal, media }: LiveSession, paused: boolean): Promise<void> {
    if (paused) await signal.request({ type: 'SetBroadcastPaused', paused });
    await media.port.setSuspended(paused);
    if (!paused) await signal.request({ type: 'SetBroadcastPaused', paused });
  }

  /** What was set holds already; while the connection is cut, the server hears of it after the reconnect. */
  async #sent(): Promise<void> {
    try {
      await this.parts.runner.current?.media.sent();
    } catch (error) {
      const failure = LiveError.from(error);
      if (failure.code !== 'server-unreachable') throw failure;
    }
  }
}
