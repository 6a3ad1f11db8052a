import type { Locator, Page } from 'playwright-core';
import { button } from './room-page.ts';

export const phone = { viewport: { width: 390, height: 844 } };

/** Waits for a notice; some come only when half a minute has gone by. */
export const told = (page: Page, text: string | RegExp): Promise<void> => page.getByRole('log', { name: 'Notices' }).getByText(text).first().waitFor({ timeout: 40_000 });

export const card = (page: Page): Locator => page.getByRole('dialog', { name: 'Cohost invitation' });
export const rowOf = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });

/** Opens the host's sheet of guests, does something there, and closes it. */
export async function amongGuests<Result>(page: Page, act: () => Promise<Result>): Promise<Result> {
  await button(page, 'Guests').click();
  const result = await act();
  await page.keyboard.press('Escape');
  await button(page, 'Make a cohost link').or(button(page, 'Revoke')).waitFor({ state: 'hidden' });
  return result;
}

export const invite = (host: Page, name: string): Promise<void> => amongGuests(host, () => rowOf(host, name).getByRole('button', { name: 'Invite to cohost' }).click());
