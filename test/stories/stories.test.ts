import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { builtStorybook, launchForStories, readIndex, serveFolder, StoryPage } from './storybook.ts';

const stories = readIndex().filter(({ type }) => type === 'story');
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
        page = await StoryPage.open(browser, site.url, { asTest: true });
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
