import type { JsonObject } from './wire/signal/fields.ts';

/** What the server's routers can send and receive, as `Welcome` will say again. Rejects when it cannot be had now. */
export async function fetchRouterCapabilities(server: string, fetch: typeof globalThis.fetch): Promise<JsonObject> {
  const response = await fetch(`${server}/router-rtp-capabilities`);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()) as JsonObject;
}
