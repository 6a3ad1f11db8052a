import type { types } from 'mediasoup-client';
import type { JsonObject } from '../wire/signal/fields.ts';
import type { Engine } from './engine.ts';

interface Loaded { readonly capabilities: string; readonly device: Promise<types.Device> }

const loaded = new WeakMap<Engine, Loaded>();

/**
 * A device that speaks what the router does. To ask the browser what it can do takes it some 100 ms, so the
 * answer for the last router is kept: a device belongs to no connection, and one may serve them all.
 * Rejects with mediasoup-client's `UnsupportedError` in a browser that it does not know.
 */
export function loadDevice(engine: Engine, routerRtpCapabilities: JsonObject): Promise<types.Device> {
  const capabilities = JSON.stringify(routerRtpCapabilities);
  const before = loaded.get(engine);
  if (before?.capabilities === capabilities) return before.device;
  const device = create(engine, routerRtpCapabilities);
  loaded.set(engine, { capabilities, device });
  device.catch(() => loaded.delete(engine));
  return device;
}

async function create(engine: Engine, routerRtpCapabilities: JsonObject): Promise<types.Device> {
  const device = await engine.Device.factory();
  await device.load({ routerRtpCapabilities });
  return device;
}
