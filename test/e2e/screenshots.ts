import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { footage } from '../fixtures/footage.ts';
import { dresses, wear } from '../support/browser-axe.ts';
import { deviceFaults } from '../support/browser-devices.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { button, endStream, ended, goLive, identity, plays, reads, say, tileOf, watch } from '../support/room-page.ts';
import { openLine } from '../support/server-line.ts';
import { startServer } from '../support/server.ts';

/**
 * Pictures of every state for people to look at, in `test/out/screenshots`: `node test/e2e/screenshots.ts`.
 * They are not compared with anything. Each broadcaster is a browser of its own, so that each has a face of its own.
 */

const folder = join(import.meta.dirname, '../out/screenshots');

async function shoot({ page }: Visit, state: string): Promise<void> {
  for (const dress of dresses) {
    await wear(page, dress);
    await page.screenshot({ path: join(folder, `${state}-${dress.name.replace(', ', '-')}.png`) });
  }
}

const crowd = [['Bo', 'hello from Lisbon'], ['Cy', 'that was great'], ['Dilnoza', 'can you show the keys again?'], ['Eero', '👏👏 first time here, love it']] as const;

async function audience(browser: TestBrowser, link: string): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const [name, text] of crowd) {
    const visit = await browser.visit();
    visits.push(visit);
    await watch(visit, link, name, 'Ada');
    await say(visit.page, text);
    await reads(visit.page, text);
  }
  return visits;
}

async function joinStage({ page }: Visit, server: string, room: string, name: string): Promise<void> {
  await page.goto(`${server}/broadcaster.html?room=${room}`);
  await page.evaluate(async ({ id, displayName }) => {
    const response = await fetch(`/broadcaster-token/${id}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ displayName }) });
    await document.querySelector('muf-live-room')!.manager.joinAsCoBroadcaster(id, ((await response.json()) as { token: string }).token);
  }, { id: room, displayName: name });
  await tileOf(page, name).waitFor();
}

await mkdir(folder, { recursive: true });
const files = await Promise.all([0, 1, 2, 3].map((look) => footage({ width: 640, height: 360, framesPerSecond: 8, clock: false, look })));
const server = await startServer();
const line = await openLine(server.url);
const browsers = await Promise.all(files.map((film) => launchBrowser({ footage: film })));
try {
  const [first, ...others] = browsers as [TestBrowser, ...TestBrowser[]];
  const landing = await first.visit();
  await landing.page.goto(server.url);
  await shoot(landing, 'landing');
  await landing.close();
  const blocked = await first.visit({ initScript: deviceFaults({ video: 'NotAllowedError' }) });
  await blocked.page.goto(`${server.url}/broadcaster.html`);
  await blocked.page.getByText(/is blocked/).first().waitFor();
  await shoot(blocked, 'setup-refused');
  await blocked.close();

  const host = await first.visit();
  await host.page.goto(`${server.url}/broadcaster.html`);
  await button(host.page, 'Go LIVE').waitFor();
  await shoot(host, 'setup');
  const link = await goLive(host, 'Ada');
  await shoot(host, 'host-alone');
  const lobby = await first.visit();
  await lobby.page.goto(link);
  await button(lobby.page, 'Watch').waitFor();
  await shoot(lobby, 'lobby');
  await lobby.close();

  const viewers = await audience(first, link.replace(server.url, line.url));
  const viewer = viewers[0]!;
  await plays(viewer.page, 'Ada', 30);
  await shoot(viewer, 'viewer-1');
  await shoot(host, 'host-1');
  await host.page.setViewportSize({ width: 1280, height: 800 });
  for (const [opener, state] of [['Share', 'share'], ['Settings', 'settings'], ['End', 'end-confirm']] as const) {
    await button(host.page, opener).click();
    await host.page.getByRole(opener === 'End' ? 'alertdialog' : 'dialog').waitFor();
    await shoot(host, state);
    await host.page.keyboard.press('Escape');
    await host.page.setViewportSize({ width: 1280, height: 800 });
  }
  line.cut();
  await viewer.page.getByText(/Reconnecting|cannot be reached/).first().waitFor();
  await shoot(viewer, 'reconnecting');
  line.mend();
  await viewer.page.getByText(/Reconnecting|cannot be reached/).first().waitFor({ state: 'detached' });

  for (const { close } of viewers.slice(1)) await close();

  const { roomId } = await identity(host.page);
  for (const [index, name] of ['Fatima', 'Gus', 'Hana'].entries()) {
    await joinStage(await others[index]!.visit(), server.url, roomId!, name);
    await plays(viewer.page, name, 15);
    if (index !== 1) await shoot(viewer, `viewer-${index + 2}`);
  }
  await shoot(host, 'host-4');
  await host.page.setViewportSize({ width: 1280, height: 800 });
  await endStream(host.page);
  await ended(viewer.page);
  await shoot(host, 'ended-host');
  await shoot(viewer, 'ended-viewer');
  const late = await first.visit();
  await late.page.goto(link);
  await button(late.page, 'Watch').click();
  await late.page.getByText('has ended').first().waitFor();
  await shoot(late, 'fatal');
  console.log(`The pictures are in ${folder}`);
} finally {
  for (const browser of browsers) await browser.close();
  await line.close();
  await server.close();
}
