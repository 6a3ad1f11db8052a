import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Way } from './browser-probe.ts';
import type { Visit } from './browser.ts';
import { tileOf } from './room-page.ts';
import type { TestServer } from './server.ts';

/** What a room hands out for a place on its stage. */
export interface Grant { readonly roomId: string; readonly token: string }

export async function post<Reply>(url: string, body: object, bearer?: string): Promise<Reply> {
  const headers = { 'content-type': 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(response.ok, `${url}: ${response.status}`);
  return (await response.json()) as Reply;
}

/** A further place on the stage. */
export const seat = async (server: TestServer, { roomId, token }: Grant, displayName: string): Promise<Grant> =>
  ({ roomId, ...(await post<{ token: string }>(`${server.url}/broadcaster-token/${roomId}`, { displayName }, token)) });

/** Joins a call as a page that uses the SDK does; `relayed` sends everything through TURN. */
export async function call({ page }: Visit, server: TestServer, { roomId, token }: Grant, name: string, relayed = false): Promise<void> {
  await page.goto(`${server.url}/broadcaster.html?room=${roomId}`);
  await page.evaluate(async (given) => {
    const room = document.querySelector('muf-live-room')!;
    if (given.relayed) {
      const Manager = room.manager.constructor as new (options: object) => typeof room.manager;
      room.manager = new Manager({ iceTransportPolicy: 'relay' });
    }
    await room.manager.startBroadcast({ roomId: given.roomId, token: given.token });
  }, { roomId, token, relayed });
  await tileOf(page, name).waitFor();
}

/** The ways by which a page's connections go now. */
export const waysOf = (page: Page): Promise<readonly Way[]> => page.evaluate(() => window.mufProbe.ways());
