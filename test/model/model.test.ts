import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createEmbeddedStore } from '../../server/store/embedded.ts';
import type { Store } from '../../server/store/ports.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempDir } from '../support/temp-dir.ts';
import type { Step } from './commands.ts';
import { run, shrink, stepsOf } from './run.ts';

const long = process.env['MUF_TEST_LONG'] === '1';
const seeds = long ? 2000 : 100;
/** One run to look at again: `MUF_MODEL_SEED=17 node --test test/model/model.test.ts`. */
const only = process.env['MUF_MODEL_SEED'];
const chosen = only === undefined ? Array.from({ length: seeds }, (_, index) => index + 1) : [Number(only)];

const fixtures = join(import.meta.dirname, 'fixtures');
const dir = tempDir();
let store: Store;
// One for all runs, on a clock of its own: opening a database takes longer than a run.
before(async () => { store = await createEmbeddedStore({ dir, clock: createFakeClock() }); });
after(() => store.close());

for (const file of readdirSync(fixtures)) {
  test(`a run that failed once: ${file}`, () => run(JSON.parse(readFileSync(join(fixtures, file), 'utf8')) as Step[], store));
}

async function tryOut(seed: number): Promise<void> {
  const sequence = stepsOf(seed);
  try {
    await run(sequence, store);
  } catch (error) {
    const shortest = await shrink(sequence, error, store);
    const said = await run(shortest, store).then(() => 'nothing', (again: Error) => again.message);
    throw new Error(`seed ${seed}: ${(error as Error).message}\nshortest run, to be kept in test/model/fixtures:\n${JSON.stringify(shortest)}\nwhich says: ${said}`, { cause: error });
  }
}

/** Few enough for one test's time on a busy machine. */
const together = 20;
for (let first = 0; first < chosen.length; first += together) {
  const group = chosen.slice(first, first + together);
  test(`random runs ${group[0]} to ${group.at(-1)} over 8 peers: what everyone sees is what the model says`, async () => {
    for (const seed of group) {
      await tryOut(seed);
      // A run is made of microtasks alone: deadlines could never strike.
      await turn();
    }
  });
}
