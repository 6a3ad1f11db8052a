import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { footage } from '../fixtures/footage.ts';
import { linkedPlace, type LinkedPlace } from '../packages/linked-place.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { assertClean, button, goLive, identity, plays, reads, say, textbox, watch } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { serveFiles, serveFolder, type StaticSite } from '../support/static-site.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const examples = join(import.meta.dirname, '../../stories/examples');
const built = ['react', 'vue', 'svelte'] as const;
type Built = (typeof built)[number];

/** Pictures that the page's own `<video>` has shown. */
const framesIn = (page: Page): Promise<number> => page.locator('video').first().evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
const showsPictures = (page: Page): Promise<number> => until(() => framesIn(page), (frames) => frames > 10, { what: 'the picture moves' });

describe('the examples, with the package as published', () => {
  let place: LinkedPlace;
  let server: TestServer;
  let browser: TestBrowser;
  const sites = new Map<Built | 'plain', StaticSite>();

  before(async () => {
    [place, server] = await Promise.all([linkedPlace(), startServer()]);
    browser = await launchBrowser({ footage: await footage() });
    const plain = await readFile(join(examples, 'plain/index.html'), 'utf8');
    sites.set('plain', await serveFiles(async (path) => (path === 'index.html' ? plain.replaceAll('http://127.0.0.1:8080', server.url) : Promise.reject(new Error(path)))));
  });
  after(async () => {
    await browser?.close();
    for (const site of sites.values()) await site.close();
    await server?.close();
    place?.close();
  });
  const siteOf = (name: Built | 'plain'): string => sites.get(name)!.url;

  it('build', async () => {
    await Promise.all(built.map(async (name) => {
      const home = join(place.path, name);
      cpSync(join(examples, name), home, { recursive: true });
      await run(process.execPath, [join(place.path, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: home, env: { ...process.env, VITE_MUF_SERVER: server.url } });
      sites.set(name, await serveFolder(join(home, 'dist')));
    }));
    await run('tsc', ['-p', join(place.path, 'react')]);
  });

  it('plain HTML hosts; Vue, Svelte and React’s element watch', async () => {
    const host = await browser.visit();
    await host.page.goto(`${siteOf('plain')}/`);
    await goLive(host, 'Ada');
    const { roomId } = await identity(host.page);
    const guests = { vue: await browser.visit(), svelte: await browser.visit(), react: await browser.visit() };
    for (const [name, guest] of Object.entries(guests)) await watch(guest, `${siteOf(name as Built)}/?room=${roomId}${name === 'react' ? '&kit' : ''}`, name, 'Ada');
    for (const guest of Object.values(guests)) await plays(guest.page, 'Ada', 5);

    await host.page.getByText('3 listeners').waitFor();
    await host.page.getByText('Headphones on.').waitFor();
    await button(host.page, 'Follow').click();
    await button(host.page, 'Following').waitFor();

    await button(guests.vue.page, 'Take Sourdough').click();
    await reads(host.page, '🥖 into my basket: Sourdough');
    await button(guests.vue.page, 'Basket · 1').waitFor();
    await button(guests.svelte.page, 'Slower').click();
    await reads(host.page, 'Slower');
    await say(host.page, 'any questions?');
    await guests.svelte.page.getByRole('complementary').getByText('any questions?').waitFor();
    await guests.react.page.getByText('Ada paints for 3 of you').waitFor();
    await button(guests.react.page, 'Follow').click();
    await button(guests.react.page, 'Following').waitFor();
    for (const visit of [host, ...Object.values(guests)]) await visit.close();
  });

  it('React on the SDK alone: a host goes live, a viewer watches and talks, and both see the end', async () => {
    const host = await browser.visit();
    const viewer = await browser.visit();
    await host.page.goto(`${siteOf('react')}/`);
    await showsPictures(host.page);
    await button(host.page, 'Go live').click();
    const link = host.page.getByRole('link', { name: 'The viewers’ link' });
    await link.waitFor();
    await viewer.page.goto(`${siteOf('react')}/${await link.getAttribute('href')}`);
    await button(viewer.page, 'Watch').click();
    await showsPictures(viewer.page);
    await host.page.getByText('On air · 1 watching').waitFor();
    await textbox(viewer.page, 'Message').fill('hello from React');
    await button(viewer.page, 'Send').click();
    await viewer.page.locator('[data-status=sent]').getByText('hello from React').waitFor();
    await host.page.getByRole('log').getByText('hello from React').waitFor();
    await button(host.page, 'Mute').click();
    await button(host.page, 'Unmute').waitFor();
    await button(host.page, 'End').click();
    await host.page.getByText('Off air').waitFor();
    await viewer.page.getByText('Thank you for coming.').waitFor();
  });

  it('had no error', () => {
    assertClean(browser.errors());
    assert.ok(server.alive());
  });
});
