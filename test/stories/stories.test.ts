import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { builtStorybook, launchForStories, readIndex, serveFolder, StoryPage } from './storybook.ts';

const stories = readIndex().filter(({ type }) => type === 'story');
/** The language that the toolbar says: `MUF_STORY_LANG=ar` plays all of them in Arabic. */
const lang = process.env['MUF_STORY_LANG'] ?? 'en';
/** Side by side, each in a browser of its own: one draws no frames for a page in the background. */
const lanes = 2;

describe('every story', { concurrency: lanes }, () => {
  let site: Awaited<ReturnType<typeof serveFolder>>;

  before(async () => {
    site = await serveFolder(builtStorybook);
  });

  after(() => site?.close());

  for (let lane = 0; lane < lanes; lane++) {
    describe(`in browser ${lane + 1}`, { concurrency: 1 }, () => {
      let browser: Browser;
      let page: StoryPage;

      before(async () => {
        browser = await launchForStories();
        page = await StoryPage.open(browser, site.url, { asTest: true, globals: { lang } });
      });

      after(() => browser?.close());

      for (const { id, title, name } of stories.filter((_, index) => index % lanes === lane)) {
        it(`${title}: ${name}`, async () => {
          const { errors, violations, strays } = await page.show(id);
          assert.deepEqual({ errors, violations, strays }, { errors: [], violations: [], strays: [] });
        });
      }
    });
  }
});

/** Some of what is played with words and arrow keys. */
const played = ['chat-emoji-picker--open', 'controls-all--arrows', 'cohost-control--asks-and-takes-it-back', 'live-room-phases--from-the-lobby-to-the-end', 'moderation-standing--muted'];

describe('what is tried in a story', () => {
  it('is found by the words of the language that the toolbar says', async () => {
    const [site, browser] = await Promise.all([serveFolder(builtStorybook), launchForStories()]);
    try {
      const page = await StoryPage.open(browser, site.url, { asTest: true, globals: { lang: 'ar' } });
      for (const id of played) assert.deepEqual((await page.show(id)).errors, [], id);
      assert.equal(await page.page.evaluate(() => document.querySelector('muf-room-provider, muf-live-room')?.getAttribute('lang')), 'ar');
    } finally {
      await browser.close();
      await site.close();
    }
  });
});
