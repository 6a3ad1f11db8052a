import { atom } from 'nanostores';
import type { LiveErrorCode } from '../errors.ts';

export type DeviceKind = 'camera' | 'microphone' | 'speaker';
export interface DeviceInfo { readonly id: string; readonly label: string }
export type DeviceLists = Readonly<Record<DeviceKind, readonly DeviceInfo[]>>;

/** My own camera and microphone, before and during the broadcast. */
export interface LocalMedia {
  readonly stream: MediaStream | null;
  /** The screen that I share, while I do. */
  readonly screen: MediaStream | null;
  readonly hasVideo: boolean;
  readonly hasAudio: boolean;
  readonly audioMuted: boolean;
  readonly videoOff: boolean;
  readonly paused: boolean;
  readonly mirrored: boolean;
  readonly facing: 'user' | 'environment';
  /** What keeps the camera, or the microphone, from being there. */
  readonly cameraProblem: LiveErrorCode | null;
  readonly micProblem: LiveErrorCode | null;
  /** `idle` → `asking` (the browser's prompt) → `ready`. */
  readonly status: 'idle' | 'asking' | 'ready';
}

export const noLocalMedia: LocalMedia = {
  stream: null, screen: null, hasVideo: false, hasAudio: false, audioMuted: false, videoOff: false, paused: false,
  mirrored: true, facing: 'user', cameraProblem: null, micProblem: null, status: 'idle',
};

/** What can be chosen, what is chosen, and what is captured. */
export function createDevicesStore() {
  const $devices = atom<DeviceLists>({ camera: [], microphone: [], speaker: [] });
  const $selected = atom<Readonly<Partial<Record<DeviceKind, string>>>>({});
  const $local = atom<LocalMedia>(noLocalMedia);
  return {
    $devices,
    $selected,
    $local,
    applyLocal(change: Partial<LocalMedia>): void {
      $local.set({ ...$local.get(), ...change });
    },
    applySelected(kind: DeviceKind, id: string | undefined): void {
      const { [kind]: _, ...others } = $selected.get();
      $selected.set(id === undefined ? others : { ...others, [kind]: id });
    },
  };
}
export type DevicesStore = ReturnType<typeof createDevicesStore>;
