import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** How a page is looked at: the widths and colours people have. */
export const dresses = [
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop, dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  { name: 'desktop, light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const;
export type Dress = (typeof dresses)[number];

/** Puts the page into a dress and waits until it is drawn that way. */
export async function wear(page: Page, { viewport, colorScheme }: Dress): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async (theme) => {
    document.querySelector('muf-live-room')?.setAttribute('theme', theme);
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => { requestAnimationFrame(resolve); });
    await Promise.all(document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity).map((animation) => animation.finished.catch(() => {})));
  }, colorScheme);
}

/** What axe finds wrong with the page as it stands, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // Through the protocol: the pages' content security policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof import('axe-core') };
    const { violations: found } = await engine.run(document, { resultTypes: ['violations'] });
    return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' → ')}: ${failureSummary?.replace(/\s+/g, ' ')}`));
  });
}

/** What axe finds in every dress. */
export async function audit(page: Page, state: string): Promise<string[]> {
  const found: string[] = [];
  for (const dress of dresses) {
    await wear(page, dress);
    found.push(...(await violations(page)).map((line) => `${state}, ${dress.name}: ${line}`));
  }
  return found;
}
