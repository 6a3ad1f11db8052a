import { settle } from '../../core/testing/fake-clock.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Model, Person } from './model.ts';
import type { Member, World } from './world.ts';

/** One step of a run: a command and the numbers it chooses with, so that a run can be written down and shortened. */
export interface Step { readonly name: CommandName; readonly who: number; readonly other: number; readonly number: number }

interface Turn { readonly world: World; readonly model: Model; readonly person: Person; readonly other: Person; readonly member: Member; readonly number: number }

interface Command {
  /** How often it comes up beside the others; 2 when absent. */
  readonly weight?: number;
  /** Whether it can be done now. */
  when(turn: Turn): boolean;
  run(turn: Turn): Promise<void>;
}

/** May refuse anything, and then nothing has happened. */
const busy = 'rate-limited';

const outcomeOf = (call: Promise<unknown>): Promise<string | undefined> => call.then(() => undefined, (error: { code?: string; message: string }) => error.code ?? error.message);

/** Makes a call that must end as the model says; the model follows if it did not fail. */
async function must({ world }: Turn, call: Promise<unknown>, expected: string | undefined, follow: () => void): Promise<void> {
  const outcome = outcomeOf(call);
  await world.settle();
  const code = await outcome;
  if (code === busy) return;
  if (code !== expected) throw new Error(`expected ${expected ?? 'success'}, got ${code ?? 'success'}`);
  if (code === undefined) follow();
}

const online = ({ person }: Turn): boolean => person.page && person.place && person.linked;
const onStage = (turn: Turn): boolean => online(turn) && turn.person.onStage;
const watching = (turn: Turn): boolean => online(turn) && !turn.person.onStage;
const isHost = (turn: Turn): boolean => onStage(turn) && turn.model.host === turn.person.id;
const isHere = ({ other, person }: Turn): boolean => other !== person && other.place && other.linked && other.page;

/** What the model expects of an invitation to this viewer, by whoever asks. */
function inviteRefusal({ model }: Turn, viewer: Person, needsSeat: boolean): string | undefined {
  if (viewer.onStage) return 'already-on-stage';
  if (needsSeat && model.freeSeats <= 0) return 'room-full';
  return model.invites.some((invite) => invite.viewer === viewer.id) ? 'invite-pending' : undefined;
}

function openInvite({ model, person }: Turn, kind: 'invite' | 'request', viewer: Person): void {
  model.invites.push({ kind, from: person.id, viewer: viewer.id, expiresAt: model.now + limits.inviteMs });
}

const pendingFor = ({ model, person, member, number }: Turn) => {
  const mine = model.invites.filter(({ kind, viewer }) => (kind === 'invite' ? viewer === person.id : person.onStage));
  const invite = mine[number % Math.max(1, mine.length)];
  const inviteId = member.manager.stores.invites.$invites.get().find(({ peerId, kind }) => peerId === invite?.viewer && kind === invite.kind)?.inviteId;
  return invite && { invite, inviteId: inviteId ?? 'the page does not know of it' };
};

export const commands = {
  start: {
    weight: 4,
    when: ({ person }) => person.id === 'h0' && !person.page && !person.place && person.linked,
    run: (turn) => must(turn, turn.member.manager.startBroadcast({ roomId: turn.world.roomId, token: turn.member.token }), turn.model.refusal(turn.person), () => turn.model.join(turn.person)),
  },
  cohost: {
    weight: 4,
    when: ({ person, model }) => person.id === 'h1' && !person.page && !person.place && person.linked && model.status !== 'none' && model.host !== undefined,
    run: (turn) => must(turn, turn.member.manager.joinAsCoBroadcaster(turn.world.roomId, turn.member.token), turn.model.refusal(turn.person), () => turn.model.join(turn.person)),
  },
  watch: {
    weight: 14,
    when: ({ person }) => person.tokenRole === 'viewer' && !person.page && !person.place && person.linked,
    run: (turn) => must(turn, turn.member.manager.joinAsViewer(turn.world.roomId, { token: turn.member.token }), turn.model.refusal(turn.person), () => turn.model.join(turn.person)),
  },
  leave: {
    when: online,
    run: (turn) => must(turn, turn.member.manager.leaveStream(), undefined, () => {
      turn.person.page = false;
      turn.model.remove(turn.person);
    }),
  },
  end: {
    weight: 1,
    when: (turn) => isHost(turn) && turn.number % 3 === 0,
    run: (turn) => must(turn, turn.member.manager.endBroadcast(), undefined, () => turn.model.end()),
  },
  /** The socket breaks; the page mends it by itself. */
  cut: {
    when: online,
    async run({ world, member }) {
      member.line.cut();
      await world.settle();
    },
  },
  /** The network is gone until `return`. */
  vanish: {
    when: online,
    async run({ world, model, person }) {
      world.reach(person.id, false);
      Object.assign(person, { linked: false, goneAt: model.now + limits.resumeMs });
      await world.settle();
    },
  },
  return: {
    when: ({ person }) => !person.linked,
    run: comeBack,
  },
  restart: {
    weight: 1,
    when: () => true,
    async run({ world, model }) {
      await world.restart();
      model.restart();
    },
  },
  wait: {
    when: () => true,
    run: ({ world, model, number }) => pass(world, model, [1000, 7000, 16_000, 31_000][number % 4]!),
  },
  chat: {
    weight: 5,
    when: ({ person }) => person.page && (person.place || !person.linked),
    async run({ world, model, person, member, number }) {
      const text = `${person.id} says ${number}-${model.now}`;
      const outcome = outcomeOf(member.manager.sendChat(text));
      await world.settle();
      if (!person.linked) {
        person.unsent.push(text);
        return;
      }
      const code = await outcome;
      if (code === undefined) model.post(person, text);
      else if (code !== busy) throw new Error(`a line was refused: ${code}`);
    },
  },
  /** The socket breaks while a line is on its way: it is there once all the same. */
  chatAndCut: {
    when: online,
    async run({ world, model, person, member, number }) {
      const text = `${person.id} says ${number}-${model.now} and is cut`;
      const outcome = outcomeOf(member.manager.sendChat(text));
      await settle(number % 16);
      member.line.cut();
      await pass(world, model, 1000);
      const code = await outcome;
      if (code === undefined) model.post(person, text);
      else if (code !== busy) throw new Error(`a line was refused: ${code}`);
    },
  },
  typing: {
    when: online,
    run: (turn) => must(turn, turn.member.manager.setTyping(turn.number % 2 === 0), undefined, () => {}),
  },
  react: {
    when: online,
    run: (turn) => must(turn, turn.member.manager.sendReaction('👏'), undefined, () => {}),
  },
  rename: {
    when: online,
    run: (turn) => must(turn, turn.member.manager.setDisplayName(` ${turn.person.id}\u202E  the ${turn.number}th`), undefined, () => { turn.person.name = `${turn.person.id} the ${turn.number}th`; }),
  },
  describe: {
    when: online,
    run: (turn) => must(turn, turn.member.manager.setMetadata({ team: String(turn.number) }), undefined, () => { turn.person.team = String(turn.number); }),
  },
  pause: {
    when: onStage,
    run: (turn) => must(turn, turn.person.paused ? turn.member.manager.resumeBroadcast() : turn.member.manager.pauseBroadcast(), undefined, () => {
      turn.person.paused = !turn.person.paused;
      turn.person.pausing = turn.person.paused;
    }),
  },
  data: {
    when: online,
    async run(turn) {
      const { model, person, other, member, number } = turn;
      const what = `${person.id} ${number}-${model.now}`;
      const everyone = person.tokenRole === 'host' && person.onStage;
      const [toOne, near] = [number % 2 === 0 && isHere(turn), model.at(other) === model.at(person)];
      const expected = toOne && !other.onStage && !(everyone && near) ? 'not-found' : undefined;
      const reached = toOne ? [other] : everyone ? model.here : model.stage.filter((one) => model.at(one) === model.at(person));
      await must(turn, member.manager.sendData('t', what, toOne ? { to: other.id } : {}), expected, () => {
        for (const one of reached) if (one !== person && one.linked) one.data.push(what);
      });
    },
  },
  invite: {
    weight: 3,
    when: (turn) => onStage(turn) && isHere(turn),
    run: (turn) => must(turn, turn.member.manager.inviteCohost(turn.other.id), inviteRefusal(turn, turn.other, true), () => openInvite(turn, 'invite', turn.other)),
  },
  open: {
    when: isHost,
    run: (turn) => must(turn, turn.member.manager.setRoomAcceptInvitations(turn.number % 4 !== 0), undefined, () => {
      turn.model.accepts = turn.number % 4 !== 0;
      if (!turn.model.accepts) turn.model.invites = turn.model.invites.filter(({ kind }) => kind === 'invite');
    }),
  },
  request: {
    when: (turn) => watching(turn) && turn.person.tokenRole === 'viewer',
    run: (turn) => must(turn, turn.member.manager.requestCohost(), turn.model.accepts ? inviteRefusal(turn, turn.person, false) : 'requests-closed', () => openInvite(turn, 'request', turn.person)),
  },
  respond: {
    weight: 5,
    when: (turn) => online(turn) && pendingFor(turn) !== undefined,
    async run(turn) {
      const { model, member, number } = turn;
      const { invite, inviteId } = pendingFor(turn)!;
      const accept = number % 3 !== 0;
      const full = accept && invite.kind === 'request' && model.freeSeats <= 0;
      await must(turn, member.manager.respondCohostInvite(inviteId, accept), full ? 'room-full' : undefined, () => {
        model.invites = model.invites.filter((other) => other !== invite);
        if (accept) model.promote(model.people.get(invite.viewer)!);
      });
    },
  },
  demote: {
    when: (turn) => isHost(turn) && isHere(turn) && turn.other.onStage,
    run: (turn) => must(turn, turn.member.manager.removeCohost(turn.other.id), unruly(turn.other), () => turn.model.demote(turn.other, true)),
  },
  stepDown: {
    when: (turn) => onStage(turn) && turn.model.host !== turn.person.id,
    run: (turn) => must(turn, turn.member.manager.leaveStage(), unruly(turn.person), () => turn.model.demote(turn.person, false)),
  },
  merge: {
    when: (turn) => onStage(turn) && isHere(turn) && turn.other.onStage,
    run: (turn) => must(turn, turn.member.manager.mergeAudiences(turn.other.id), sameAudience(turn), () => turn.model.merge(turn.person, turn.other, false)),
  },
  raid: {
    when: (turn) => onStage(turn) && isHere(turn) && turn.other.onStage,
    run: (turn) => must(turn, turn.member.manager.raidAudience(turn.other.id), sameAudience(turn), () => turn.model.merge(turn.person, turn.other, true)),
  },
  split: {
    when: onStage,
    run: (turn) => must(turn, turn.member.manager.splitAudience(), notMerged(turn), () => turn.model.split(turn.person)),
  },
  ban: {
    weight: 1,
    when: (turn) => isHost(turn) && isHere(turn) && turn.person.tokenRole === 'host',
    run: (turn) => must(turn, turn.member.manager.banPeer(turn.other.id), unruly(turn.other), () => {
      Object.assign(turn.other, { banned: true, page: false, unsent: [] });
      turn.model.remove(turn.other);
    }),
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
/** Each as often as its weight says, to be picked from. */
export const commandNames = (Object.entries(commands) as [CommandName, Command][]).flatMap(([name, { weight = 2 }]) => Array.from({ length: weight }, () => name));

/** The turn that a step asks for, or the nearest in which it can be done; nothing when it cannot. */
export function turnOf({ name, who, other, number }: Step, world: World, model: Model): Turn | undefined {
  const people = [...model.people.values()];
  const from = (start: number): Person[] => [...people.slice(start), ...people.slice(0, start)];
  const turns = from(who).flatMap((person) => from(other).map((one) => ({ world, model, person, other: one, member: world.members.get(person.id)!, number })));
  return turns.find((turn) => commands[name].when(turn));
}

const sameAudience = ({ model, person, other }: Turn): string | undefined => (model.at(person) === model.at(other) ? 'same-audience' : undefined);
/** Its token says so, whoever has the room now. */
const unruly = ({ id }: Person): string | undefined => (id === 'h0' ? 'not-allowed' : undefined);
const notMerged = ({ model, person }: Turn): string | undefined => (model.at(person) === person.home && model.guestsOf(person.home).length === 0 ? 'not-merged' : undefined);

export async function pass(world: World, model: Model, ms: number): Promise<void> {
  await world.pass(ms);
  model.pass(ms);
}

/** The network is back: in time for the place they had, or for another one, or for none. */
async function comeBack({ world, model, person }: Turn): Promise<void> {
  world.reach(person.id, true);
  person.linked = true;
  if (person.page) settleReturn(model, person);
  await pass(world, model, 50);
}

function settleReturn(model: Model, person: Person): void {
  if (person.place) {
    Object.assign(person, { goneAt: Infinity, counted: true, paused: person.onStage && person.pausing });
    model.flush(person);
  } else if (model.now < person.goneAt && person.goneAt !== Infinity) {
    // In time to read of the end.
    Object.assign(person, { page: false, goneAt: Infinity });
  } else if (model.refusal(person) === undefined) {
    model.join(person);
  } else {
    Object.assign(person, { page: false, unsent: [] });
  }
}
