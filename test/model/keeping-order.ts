import type { Person } from './model.ts';
import { must, onStage, type Command, type Turn } from './turn.ts';

/** Whether this one may keep order at all: by a broadcaster's token, or having the room. */
const keepsOrder = (turn: Turn): boolean => onStage(turn) && (turn.person.tokenRole === 'host' || turn.model.host === turn.person.id);
/** Also someone whose page is away. */
const isSomeone = ({ other, person }: Turn): boolean => other !== person && other.place;
const hasRoom = ({ model, person }: Turn): boolean => model.host === person.id;

/** A host rules over the whole room if it is theirs, else over the viewers of the audience they are in. */
function refusal(turn: Turn): string | undefined {
  const { model, person, other } = turn;
  if (hasRoom(turn)) return undefined;
  const near = model.at(person) === model.at(other);
  if (!near && !other.onStage) return 'not-found';
  return near && !other.onStage ? undefined : 'not-allowed';
}

/** Where it holds: in one audience, or in the whole room. */
const scopeOf = (turn: Turn): string | undefined => (hasRoom(turn) ? undefined : turn.model.at(turn.person));

/** A page that is away finds out when it is back. */
function sendOut({ model }: Turn, other: Person): void {
  if (other.linked) Object.assign(other, { page: false, unsent: [] });
  model.remove(other);
}

export const keepingOrder = {
  remove: {
    weight: 1,
    when: (turn) => keepsOrder(turn) && isSomeone(turn),
    run: (turn) => must(turn, turn.member.manager.removePeer(turn.other.id), refusal(turn), () => {
      turn.model.verdicts.remove(turn.other.id, scopeOf(turn), turn.model.now);
      sendOut(turn, turn.other);
    }),
  },
  ban: {
    weight: 1,
    when: (turn) => keepsOrder(turn) && isSomeone(turn),
    run: (turn) => must(turn, turn.member.manager.banPeer(turn.other.id), refusal(turn), () => {
      turn.model.verdicts.bans.set(turn.other.id, scopeOf(turn));
      sendOut(turn, turn.other);
    }),
  },
  unban: {
    when: (turn) => keepsOrder(turn) && turn.other !== turn.person && turn.model.verdicts.bans.has(turn.other.id),
    run(turn) {
      const { bans } = turn.model.verdicts;
      const mine = hasRoom(turn) || bans.get(turn.other.id) === scopeOf(turn);
      return must(turn, turn.member.manager.unbanPeer(turn.other.id), mine ? undefined : 'not-found', () => bans.delete(turn.other.id));
    },
  },
  mute: {
    when: (turn) => keepsOrder(turn) && isSomeone(turn),
    run(turn) {
      const muted = turn.number % 3 !== 0;
      return must(turn, turn.member.manager.mutePeer(turn.other.id, muted), refusal(turn), () => {
        turn.model.verdicts.mute(turn.other.id, scopeOf(turn), muted);
        turn.other.muted = muted;
      });
    },
  },
} as const satisfies Record<string, Command>;
