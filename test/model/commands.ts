import { settle } from '../../core/testing/fake-clock.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import { keepingOrder } from './keeping-order.ts';
import type { Model, Person } from './model.ts';
import { busy, isHere, isHost, must, notMerged, online, onStage, outcomeOf, pass, pendingFor, sameAudience, silenced, watching, type Command, type Turn } from './turn.ts';
import type { World } from './world.ts';

/** One step of a run: a command and the numbers it chooses with, so that a run can be written down and shortened. */
export interface Step { readonly name: CommandName; readonly who: number; readonly other: number; readonly number: number }

/** What the model expects of an invitation to this viewer, by whoever asks. */
function inviteRefusal({ model }: Turn, viewer: Person, needsSeat: boolean): string | undefined {
  if (viewer.onStage) return 'already-on-stage';
  if (needsSeat && model.freeSeats <= 0) return 'room-full';
  return model.invites.some((invite) => invite.viewer === viewer.id) ? 'invite-pending' : undefined;
}

function openInvite({ model, person }: Turn, kind: 'invite' | 'request', viewer: Person): void {
  model.invites.push({ kind, from: person.id, viewer: viewer.id, expiresAt: model.now + limits.inviteMs });
}

/** What became of a line that reached the server. */
function written(turn: Turn, text: string, code: string | undefined): void {
  if (code === busy) return;
  if (code !== silenced(turn)) throw new Error(`a line: expected ${silenced(turn) ?? 'success'}, got ${code ?? 'success'}`);
  if (code === undefined) turn.model.post(turn.person, text);
}

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
    async run(turn) {
      const { world, model, person, member, number } = turn;
      const text = `${person.id} says ${number}-${model.now}`;
      const outcome = outcomeOf(member.manager.sendChat(text));
      await world.settle();
      if (!person.linked) {
        person.unsent.push(text);
        return;
      }
      written(turn, text, await outcome);
    },
  },
  /** The socket breaks while a line is on its way: it is there once all the same. */
  chatAndCut: {
    // Whether it is said before or after somebody's place runs out, and so to whom, nobody can tell.
    when: (turn) => online(turn) && !turn.model.runsOutWithin(1000),
    async run(turn) {
      const { world, model, person, member, number } = turn;
      const text = `${person.id} says ${number}-${model.now} and is cut`;
      const outcome = outcomeOf(member.manager.sendChat(text));
      await settle(number % 16);
      member.line.cut();
      await pass(world, model, 1000);
      written(turn, text, await outcome);
    },
  },
  typing: {
    when: online,
    run: (turn) => must(turn, turn.member.manager.setTyping(turn.number % 2 === 0), silenced(turn), () => {}),
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
      const expected = silenced(turn) ?? (toOne && !other.onStage && !(everyone && near) ? 'not-found' : undefined);
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
    run: (turn) => must(turn, turn.member.manager.removeCohost(turn.other.id), undefined, () => turn.model.demote(turn.other, true)),
  },
  stepDown: {
    when: (turn) => onStage(turn) && turn.model.host !== turn.person.id,
    run: (turn) => must(turn, turn.member.manager.leaveStage(), undefined, () => turn.model.demote(turn.person, false)),
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
  ...keepingOrder,
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
