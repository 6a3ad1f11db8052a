import { atom, type ReadableAtom } from 'nanostores';
import { LiveError, type LiveErrorCode } from '../errors.ts';
import type { LiveEvents } from '../live-event.ts';
import { createSerial } from '../serial.ts';
import { noLocalMedia, type DeviceKind, type DeviceLists, type DevicesStore, type LocalMedia } from '../stores/devices.ts';
import { capture, type CaptureKind, type Wanted } from './capture.ts';
import { audioConstraints, nextCamera, videoConstraints, type ConstraintOptions, type MediaWishes } from './constraints.ts';
import { listDevices } from './device-list.ts';
import type { LocalSources, MediaKit } from './port.ts';

type DeviceEvents = Pick<LiveEvents, 'LOCAL_STREAM' | 'MEDIA_DEGRADED' | 'LOCAL_AUDIO_MUTE' | 'LOCAL_VIDEO_OFF'>;

export interface LocalDevicesOptions extends ConstraintOptions {
  readonly kit: MediaKit;
  readonly store: DevicesStore;
  emit<Name extends keyof DeviceEvents>(name: Name, payload: DeviceEvents[Name]): void;
}

/**
 * My camera and microphone: captures them, keeps them in one stream for life, and says what to publish in
 * `$sources`. A camera that is off is let go, so that its light goes out.
 */
export class LocalDevices {
  readonly #options: LocalDevicesOptions;
  readonly #store: DevicesStore;
  readonly #sources = atom<LocalSources>({});
  readonly #turn = createSerial();
  readonly #watched: MediaDevices | undefined;
  #wishes: ConstraintOptions = {};
  /** How the next capture begins. */
  #beginning: Partial<LocalMedia> = {};
  #video: MediaStreamTrack | null = null;
  #audio: MediaStreamTrack | null = null;

  constructor(options: LocalDevicesOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#watched = options.kit.devices;
    this.#watched?.addEventListener?.('devicechange', this.#devicesChanged);
  }

  /** What to publish now. */
  get $sources(): ReadableAtom<LocalSources> {
    return this.#sources;
  }

  /** Captures what is missing; repeatable. Rejects when there is neither picture nor sound, by the camera's problem. */
  acquire(): Promise<void> {
    return this.#turn(async () => {
      const { videoOff } = this.#store.$local.get();
      const wanted: Wanted = { ...(!this.#video && !videoOff && { video: this.#constraints('video') }), ...(!this.#audio && { audio: this.#constraints('audio') }) };
      if (wanted.video || wanted.audio) await this.#capture(wanted);
      const { cameraProblem, micProblem } = this.#store.$local.get();
      const problem = cameraProblem ?? micProblem;
      if (!this.#video && !this.#audio && problem) throw new LiveError(problem);
      if (problem && (wanted.video || wanted.audio)) this.#degraded(problem);
    });
  }

  setMuted(muted: boolean): Promise<void> {
    return this.#turn(async () => {
      if (this.#audio) this.#audio.enabled = !muted;
      const changed = this.#store.$local.get().audioMuted !== muted;
      this.#store.applyLocal({ audioMuted: muted });
      this.#publish();
      if (changed) this.#options.emit('LOCAL_AUDIO_MUTE', { muted });
    });
  }

  /** Rejects with the camera's problem when it cannot be had again; it then stays off. */
  setVideoOff(off: boolean): Promise<void> {
    return this.#turn(async () => {
      const before = this.#store.$local.get();
      if (off) this.#put('video', null);
      // Before going live a camera is only asked for by `acquire`.
      else if (before.status === 'ready' && !this.#video) await this.#capture({ video: this.#constraints('video') });
      const { cameraProblem, status } = this.#store.$local.get();
      if (!off && status === 'ready' && !this.#video) throw new LiveError(cameraProblem ?? 'camera-missing');
      this.#store.applyLocal({ videoOff: off });
      this.#publish();
      if (before.videoOff !== off) this.#options.emit('LOCAL_VIDEO_OFF', { off });
    });
  }

  /** Holds from the next capture on; how to begin, only while nothing is captured. */
  suggest({ videoOff = false, audioMuted = false, ...wishes }: MediaWishes): void {
    this.#wishes = wishes;
    this.#beginning = { videoOff, audioMuted };
    if (this.#store.$local.get().status === 'idle') this.#store.applyLocal(this.#beginning);
  }

  setMirror(mirrored: boolean): void {
    this.#store.applyLocal({ mirrored });
  }

  /** To the camera of the other side, or the next one in the list. Rejects with `camera-missing` when there is no other. */
  switchCamera(): Promise<void> {
    return this.#turn(async () => {
      const { facing } = this.#store.$local.get();
      if (this.#video?.getSettings().facingMode) {
        const other = facing === 'user' ? 'environment' : 'user';
        await this.#replace('video', { ...videoConstraints(this.#given, undefined, other), facingMode: { exact: other } });
        this.#store.applySelected('camera', undefined);
        this.#store.applyLocal({ facing: other, mirrored: other === 'user' });
        return;
      }
      const { camera } = await this.#list();
      const next = nextCamera(camera, this.#video?.getSettings().deviceId ?? this.#store.$selected.get().camera);
      if (!next) throw new LiveError('camera-missing', { message: 'There is no other camera.' });
      await this.#replace('video', videoConstraints(this.#given, next.id, facing));
      this.#store.applySelected('camera', next.id);
    });
  }

  /** Rejects with the device's problem; the one before stays. */
  select(kind: DeviceKind, id: string): Promise<void> {
    return this.#turn(async () => {
      const { facing, videoOff } = this.#store.$local.get();
      if (kind === 'camera' && !videoOff) await this.#replace('video', videoConstraints(this.#given, id, facing));
      if (kind === 'microphone') await this.#replace('audio', audioConstraints(this.#given, id));
      this.#store.applySelected(kind, id);
    });
  }

  list(): Promise<DeviceLists> {
    return this.#turn(() => this.#list());
  }

  setPaused(paused: boolean): void {
    this.#store.applyLocal({ paused });
  }

  /** Lets camera and microphone go; what was chosen stays chosen. */
  release(): Promise<void> {
    return this.#turn(async () => {
      this.#put('video', null);
      this.#put('audio', null);
      const { mirrored, facing } = this.#store.$local.get();
      this.#store.$local.set({ ...noLocalMedia, ...this.#beginning, mirrored, facing });
      this.#sources.set({});
    });
  }

  async close(): Promise<void> {
    this.#watched?.removeEventListener?.('devicechange', this.#devicesChanged);
    await this.release();
  }

  get #given(): ConstraintOptions {
    const { videoConstraints: video, audioConstraints: audio } = this.#options;
    return { videoConstraints: { ...this.#wishes.videoConstraints, ...video }, audioConstraints: { ...this.#wishes.audioConstraints, ...audio } };
  }

  #constraints(kind: CaptureKind): MediaTrackConstraints {
    const { camera, microphone } = this.#store.$selected.get();
    return kind === 'video' ? videoConstraints(this.#given, camera, this.#store.$local.get().facing) : audioConstraints(this.#given, microphone);
  }

  async #capture(wanted: Wanted): Promise<void> {
    const { status } = this.#store.$local.get();
    this.#store.applyLocal({ status: 'asking' });
    try {
      const got = await capture(this.#options.kit.devices, wanted);
      if (got.video) this.#put('video', got.video);
      if (got.audio) this.#put('audio', got.audio);
      this.#store.applyLocal({ ...(wanted.video && { cameraProblem: got.cameraProblem }), ...(wanted.audio && { micProblem: got.micProblem }) });
    } catch (error) {
      const { code } = LiveError.from(error);
      this.#store.applyLocal({ ...(wanted.video && { cameraProblem: code }), ...(wanted.audio && { micProblem: code }) });
    }
    const captures = this.#video !== null || this.#audio !== null;
    this.#store.applyLocal({ status: captures ? 'ready' : 'idle' });
    this.#publish();
    if (captures && status === 'idle') this.#options.emit('LOCAL_STREAM', { stream: this.#stream() });
    await this.#list();
  }

  /** The old track goes once the new one is there; where a camera can be open only once, before. */
  async #replace(kind: CaptureKind, constraints: MediaTrackConstraints): Promise<void> {
    if (!this.#trackOf(kind) && this.#store.$local.get().status !== 'ready') return;
    const ask = (): ReturnType<typeof capture> => capture(this.#options.kit.devices, { [kind]: constraints });
    let got = await ask();
    if (got.cameraProblem === 'camera-busy') {
      this.#put('video', null);
      got = await ask();
      if (!got.video) await this.#capture({ video: this.#constraints('video') });
    }
    const problem = got.cameraProblem ?? got.micProblem;
    if (problem) throw new LiveError(problem);
    this.#put(kind, got[kind]);
    this.#publish();
  }

  #trackOf(kind: CaptureKind): MediaStreamTrack | null {
    return kind === 'video' ? this.#video : this.#audio;
  }

  #stream(): MediaStream {
    const stream = this.#store.$local.get().stream ?? this.#options.kit.createStream();
    if (this.#store.$local.get().stream !== stream) this.#store.applyLocal({ stream });
    return stream;
  }

  #put(kind: CaptureKind, track: MediaStreamTrack | null): void {
    const old = this.#trackOf(kind);
    if (old) {
      old.stop();
      this.#stream().removeTrack(old);
    }
    if (kind === 'video') this.#video = track;
    else this.#audio = track;
    if (track) {
      if (kind === 'audio') track.enabled = !this.#store.$local.get().audioMuted;
      this.#stream().addTrack(track);
      // `stop()` of our own never fires it: this one was unplugged or taken away.
      track.addEventListener('ended', () => this.#ended(kind, track), { once: true });
    }
    this.#store.applyLocal({ hasVideo: this.#video !== null, hasAudio: this.#audio !== null });
  }

  #ended(kind: CaptureKind, track: MediaStreamTrack): void {
    if (this.#trackOf(kind) !== track) return;
    this.#put(kind, null);
    const problem = kind === 'video' ? 'camera-missing' : 'mic-missing';
    this.#store.applyLocal(kind === 'video' ? { cameraProblem: problem } : { micProblem: problem });
    this.#publish();
    this.#degraded(problem);
  }

  #publish(): void {
    const { audioMuted } = this.#store.$local.get();
    const known = this.#sources.get();
    this.#sources.set({
      ...((this.#video || known.camera) && { camera: { track: this.#video, paused: !this.#video } }),
      ...((this.#audio || known.mic) && { mic: { track: this.#audio, paused: audioMuted || !this.#audio } }),
    });
  }

  #degraded(reason: LiveErrorCode): void {
    this.#options.emit('MEDIA_DEGRADED', { reason, hasVideo: this.#video !== null, hasAudio: this.#audio !== null });
  }

  readonly #devicesChanged = (): void => void this.list().catch(() => {});

  async #list(): Promise<DeviceLists> {
    const lists = await listDevices(this.#options.kit.devices);
    this.#store.$devices.set(lists);
    return lists;
  }
}
