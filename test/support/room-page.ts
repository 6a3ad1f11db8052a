import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { MediaFigures } from './browser-probe.ts';
import type { Visit } from './browser.ts';
import { until } from './until.ts';

/** What people do in a room and what they see there, by the names that they and assistive technology know. */
export const textbox = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const tileOf = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true });
export const videoOf = (page: Page, name: string): Locator => tileOf(page, name).locator('video');
export const chatOf = (page: Page): Locator => page.getByRole('log', { name: 'Chat' });

const liveMs = 40_000;

/** Waits for "N watching". */
export const watching = (page: Page, count: number): Promise<void> =>
  page.getByRole('status').filter({ hasText: `${count} watching` }).waitFor({ timeout: liveMs });

/** From the set-up screen to live; returns the share link. */
export async function goLive({ page }: Visit, name: string): Promise<string> {
  await textbox(page, 'Your name').fill(name);
  await button(page, 'Go LIVE').click();
  await button(page, 'End').waitFor({ timeout: liveMs });
  return until(() => page.evaluate(() => document.querySelector('muf-live-room')?.manager?.stores.session.$shareLink.get() ?? ''), (link) => link !== '', { what: 'there is a share link' });
}

/** From the share link to the picture. */
export async function watch({ page }: Visit, link: string, name: string, host: string): Promise<void> {
  await page.goto(link);
  await textbox(page, 'Your name').fill(name);
  await button(page, 'Watch').click();
  await tileOf(page, host).waitFor({ timeout: liveMs });
}

export async function say(page: Page, text: string): Promise<void> {
  await textbox(page, 'Message').fill(text);
  await button(page, 'Send').click();
}

export const reads = (page: Page, text: string): Promise<void> => chatOf(page).getByText(text, { exact: true }).waitFor();

/** By which way media comes to this page, or goes. */
export const pathOf = (page: Page): Promise<string> => page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.connection.$connection.get().path);

/** Pictures shown so far by the video of that tile. */
export const framesOf = (page: Page, name: string): Promise<number> =>
  videoOf(page, name).evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);

export const figuresOf = (page: Page): Promise<MediaFigures> => page.evaluate(() => window.mufProbe.figures());

/** Waits until that many further pictures have been shown. */
export async function plays(page: Page, name: string, frames: number, within = liveMs): Promise<void> {
  const start = await framesOf(page, name).catch(() => 0);
  // A tile made anew counts from nought again.
  await until(() => framesOf(page, name), (now) => (now < start ? now : now - start) >= frames, { what: `${frames} frames of ${name}`, within });
}

/** Presses End, confirms, and waits for the end screen. */
export async function endStream(page: Page): Promise<void> {
  await button(page, 'End').click();
  await page.locator('muf-end-confirm').getByRole('button', { name: 'End', exact: true }).click();
  await ended(page);
}

export const ended = (page: Page): Promise<void> => page.getByRole('heading', { name: /has ended/ }).waitFor();

/** The numbers a restart must not change. */
export const identity = (page: Page): Promise<{ roomId: string | null; peerId: string | null; state: string }> =>
  page.evaluate(() => {
    const { stores, state } = document.querySelector('muf-live-room')!.manager!;
    return { roomId: stores.session.$room.get()?.roomId ?? null, peerId: stores.session.$self.get()?.peerId ?? null, state };
  });

/** How often a line stands in the chat. */
export const timesSaid = (page: Page, text: string): Promise<number> => chatOf(page).getByText(text, { exact: true }).count();

export function assertClean(errors: readonly string[]): void {
  assert.deepEqual(errors, [], 'no page had an uncaught error');
}
