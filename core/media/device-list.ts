import type { DeviceKind, DeviceLists } from '../stores/devices.ts';

const kinds: Readonly<Record<MediaDeviceKind, DeviceKind>> = { videoinput: 'camera', audioinput: 'microphone', audiooutput: 'speaker' };

/** What can be chosen. Before permission a browser tells neither ids nor labels: such entries are left out. */
export async function listDevices(devices: MediaDevices | undefined): Promise<DeviceLists> {
  const found = (await devices?.enumerateDevices?.()) ?? [];
  const of = (kind: DeviceKind): DeviceLists[DeviceKind] => found.filter((device) => kinds[device.kind] === kind && device.deviceId !== '').map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { camera: of('camera'), microphone: of('microphone'), speaker: of('speaker') };
}
