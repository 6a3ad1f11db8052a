export type Device = 'camera' | 'microphone';

/** What the browser says of a device: an older one that cannot be asked has no say. */
export type Query = (device: Device) => Promise<PermissionStatus>;

const ask: Query = (device) => navigator.permissions.query({ name: device });

/**
 * Tells when one of the devices is granted that was not. Resolves to whether the browser tells at all, for at least one of
 * them; where it does not (Safari before 16, Firefox before 132), someone has to press "Try again".
 */
export async function watchPermissions(devices: readonly Device[], granted: () => void, signal: AbortSignal, query: Query = ask): Promise<boolean> {
  const told = await Promise.all(devices.map(async (device) => {
    try {
      const status = await query(device);
      status.addEventListener('change', () => {
        if (status.state === 'granted') granted();
      }, { signal });
      return true;
    } catch {
      return false;
    }
  }));
  return told.includes(true);
}
