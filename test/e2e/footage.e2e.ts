import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage, type Footage } from '../fixtures/footage.ts';
import type { ClockSample } from '../support/browser-probe.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';

describe('footage', () => {
  let film: Footage;
  let browser: TestBrowser;
  before(async () => {
    film = await footage();
    browser = await launchBrowser({ footage: film });
  });
  after(() => browser?.close());

  it('is what the browser captures: 320 × 180, a clock that counts on, a voice', async () => {
    const { page, close } = await browser.visit();
    await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '<video autoplay muted></video>' }));
    await page.goto('http://localhost/');
    const loudest = await page.evaluateHandle(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
      const meter = { level: 0 };
      const context = new AudioContext();
      const analyser = new AnalyserNode(context);
      context.createMediaStreamSource(stream).connect(analyser);
      const wave = new Float32Array(analyser.fftSize);
      const listen = () => {
        analyser.getFloatTimeDomainData(wave);
        meter.level = Math.max(meter.level, ...wave);
        requestAnimationFrame(listen);
      };
      listen();
      const video = document.querySelector('video')!;
      video.srcObject = stream;
      return meter;
    });
    const samples = await page.evaluateHandle(() => window.mufProbe.watch(document.querySelector('video')!));
    // A callback that a busy page gets late draws the next picture already, and that one has a callback of its own: it is one picture.
    const pictures = async (): Promise<readonly ClockSample[]> => (await samples.jsonValue()).filter(({ frame }, index, all) => frame === null || frame !== all[index - 1]?.frame);
    const seen = await until(pictures, (list) => list.length >= 30, { what: '30 pictures of the footage' });

    assert.deepEqual(await page.evaluate(() => [document.querySelector('video')!.videoWidth, document.querySelector('video')!.videoHeight]), [320, 180]);
    const frames = seen.map((sample) => sample.frame);
    assert.ok(frames.every((frame) => frame !== null), `every picture reads: ${frames.join(' ')}`);
    const steps = frames.slice(1).map((frame, index) => (frame! - frames[index]! + film.frames) % film.frames);
    assert.ok(steps.every((step) => step >= 1 && step <= 5), `it counts on: ${frames.join(' ')}`);
    await until(async () => (await loudest.jsonValue()).level, (level) => level > 0.05, { what: 'the voice is heard' });
    assert.deepEqual(browser.errors(), []);
    await close();
  });
});
