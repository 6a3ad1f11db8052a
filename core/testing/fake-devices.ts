import { FakeStream, FakeTrack } from './fake-tracks.ts';

export interface FakeDevicesOptions {
  /** Names that `getUserMedia` is to reject with. */
  readonly cameraError?: string;
  readonly micError?: string;
  readonly cameras?: readonly string[];
  readonly microphones?: readonly string[];
}

/** A stand-in for `navigator.mediaDevices`. Change its errors while a test runs. */
export class FakeMediaDevices extends EventTarget {
  cameraError: string | undefined;
  micError: string | undefined;
  /** Name that `getDisplayMedia` is to reject with. */
  screenError: string | undefined;
  cameras: readonly string[];
  microphones: readonly string[];
  /** Every set of constraints that was asked for, in order. */
  readonly asked: MediaStreamConstraints[] = [];
  /** Every track that was given out. */
  readonly tracks: FakeTrack[] = [];

  constructor({ cameraError, micError, cameras = ['camera-1', 'camera-2'], microphones = ['mic-1'] }: FakeDevicesOptions = {}) {
    super();
    this.cameraError = cameraError;
    this.micError = micError;
    this.cameras = cameras;
    this.microphones = microphones;
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<FakeStream> {
    this.asked.push(constraints);
    const error = (constraints.video && this.cameraError) || (constraints.audio && this.micError);
    if (error) throw new DOMException('Not given.', error);
    const tracks = [constraints.video && this.#track('video', constraints.video, this.cameras), constraints.audio && this.#track('audio', constraints.audio, this.microphones)].filter((track) => track instanceof FakeTrack);
    this.tracks.push(...tracks);
    return new FakeStream(tracks);
  }

  async getDisplayMedia(): Promise<FakeStream> {
    if (this.screenError) throw new DOMException('Not given.', this.screenError);
    const tracks = [new FakeTrack('video', { width: 1920, height: 1080, frameRate: 15 }), new FakeTrack('audio')];
    this.tracks.push(...tracks);
    return new FakeStream(tracks);
  }

  async enumerateDevices(): Promise<Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]> {
    return [
      ...this.cameras.map((deviceId) => ({ kind: 'videoinput' as const, deviceId, label: deviceId })),
      ...this.microphones.map((deviceId) => ({ kind: 'audioinput' as const, deviceId, label: deviceId })),
    ];
  }

  #track(kind: 'audio' | 'video', constraints: true | MediaTrackConstraints, ids: readonly string[]): FakeTrack {
    const wanted = constraints === true ? undefined : (constraints.deviceId as { exact?: string } | undefined)?.exact;
    const deviceId = wanted ?? ids[0];
    if (deviceId === undefined || !ids.includes(deviceId)) throw new DOMException('Not there.', 'NotFoundError');
    return new FakeTrack(kind, kind === 'video' ? { deviceId, width: 320, height: 180, frameRate: 15 } : { deviceId });
  }
}
