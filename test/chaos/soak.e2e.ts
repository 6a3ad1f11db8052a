import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { seededRandom } from '../support/random.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { createBot, type Bot } from './bots.ts';

const long = process.env['MUF_TEST_LONG'] === '1';
const seed = Number(process.env['MUF_TEST_SEED'] ?? 1);
/** Rounds of random steps, each followed by a look at whether everyone agrees. */
const rounds = long ? 150 : 3;
const stepsInRound = 16;
const mostViewers = 8;
/** What the server may hold more at the end than after the first rounds, MB. */
const growthMb = 30;

describe(`a room in turmoil (seed ${seed})`, () => {
  const { number: random } = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  let server: TestServer;
  let host: Bot;
  let viewers: Bot[] = [];
  let born = 0;
  let story: string[] = [];

  before(async () => {
    server = await startServer();
    host = await createBot('Ada', server.url);
    await host.manager.startBroadcast({ title: 'Turmoil' });
  });
  after(async () => {
    await Promise.all([host, ...viewers].map((bot) => bot?.close()));
    await server?.close();
  });

  const everyone = () => [host, ...viewers];
  const residentMb = async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;

  async function come(): Promise<void> {
    if (viewers.length >= mostViewers) return;
    const bot = await createBot(`viewer ${born += 1}`, server.url);
    await bot.manager.joinAsViewer(host.manager.roomId!);
    viewers.push(bot);
  }

  async function go(): Promise<void> {
    const bot = pick(viewers);
    if (!bot) return;
    viewers = viewers.filter((one) => one !== bot);
    bot.line.mend();
    await bot.heard();
    await bot.manager.leaveStream();
    await bot.close();
  }

  async function killWorker(): Promise<void> {
    const worker = pick(await server.workers());
    if (worker) process.kill(worker, 'SIGKILL');
  }

  async function restart(): Promise<void> {
    await server.stop(random() < 0.5 ? 'SIGTERM' : 'SIGKILL');
    await server.start();
  }

  const steps: readonly (readonly [share: number, name: string, act: () => Promise<void> | void])[] = [
    [5, 'come', come], [3, 'go', go],
    [10, 'say', () => pick(everyone())!.say()],
    [4, 'cut', () => pick(everyone())!.line.cut()],
    [2, 'freeze', () => pick(everyone())!.line.freeze()],
    [5, 'mend', () => pick(everyone())!.line.mend()],
    [1, 'kill a worker', killWorker], [0.4, 'restart', restart],
  ];
  const weight = steps.reduce((sum, [share]) => sum + share, 0);

  async function step(): Promise<void> {
    let at = random() * weight;
    const [, name, act] = steps.find(([share]) => (at -= share) < 0) ?? steps[0]!;
    story.push(name);
    await act();
  }

  /** Once the lines are whole, everyone must see one and the same room. */
  async function calm(): Promise<void> {
    for (const { line } of everyone()) line.mend();
    for (const { name, manager } of everyone()) {
      await until(() => [manager.state, manager.stores.connection.$connection.get().status].join(), (seen) => seen === 'ACTIVE,connected', { what: `${name} is in the room`, within: 40_000 });
    }
    await Promise.all(everyone().map((bot) => bot.heard()));
    for (const { name, manager } of everyone()) {
      await until(() => manager.stores.audience.$viewerCount.get(), (count) => count === viewers.length, { what: `${name} counts ${viewers.length} viewers`, within: 40_000 });
      assert.equal(manager.roomId, host.manager.roomId);
    }
    const told = (bot: Bot) => bot.manager.stores.chat.$lines.get().map(({ text }) => text);
    for (const bot of everyone()) {
      const lines = told(bot);
      assert.equal(new Set(lines).size, lines.length, `${bot.name} sees a line twice: ${lines.join(' | ')}`);
      for (const text of bot.said.slice(-5)) assert.ok(lines.includes(text), `${bot.name} does not see its own “${text}”`);
    }
    const last = told(host).at(-1);
    if (last) for (const bot of viewers) await until(() => told(bot), (lines) => lines.includes(last), { what: `${bot.name} has the host’s last line` });
  }

  it('agrees with itself after every round of joins, leaves, cuts, killed workers and restarts', { timeout: long ? 30 * 60_000 : 170_000 }, async () => {
    let settledMb = 0;
    let settledPid = 0;
    for (let round = 1; round <= rounds; round++) {
      story = [];
      try {
        for (let count = 0; count < stepsInRound; count++) await step();
        await calm();
      } catch (error) {
        throw new Error(`round ${round}, ${story.join(', ')}`, { cause: error });
      }
      assert.ok(server.alive(), server.output());
      // A new process starts its own account.
      if (server.pid !== settledPid) [settledPid, settledMb] = [server.pid, await residentMb()];
    }
    const grown = (await residentMb()) - settledMb;
    assert.ok(grown < growthMb, `the server grew by ${grown.toFixed(0)} MB`);
  });
});
