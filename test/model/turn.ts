import type { Invite, Model, Person } from './model.ts';
import type { Member, World } from './world.ts';

export interface Turn { readonly world: World; readonly model: Model; readonly person: Person; readonly other: Person; readonly member: Member; readonly number: number }

export interface Command {
  /** How often it comes up beside the others; 2 when absent. */
  readonly weight?: number;
  /** Whether it can be done now. */
  when(turn: Turn): boolean;
  run(turn: Turn): Promise<void>;
}

/** May refuse anything, and then nothing has happened. */
export const busy = 'rate-limited';

export const outcomeOf = (call: Promise<unknown>): Promise<string | undefined> => call.then(() => undefined, (error: { code?: string; message: string }) => error.code ?? error.message);

/** Makes a call that must end as the model says; the model follows if it did not fail. */
export async function must({ world }: Turn, call: Promise<unknown>, expected: string | undefined, follow: () => void): Promise<void> {
  const outcome = outcomeOf(call);
  await world.settle();
  const code = await outcome;
  if (code === busy) return;
  if (code !== expected) throw new Error(`expected ${expected ?? 'success'}, got ${code ?? 'success'}`);
  if (code === undefined) follow();
}

export async function pass(world: World, model: Model, ms: number): Promise<void> {
  await world.pass(ms);
  model.pass(ms);
}

export const online = ({ person }: Turn): boolean => person.page && person.place && person.linked;
export const onStage = (turn: Turn): boolean => online(turn) && turn.person.onStage;
export const watching = (turn: Turn): boolean => online(turn) && !turn.person.onStage;
export const isHost = (turn: Turn): boolean => onStage(turn) && turn.model.host === turn.person.id;
export const isHere = ({ other, person }: Turn): boolean => other !== person && other.place && other.linked && other.page;

/** What a muted viewer is told who would write. */
export const silenced = ({ person }: Turn): string | undefined => (person.muted && !person.onStage ? 'muted' : undefined);
export const sameAudience = ({ model, person, other }: Turn): string | undefined => (model.at(person) === model.at(other) ? 'same-audience' : undefined);
export const notMerged = ({ model, person }: Turn): string | undefined => (model.at(person) === person.home && model.guestsOf(person.home).length === 0 ? 'not-merged' : undefined);

/** The invitation or request that this turn answers, by the id that the page knows. */
export function pendingFor({ model, person, member, number }: Turn): { readonly invite: Invite; readonly inviteId: string } | undefined {
  const mine = model.invites.filter(({ kind, viewer }) => (kind === 'invite' ? viewer === person.id : person.onStage));
  const invite = mine[number % Math.max(1, mine.length)];
  const inviteId = member.manager.stores.invites.$invites.get().find(({ peerId, kind }) => peerId === invite?.viewer && kind === invite.kind)?.inviteId;
  return invite && { invite, inviteId: inviteId ?? 'the page does not know of it' };
}
