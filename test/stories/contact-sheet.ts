import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { builtStorybook, launchForStories, readIndex, serveFolder, StoryPage, type Entry } from './storybook.ts';

/**
 * Pictures of every story in every dress, for people to look at, and a sheet of them for each area, in
 * `dist/screenshots`: `npm run screenshots`, or `npm run screenshots -- --only chat --dress phone-dark`.
 * They are not compared with anything. `room.png` among them is the README's, kept in `stories/pictures`.
 */

const folder = join(import.meta.dirname, '../../dist/screenshots');

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };
const dresses = [
  { name: 'phone-dark', viewport: phone, globals: { theme: 'dark' } },
  { name: 'phone-light', viewport: phone, globals: { theme: 'light' } },
  { name: 'desktop-dark', viewport: desktop, globals: { theme: 'dark' } },
  { name: 'desktop-light', viewport: desktop, globals: { theme: 'light' } },
  { name: 'phone-arabic', viewport: phone, globals: { theme: 'dark', lang: 'ar', dir: 'rtl' } },
] as const;
type Dress = (typeof dresses)[number];

/** A small piece needs no screen around it: the picture is as wide as this at most, and as high as what is in it. */
const pieceWidth = 720;
const areaOf = ({ title }: Entry): string => title.split('/')[0]!.toLowerCase().replace(/\W+/g, '-');

async function shoot(story: StoryPage, { id }: Entry, { name, viewport }: Dress): Promise<void> {
  const { page } = story;
  await page.setViewportSize(viewport);
  const { errors } = await story.show(id);
  for (const error of errors) console.error(`${id}, ${name}: ${error}`);
  await page.waitForFunction(() => isDrawn(document), undefined, { timeout: 4000 }).catch(() => console.error(`${id}, ${name}: a picture did not come.`));
  const { isPiece, device } = await page.evaluate(() => ({
    isPiece: document.querySelector('.story[data-ground="surface"], .story[data-ground="video"]') !== null && !findDialog(document),
    device: [...document.querySelectorAll<HTMLElement>('.story.device > *')].map(({ offsetWidth, offsetHeight }) => ({ width: offsetWidth + 64, height: offsetHeight + 64 }))[0],
  }));
  const path = join(folder, name, `${id}.png`);
  await page.evaluate(() => rest());
  // A frame that has come is on the screen two frames later.
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
  if (isPiece) {
    await page.setViewportSize({ width: Math.min(viewport.width, pieceWidth), height: viewport.height });
    await page.addStyleTag({ content: '.story { min-block-size: 120px !important }' }).then((style) => page.locator('.story').screenshot({ path }).finally(() => style.evaluate((element) => (element as Element).remove())));
    return;
  }
  if (device) await page.setViewportSize(device);
  await page.screenshot({ path });
}

/** Goes into the page, to look into every shadow root: for an open dialog, and for what is not there yet. */
const helpers = `
  globalThis.findDialog = (root) => [...root.querySelectorAll('*')].some((element) => element.matches('dialog[open], :popover-open') || (element.shadowRoot && findDialog(element.shadowRoot)));
  const late = (element) => (element.localName === 'video' && element.srcObject !== null && (element.readyState < 2 || element.getVideoPlaybackQuality().totalVideoFrames === 0)) || (element.matches('.room > .viewport > muf-stage:not(:defined), .room > .whole:not(:defined)'));
  // Nobody has pressed anything yet where a story does not play.
  globalThis.rest = () => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!globalThis.__STORYBOOK_PREVIEW__?.currentRender?.story?.playFunction) focused?.blur?.();
  };
  globalThis.isDrawn = (root) => [...root.querySelectorAll('*')].every((element) => !late(element) && (!element.shadowRoot || isDrawn(element.shadowRoot)));`;
declare function findDialog(root: ParentNode): boolean;
declare function rest(): void;
declare function isDrawn(root: ParentNode): boolean;

async function compose(page: Page, site: string, area: string, { name, viewport }: Dress, stories: readonly Entry[]): Promise<void> {
  const figures = stories.map(({ id, title, name: story }) => `<figure><img src="${site}/${name}/${id}.png"><figcaption>${title.split('/')[1]} · ${story}</figcaption></figure>`);
  const width = viewport === phone ? 240 : 460;
  await page.setViewportSize({ width: 1880, height: 800 });
  await page.setContent(`<style>body { margin: 16px; display: flex; flex-wrap: wrap; gap: 16px; align-items: start; background: #888; font: 12px system-ui } figure { margin: 0; width: ${width}px } img { width: 100%; display: block } figcaption { padding: 4px; background: #fff }</style>${figures.join('')}`, { waitUntil: 'load' });
  await page.screenshot({ path: join(folder, `${area}-${name}.png`), fullPage: true });
}

/** What the README shows: one room on a desktop and on a phone, side by side. */
const cover = { desktop: 'desktop-dark/live-room-layouts--spotlight.png', phone: 'phone-dark/live-room-stage--two.png' } as const;

async function coverOf(browser: Browser, site: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 784 } });
  await page.setContent(`<style>body { margin: 0; block-size: 784px; display: flex; align-items: center; justify-content: center; gap: 40px; background: radial-gradient(80% 120% at 70% 20%, #2a2440, #12131a) } img { block-size: 704px; border-radius: 14px; box-shadow: 0 24px 64px rgb(0 0 0 / 0.5), 0 0 0 1px rgb(255 255 255 / 0.08) } img + img { border-radius: 32px }</style><img src="${site}/${cover.desktop}"><img src="${site}/${cover.phone}">`, { waitUntil: 'load' });
  await page.screenshot({ path: join(folder, 'room.png') });
  await page.close();
}

async function dressUp(browser: Browser, site: string, shots: string, dress: Dress, stories: readonly Entry[]): Promise<void> {
  await mkdir(join(folder, dress.name), { recursive: true });
  const story = await StoryPage.open(browser, site, { viewport: dress.viewport, globals: { ...dress.globals, a11y: { manual: true } } });
  await story.page.evaluate(helpers);
  for (const entry of stories) await shoot(story, entry, dress);
  await story.close();
  const page = await browser.newPage();
  const drawn = all.filter(({ id }) => existsSync(join(folder, dress.name, `${id}.png`)));
  // Of an area that was drawn in part, the others stand on the sheet as they were drawn last.
  for (const area of new Set(stories.map(areaOf))) await compose(page, shots, area, dress, drawn.filter((entry) => areaOf(entry) === area));
  await page.close();
}

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, dress: { type: 'string', default: '' } } });
const all = readIndex().filter(({ type }) => type === 'story');
const stories = all.filter(({ id }) => id.includes(values.only));
await mkdir(folder, { recursive: true });
const [site, shots, browser] = await Promise.all([serveFolder(builtStorybook), serveFolder(folder), launchForStories()]);
try {
  for (const dress of dresses) if (dress.name.includes(values.dress)) await dressUp(browser, site.url, shots.url, dress, stories);
  if (Object.values(cover).every((picture) => existsSync(join(folder, picture)))) await coverOf(browser, shots.url);
  await writeFile(join(folder, 'README.txt'), 'Made by "npm run screenshots". Look at the sheets, one for each area and dress.\n');
  console.log(`The pictures are in ${folder}`);
} finally {
  await browser.close();
  await site.close();
  await shots.close();
}
