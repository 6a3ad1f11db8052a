import type { Store } from '../../server/store/ports.ts';
import { seededRandom } from '../support/random.ts';
import { check } from './check.ts';
import { commandNames, commands, turnOf, type Step } from './commands.ts';
import { Model } from './model.ts';
import { pass } from './turn.ts';
import { World } from './world.ts';

const everything = ['publish:camera', 'publish:mic', 'publish:screen', 'subscribe:*', 'chat:send', 'chat:moderate', 'cohost:invite', 'data:send', 'data:broadcast', 'self:rename', 'self:metadata'];
const watching = ['subscribe:*', 'chat:send', 'cohost:request', 'data:send', 'self:rename', 'self:metadata'];

/** An original host, a cohost, and the viewers of both. */
const cast = [
  { id: 'h0', tokenRole: 'host', anchor: 'h0' },
  { id: 'h1', tokenRole: 'host', anchor: 'h1' },
  ...[2, 3, 4, 5, 6, 7].map((number) => ({ id: `v${number}`, tokenRole: 'viewer', anchor: number % 2 ? 'h1' : 'h0' }) as const),
] as const;

/** Long enough for the rates of chat, and for a page that was cut to be back. */
const betweenMs = 600;
const steps = 50;

export function stepsOf(seed: number, count: number = steps): Step[] {
  const random = seededRandom(seed);
  const first: Step = { name: 'start', who: 0, other: 0, number: 0 };
  return [first, ...Array.from({ length: count }, () => ({ name: random.pick(commandNames), who: random.below(cast.length), other: random.below(cast.length), number: random.below(1000) }))];
}

let runs = 0;

async function openWorld(store: Store): Promise<{ world: World; model: Model }> {
  const world = await World.open(store, `room-${runs += 1}`, cast.map(({ id, tokenRole, anchor }) => ({
    role: tokenRole, peer_id: id, display_name: id, host_peer_id: anchor,
    caps: id === 'h0' ? [...everything, 'room:end', 'record'] : tokenRole === 'host' ? everything : watching,
    ...(tokenRole === 'host' ? { is_original_host: id === 'h0' } : {}),
  })));
  return { world, model: new Model(cast, world.clock.now()) };
}

/** Runs the steps on the real thing and on the model; throws where they differ. */
export async function run(sequence: readonly Step[], store: Store): Promise<void> {
  const { world, model } = await openWorld(store);
  let at: Step | undefined;
  try {
    for (const step of sequence) {
      at = step;
      const turn = turnOf(step, world, model);
      if (!turn) continue;
      await commands[step.name].run(turn);
      await pass(world, model, betweenMs);
    }
    at = undefined;
    await pass(world, model, 12_000);
    check(world, model);
  } catch (error) {
    throw new Error(`${at ? `at ${JSON.stringify(at)}: ` : 'at the end: '}${(error as Error).message}`, { cause: error });
  } finally {
    await world.close();
  }
}

/** What kind of failure it is: whoever it happened to, and whenever. */
const kindOf = (error: unknown): string => (error as Error).message.split('\n')[0]!.replaceAll(/at \{.*\}|[hv]\d|\d+/g, '');

/** Leaves out what the failure does not need, in ever smaller pieces. */
export async function shrink(failing: readonly Step[], failure: unknown, store: Store): Promise<readonly Step[]> {
  const fails = (sequence: readonly Step[]): Promise<boolean> => run(sequence, store).then(() => false, (error: unknown) => kindOf(error) === kindOf(failure));
  let sequence = failing;
  for (let size = Math.ceil(sequence.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < sequence.length;) {
      const shorter = sequence.toSpliced(start, size);
      if (shorter.length > 0 && (await fails(shorter))) sequence = shorter;
      else start += size;
    }
  }
  return sequence;
}
