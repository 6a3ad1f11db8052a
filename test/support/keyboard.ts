import type { Page } from 'playwright-core';
import { until } from './until.ts';

/** What has the focus, as a screen reader names it: through shadow roots; empty while it is nowhere. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!active || active === document.body) return '';
    const labels = active instanceof HTMLInputElement ? [...(active.labels ?? [])].map((label) => label.textContent.trim()).join(' ') : '';
    const by = active.getAttribute('aria-labelledby');
    const named = by && (active.getRootNode() as ShadowRoot).getElementById(by)?.textContent.trim();
    return named || active.getAttribute('aria-label') || labels || active.textContent.trim();
  });

const most = 60;

/** Presses Tab (or Shift+Tab) until the focus is on what has this name. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < most; step++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now === name) return;
    passed.push(now);
  }
  throw new Error(`Tab does not lead to "${name}", but past ${passed.map((one) => `"${one}"`).join(', ')}`);
}

export const waitForFocus = (page: Page, name: string): Promise<string> => until(() => focused(page), (now) => now === name, { what: `the focus is on "${name}"` });
