import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Visit } from './browser.ts';
import { button, textbox, tileOf } from './room-page.ts';

/** By which way media comes here. */
export const pathOf = (page: Page): Promise<string> => page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.connection.$connection.get().path);

/** What the server answers to a request that it grants. */
export async function post<Reply>(url: string, body: object, bearer?: string): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) }, body: JSON.stringify(body) });
  assert.ok(response.ok, `${url}: ${response.status}`);
  return (await response.json()) as Reply;
}

/** Goes live in a room that was made before, with a token for it. */
export async function broadcast({ page }: Visit, url: string, given: { roomId: string; token: string }, name: string): Promise<void> {
  await page.goto(`${url}/broadcaster.html?room=${given.roomId}`);
  await page.evaluate(({ roomId, token }) => document.querySelector('muf-live-room')!.manager.startBroadcast({ roomId, token }), given);
  await tileOf(page, name).waitFor({ timeout: 20_000 });
}

/** Follows a share link, and waits until Ada is there. */
export async function watch({ page }: Visit, link: string, name: string): Promise<void> {
  await page.goto(link);
  await textbox(page, 'Your name').fill(name);
  await button(page, 'Watch').click();
  await tileOf(page, 'Ada').waitFor({ timeout: 20_000 });
}
