import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { codeOf } from '../../core/cohost-links.ts';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, endStream, goLive, plays, textbox, tileOf, watch, watching } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

/** The package is CommonJS with a default export: Node hands out its module object. */
const decode = (jsQR as unknown as { default?: typeof jsQR }).default ?? jsQR;
const side = 300;

/** Reads the QR code on the page as a phone's camera would. */
async function scan(page: Page): Promise<string | undefined> {
  const pixels = await page.locator('muf-qr-code svg').evaluate(async (svg, size) => {
    const copy = svg.cloneNode(true) as SVGElement;
    for (const [name, value] of Object.entries({ xmlns: 'http://www.w3.org/2000/svg', width: size, height: size })) copy.setAttribute(name, String(value));
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`;
    await picture.decode();
    const context = new OffscreenCanvas(size, size).getContext('2d')!;
    context.drawImage(picture, 0, 0, size, size);
    return [...context.getImageData(0, 0, size, size).data];
  }, side);
  return decode(Uint8ClampedArray.from(pixels), side, side, { inversionAttempts: 'dontInvert' })?.data;
}

/** A network that lets no UDP through: its candidates never reach the browser. */
const withoutUdp = `
  const native = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function set(description) {
    return native.call(this, { type: description.type, sdp: description.sdp.replace(/^a=candidate:.* udp .*\\r\\n/gim, '') });
  };`;

const network = (page: Page) => page.getByRole('region', { name: 'Network' });

async function testNetwork(page: Page): Promise<void> {
  await button(page, 'Test network').click();
  await button(page, 'Test again').waitFor();
}

describe('arriving', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let host: Visit;
  let link = '';

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('the green room tests the network to this server, and the speaker', async () => {
    const { page } = host;
    await page.goto(`${server.url}/broadcaster.html`);
    await testNetwork(page);
    for (const text of ['Server: works', 'Video over UDP: works', 'Video over TCP: works', 'Upload: works']) await network(page).getByRole('listitem').filter({ hasText: text }).waitFor();
    const { result } = await page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.networkTest.$test.get());
    // On a machine this busy the pace may be anything; that it was measured shows in the number.
    assert.ok(result?.udp && result.tcp && result.rttMs !== null && result.uplinkKbps! > 0, JSON.stringify(result));
    await network(page).getByText(/^(Good|Fair|Poor)$/).waitFor();
    await button(page, 'Test speaker').click();
    await page.getByText('Heard nothing?').waitFor();
  });

  it('and says so where UDP is blocked', async () => {
    const { page, close } = await browser.visit({ initScript: withoutUdp });
    await page.goto(`${server.url}/broadcaster.html`);
    await testNetwork(page);
    await network(page).getByRole('listitem').filter({ hasText: 'Video over UDP: does not work' }).waitFor();
    await network(page).getByRole('listitem').filter({ hasText: 'Video over TCP: works' }).waitFor();
    const { result } = await page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.networkTest.$test.get());
    assert.ok(result?.udp === false && result.tcp === true && result.verdict !== 'good', JSON.stringify(result));
    await close();
  });

  it('the QR code of the share sheet is the share link', async () => {
    const { page } = host;
    link = await goLive(host, 'Ada');
    await button(page, 'Share').click();
    await page.getByRole('img', { name: 'The link as a QR code' }).waitFor();
    assert.equal(await scan(page), link);
    await page.keyboard.press('Escape');
  });

  it('the room is found on the front page, and leads to the picture', async () => {
    const viewer = await browser.visit();
    await viewer.page.goto(`${server.url}/`);
    const card = viewer.page.getByRole('link', { name: /Ada/ });
    await card.click();
    await button(viewer.page, 'Watch').click();
    await tileOf(viewer.page, 'Ada').waitFor();
    await plays(viewer.page, 'Ada', 10);
    await watching(host.page, 1);
    const { rooms: [room] } = (await (await fetch(`${server.url}/api/admin/live/rooms`)).json()) as { rooms: { viewerCount: number; bytes: { received: number; sent: number }; broadcasters: { sources: string[] }[] }[] };
    assert.ok(room!.viewerCount === 1 && room!.bytes.received > 10_000 && room!.bytes.sent > 10_000, JSON.stringify(room));
    assert.deepEqual(room!.broadcasters[0]!.sources.toSorted(), ['camera', 'mic']);
    await viewer.close();
    await endStream(host.page);
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});

describe('npm start -- --lan', () => {
  let server: TestServer;
  let browser: TestBrowser;
  const seen = new Set<string>();
  const phone = { ignoreHTTPSErrors: true, viewport: { width: 390, height: 844 }, hasTouch: true } as const;
  const refused = [/Failed to load resource/];

  /** The newest link the terminal shows that nobody has used here. */
  const nextLink = async (): Promise<string> => {
    const link = await until(() => [...server.output().matchAll(/^https:\/\/\S+#code=\S+$/gm)].map(([text]) => text).findLast((text) => !seen.has(text)) ?? '', (text) => text !== '', { what: 'the terminal shows a link' });
    seen.add(link);
    return link;
  };

  before(async () => {
    server = await startServer({ args: ['--lan'] });
    browser = await launchBrowser({ footage: await footage() });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  let first = '';
  let host: Visit;

  it('makes a phone the camera by the code of its terminal', async () => {
    assert.match(server.url, /^https:\/\/127\.0\.0\.1:/);
    first = await nextLink();
    host = await browser.visit(phone);
    await host.page.goto(first);
    await textbox(host.page, 'Title').fill('Garden');
    const link = await goLive(host, 'Ada');
    assert.match(link, /^https:/);
    assert.equal(await host.page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.session.$room.get()?.title), 'Garden');
    assert.ok(!(await host.page.evaluate(() => location.href)).includes('code='), 'the code does not stay in the address');
    const viewer = await browser.visit({ ignoreHTTPSErrors: true });
    await watch(viewer, link, 'Bo', 'Ada');
    await plays(viewer.page, 'Ada', 10);
    await viewer.close();
  });

  it('shows the next code, which joins on stage', async () => {
    const second = await browser.visit(phone);
    await second.page.goto(await nextLink());
    await textbox(second.page, 'Your name').fill('Cy');
    assert.equal(await textbox(second.page, 'Title').count(), 0, 'the room has one');
    await button(second.page, 'Go LIVE').click();
    await tileOf(host.page, 'Cy').waitFor();
    await plays(host.page, 'Cy', 5);
    await second.close();
  });

  it('lets nobody in by a used code, or by none', async () => {
    for (const address of [first, `${server.url}/broadcaster.html`]) {
      const stranger = await browser.visit({ ...phone, expectedErrors: refused });
      await stranger.page.goto(address);
      await textbox(stranger.page, 'Your name').fill('Eve');
      await button(stranger.page, 'Go LIVE').click();
      await until(() => stranger.page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.session.$error.get()?.code ?? ''), (code) => code === 'link-invalid' || code === 'not-allowed', { what: 'they are refused' });
      await stranger.close();
    }
    assert.equal(await tileOf(host.page, 'Eve').count(), 0);
  });

  it('logs no code', () => assert.ok(![...seen].some((link) => server.output().split('\n').some((line) => line.startsWith('{') && line.includes(codeOf(link)!)))));
  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
