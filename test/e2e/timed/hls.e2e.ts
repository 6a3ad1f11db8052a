import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type Hls from 'hls.js';
import { systemClock } from '../../../server/clock.ts';
import { footage, type Footage } from '../../fixtures/footage.ts';
import { launchBrowser, type TestBrowser } from '../../support/browser.ts';
import { ensureFfmpeg } from '../../support/ffmpeg.ts';
import { hlsServer, streamNamespace } from '../../support/hls-server.ts';
import { pictureClip, publishLive, soundClip } from '../../support/live-media.ts';
import { until } from '../../support/until.ts';

const page = '<!doctype html><link rel="icon" href="data:,"><video muted autoplay playsinline></video><script src="/hls.js"></script>';

/** What the page keeps for the test. */
interface Watching { readonly hls: Hls; readonly trouble: string[] }
declare global {
  interface Window { watching: Watching }
}

/** Runs in the page. */
function play(source: string): void {
  const Player = (window as unknown as { Hls: typeof Hls }).Hls;
  const hls = new Player({ lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5 });
  const trouble: string[] = [];
  hls.on(Player.Events.ERROR, (_event, data) => trouble.push(`${data.details}${data.fatal ? ' (fatal)' : ''}: ${data.error.message}`));
  hls.loadSource(source);
  hls.attachMedia(document.querySelector('video')!);
  window.watching = { hls, trouble };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('LL-HLS', () => {
  let film: Footage;
  let browser: TestBrowser;
  before(async () => {
    await ensureFfmpeg();
    film = await footage({ framesPerSecond: 30, seconds: 8 });
    browser = await launchBrowser({ footage: film });
  });
  after(() => browser?.close());

  it('plays in hls.js within 1.5 s of the camera, by the clock in the picture, and goes on when the publisher comes back with another clock', async (t) => {
    const { app, broadcasts, seen } = hlsServer(t);
    const [picture, sound, library] = await Promise.all([pictureClip(film), soundClip(film, 'libopus'), readFile('node_modules/hls.js/dist/hls.min.js')]);
    app.get('/', async (_request, reply) => reply.type('text/html').send(page));
    app.get('/hls.js', async (_request, reply) => reply.type('text/javascript').send(library));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const visit = await browser.visit();
    await visit.page.goto(url);
    const timeOrigin = await visit.page.evaluate(() => performance.timeOrigin);
    const loopMs = (film.frames / film.framesPerSecond) * 1000;

    const publish = (): { startedAt: number; vanish(): void } => {
      const startedAt = systemClock.now();
      const publication = broadcasts.publish(streamNamespace);
      const live = publishLive(publication, { 'video/180p': picture, audio: sound }, { clock: systemClock });
      t.after(() => live.stop());
      return { startedAt, vanish: () => { live.stop(); publication.close('gone'); } };
    };
    const first = publish();
    await visit.page.evaluate(play, '/hls/lv_1/main.m3u8?tok=good');
    const samples = await visit.page.evaluateHandle(() => window.mufProbe.watch(document.querySelector('video')!));
    const behind = async ({ startedAt }: { startedAt: number }, count: number): Promise<number[]> => (await samples.jsonValue()).slice(-count)
      .map(({ at, frame }) => (((timeOrigin + at - startedAt - ((frame ?? Number.NaN) * 1000) / film.framesPerSecond) % loopMs) + loopMs) % loopMs);

    await until(() => behind(first, 60), (list) => list.length === 60 && median(list) <= 1500, { what: 'the picture is at most 1.5 s behind', within: 20_000 });
    const before = (await samples.jsonValue()).length;
    await until(() => samples.jsonValue(), (list) => list.length >= before + 120, { what: 'four seconds more of it' });
    const settled = await behind(first, 120);
    const figures = await visit.page.evaluate(() => ({ latency: window.watching.hls.latency, trouble: window.watching.trouble, date: Date.now() - (window.watching.hls.playingDate?.getTime() ?? 0) }));
    t.diagnostic(`behind by the picture: median ${Math.round(median(settled))} ms; by the playlist’s dates ${figures.date} ms; by hls.js ${Math.round(figures.latency * 1000)} ms`);
    assert.ok(median(settled) <= 1500, `${median(settled)} ms behind`);
    assert.ok(settled.every((ms) => !Number.isNaN(ms)), 'every picture reads');
    assert.deepEqual(figures.trouble, []);
    assert.deepEqual([seen.now, seen.views], [1, 1]);

    first.vanish();
    const second = publish();
    const again = await until(() => behind(second, 60), (list) => median(list) <= 2500 && list.every((ms) => !Number.isNaN(ms)), { what: 'it goes on after the publisher came back', within: 20_000 });
    t.diagnostic(`behind after the publisher came back: median ${Math.round(median(again))} ms`);
    assert.ok((await visit.page.evaluate(() => window.watching.trouble)).every((line) => !line.includes('fatal')));
    assert.deepEqual(visit.errors, []);
  });
});
