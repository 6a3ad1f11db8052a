import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { footage } from '../../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../../support/browser.ts';
import { keepConnections, picturesOf, type PictureStats } from '../../support/page-connections.ts';
import { assertClean, goLive, plays, videoOf, watch } from '../../support/room-page.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

/** A machine that encodes this by hardware, as far as the page can see; the encoder is the browser's own. */
const encodes = (contentType: string): string => `${keepConnections}
  MediaCapabilities.prototype.encodingInfo = async ({ video }) => ({ supported: true, smooth: true, powerEfficient: video.contentType === ${JSON.stringify(contentType)} });`;

/** A device without this codec: it is in none of its offers, from which the page learns what it can do. */
const without = (codec: string): string => `${keepConnections}
  const offer = RTCPeerConnection.prototype.createOffer;
  RTCPeerConnection.prototype.createOffer = async function (...given) {
    const { type, sdp } = await offer.apply(this, given);
    const gone = [...sdp.matchAll(/^a=rtpmap:(\\d+) ${codec}\\//gm)].map(([, number]) => number);
    gone.push(...[...sdp.matchAll(/^a=fmtp:(\\d+) apt=(\\d+)/gm)].filter(([, , apt]) => gone.includes(apt)).map(([, number]) => number));
    const lines = sdp.split('\\r\\n').filter((line) => !gone.includes(/^a=(?:rtpmap|fmtp|rtcp-fb):(\\d+) /.exec(line)?.[1]));
    const kept = lines.map((line) => (line.startsWith('m=video') ? line.split(' ').filter((part, index) => index < 3 || !gone.includes(part)).join(' ') : line));
    return { type, sdp: kept.join('\\r\\n') };
  };`;

/** From the call of \`overrun()\` on, the browser says that the processor holds its pictures back. */
const overrunnable = `
  const stats = RTCPeerConnection.prototype.getStats;
  let since;
  window.overrun = () => { since = performance.now(); };
  RTCPeerConnection.prototype.getStats = async function (...given) {
    const report = await stats.apply(this, given);
    if (since === undefined) return report;
    const cpu = (performance.now() - since) / 1000;
    return new Map([...report].map(([id, entry]) => [id, entry.type === 'outbound-rtp' && entry.kind === 'video' ? { ...entry, qualityLimitationReason: 'cpu', qualityLimitationDurations: { cpu } } : entry]));
  };`;

const sends = (page: Page, what: string, accept: (picture: PictureStats) => boolean, within = 15_000): Promise<readonly PictureStats[]> =>
  until(() => picturesOf(page, 'outbound-rtp'), (pictures) => pictures.some((picture) => picture.frames > 0 && accept(picture)), { what, within, every: 200 });
const shows = (page: Page, codec: string): Promise<readonly PictureStats[]> =>
  until(() => picturesOf(page, 'inbound-rtp'), (pictures) => pictures.some((picture) => picture.codec === codec && picture.frames > 5), { what: `${codec} is decoded`, every: 200 });
const framesByCodec = async (page: Page): Promise<Record<string, number>> => Object.fromEntries((await picturesOf(page, 'outbound-rtp')).map(({ codec, frames }) => [codec, frames]));
const heightOf = (page: Page, name: string): Promise<number> => videoOf(page, name).evaluate((video) => (video as HTMLVideoElement).videoHeight);

describe('codecs', () => {
  let server: TestServer;
  let browser: TestBrowser;

  before(async () => {
    server = await startServer({ env: { MUF_WORKERS: '1' } });
    browser = await launchBrowser({ footage: await footage({ width: 640, height: 360, framesPerSecond: 10 }) });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function live(initScript: string): Promise<{ host: Visit; viewer: Visit; link: string }> {
    const [host, viewer] = [await browser.visit({ initScript }), await browser.visit({ initScript: keepConnections })];
    await host.page.goto(`${server.url}/broadcaster.html`);
    const link = await goLive(host, 'Ada');
    await watch(viewer, link, 'Bo', 'Ada');
    return { host, viewer, link };
  }

  it('AV1 goes out and is shown, until someone comes who cannot show it: then everyone gets H.264', async () => {
    const { host, viewer, link } = await live(encodes('video/AV1'));
    await shows(viewer.page, 'AV1');
    await sends(host.page, 'one stream with layers in time', ({ codec, scalabilityMode, height }) => codec === 'AV1' && scalabilityMode === 'L1T3' && height === 360);
    assert.equal(await heightOf(viewer.page, 'Ada'), 360);
    const older = await browser.visit({ initScript: without('AV1') });
    await watch(older, link, 'Cy', 'Ada');
    for (const { page } of [older, viewer]) await shows(page, 'H264');
    for (const { page } of [older, viewer]) await plays(page, 'Ada', 5);
    const encoded = await framesByCodec(host.page);
    await plays(viewer.page, 'Ada', 5);
    assert.equal((await framesByCodec(host.page))['AV1'] ?? 0, encoded['AV1'] ?? 0, 'nothing is encoded twice');
    for (const visit of [older, viewer, host]) await visit.close();
  });

  it('VP9 does too, and gets smaller when the processor cannot keep up', async () => {
    const { host, viewer } = await live(encodes('video/VP9') + overrunnable);
    await shows(viewer.page, 'VP9');
    await sends(host.page, 'two layers', ({ codec, scalabilityMode }) => codec === 'VP9' && scalabilityMode === 'L2T3_KEY');
    await until(() => heightOf(viewer.page, 'Ada'), (height) => height === 360, { what: 'the large one is shown' });
    await host.page.evaluate(() => (window as unknown as { overrun(): void }).overrun());
    await sends(host.page, 'one layer of half the size', ({ scalabilityMode, height }) => scalabilityMode === 'L1T3' && height === 180);
    await until(() => heightOf(viewer.page, 'Ada'), (height) => height === 180, { what: 'the viewer gets what there is' });
    await plays(viewer.page, 'Ada', 5);
    assert.equal(await host.page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.quality.$network.get()?.cause), 'cpu');
    for (const visit of [viewer, host]) await visit.close();
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
