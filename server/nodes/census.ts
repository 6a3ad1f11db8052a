import { ownsRoom } from '../auth/org-rooms.ts';
import type { Room } from '../rooms/room.ts';
import { listedRoom, summaryOf, type ListedRoom, type RoomSummary } from '../rooms/room-summary.ts';
import type { Answers } from './questions.ts';

/** What counts of a room before one looks closer. */
export interface RoomRow {
  readonly roomId: string;
  readonly createdAt: number;
  readonly live: boolean;
  readonly broadcasters: number;
  readonly viewers: number;
}

/** What one node asks the others about their rooms. */
type Question =
  | { readonly about: 'listed' }
  | { readonly about: 'rows'; readonly orgId?: string }
  | { readonly about: 'summaries'; readonly roomIds: readonly string[] };

/** The rooms of all nodes that share a store; of this one alone where there is no other. */
export interface Census {
  /** Live rooms that strangers may find. */
  listed(): Promise<readonly ListedRoom[]>;
  /** Every room, or an organisation's; `silent` are the nodes whose rooms are missing from it. */
  rows(orgId: string | undefined): Promise<{ readonly rows: readonly RoomRow[]; readonly silent: readonly string[] }>;
  /** Of those of these rooms that are still there, in this order. */
  summaries(roomIds: readonly string[]): Promise<readonly RoomSummary[]>;
}

export interface CensusOptions {
  readonly rooms: { all(): readonly Room[] };
  readonly now: () => number;
  /** Absent where there are no others. */
  readonly ask?: (question: unknown) => Promise<Answers>;
}

const rowOf = (room: Room): RoomRow => {
  const { record: { createdAt, status }, roomId, stage, viewerCount } = room;
  return { roomId, createdAt, live: status === 'live', broadcasters: stage.length, viewers: viewerCount };
};

/** A room on its way from node to node may be told of twice. */
const once = <Item extends { readonly roomId: string }>(items: readonly Item[]): Item[] => [...new Map(items.map((item) => [item.roomId, item])).values()];

/** What this node answers to the questions of others. */
export function localAnswers({ rooms, now }: Pick<CensusOptions, 'rooms' | 'now'>): (question: unknown) => Promise<readonly unknown[]> {
  return async (asked) => {
    const question = asked as Question;
    switch (question.about) {
      case 'listed': return rooms.all().filter(({ record }) => record.listed).map(listedRoom).filter((room) => room !== undefined);
      case 'rows': return rooms.all().filter(({ record }) => ownsRoom(question.orgId, record)).map(rowOf);
      case 'summaries': {
        const wanted = new Set(question.roomIds);
        return Promise.all(rooms.all().filter(({ roomId }) => wanted.has(roomId)).map((room) => summaryOf(room, now())));
      }
      // Of a newer server.
      default: return [];
    }
  };
}

export function createCensus(options: CensusOptions): Census {
  const { ask = () => Promise.resolve({ answers: [], silent: [] }) } = options;
  const here = localAnswers(options);

  /** Answers of other nodes are of the same shape as one's own: they run the same code. */
  async function everywhere(question: Question): Promise<{ items: readonly { readonly roomId: string }[]; silent: readonly string[] }> {
    const [mine, { answers, silent }] = await Promise.all([here(question), ask(question)]);
    return { items: once([...answers.flat(), ...mine] as { readonly roomId: string }[]), silent };
  }

  return {
    listed: async () => (await everywhere({ about: 'listed' })).items as readonly ListedRoom[],
    async rows(orgId) {
      const { items, silent } = await everywhere({ about: 'rows', ...(orgId === undefined ? {} : { orgId }) });
      return { rows: items as readonly RoomRow[], silent };
    },
    async summaries(roomIds) {
      const { items } = await everywhere({ about: 'summaries', roomIds });
      const byId = new Map((items as readonly RoomSummary[]).map((item) => [item.roomId, item]));
      return roomIds.flatMap((roomId) => byId.get(roomId) ?? []);
    },
  };
}
