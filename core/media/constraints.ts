import type { LocalMedia } from '../stores/devices.ts';

export interface ConstraintOptions {
  readonly videoConstraints?: MediaTrackConstraints;
  readonly audioConstraints?: MediaTrackConstraints;
}

/** What a page would have where the application says nothing: how to capture, and how to begin. */
export interface MediaWishes extends ConstraintOptions {
  readonly videoOff?: boolean;
  readonly audioMuted?: boolean;
}

/** 720p30 unless the application wants otherwise; a chosen device is meant exactly. */
export function videoConstraints({ videoConstraints: given }: ConstraintOptions, deviceId: string | undefined, facing: LocalMedia['facing']): MediaTrackConstraints {
  const source = deviceId === undefined ? { facingMode: { ideal: facing } } : { deviceId: { exact: deviceId } };
  return { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...source, ...given };
}

export function audioConstraints({ audioConstraints: given }: ConstraintOptions, deviceId: string | undefined): MediaTrackConstraints {
  return { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }), ...given };
}

/** The camera after `current` in the list, round and round; nothing when there is no other. */
export function nextCamera<Device extends { readonly id: string }>(cameras: readonly Device[], current: string | undefined): Device | undefined {
  const index = cameras.findIndex(({ id }) => id === current);
  const next = cameras[(index + 1) % Math.max(1, cameras.length)];
  return next?.id === current ? undefined : next;
}
