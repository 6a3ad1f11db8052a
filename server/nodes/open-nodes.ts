import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Bus } from '../store/ports.ts';
import { createCensus, localAnswers, type Census } from './census.ts';
import { alone, Nodes, type RoomDirectory } from './nodes.ts';
import { Questions } from './questions.ts';

/** This server among those that share its store. */
export interface NodeParts {
  readonly directory: RoomDirectory;
  /** The rooms of all; to be made once, when this one's are there. */
  census(rooms: Pick<Rooms, 'all'>): Promise<Census>;
  /** @param url where this server listens */
  announce(url: string): void;
  close(): Promise<void>;
}

export interface NodeOptions {
  readonly config: Pick<Config, 'valkeyUrl' | 'node' | 'nodeUrl' | 'publicUrl' | 'loopback'>;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** Nothing is said or heard where no store is shared. */
export async function openNodes({ config, bus, clock, ids, logger }: NodeOptions): Promise<NodeParts> {
  const { node, nodeUrl, publicUrl, loopback } = config;
  const now = (): number => clock.now();
  if (config.valkeyUrl === undefined) return { directory: alone, census: async (rooms) => createCensus({ rooms, now }), announce() {}, close: async () => {} };
  const onError = (err: unknown): void => logger.warn({ err }, 'another node could not be heard or told');
  const nodes = await Nodes.open({ bus, clock, node, onError });
  let questions: Questions | undefined;
  return {
    directory: nodes,
    async census(rooms) {
      const asked = questions = await Questions.open({ bus, clock, ids, node, others: () => nodes.others, answer: localAnswers({ rooms, now }), onError });
      return createCensus({ rooms, now, ask: (question) => asked.ask(question) });
    },
    // On one machine, pages reach each server where it listens; elsewhere only the operator knows.
    announce: (url) => nodes.announce(nodeUrl ?? (loopback && publicUrl === undefined ? url.replace(/\/$/, '') : undefined)),
    async close() {
      await questions?.close();
      await nodes.close();
    },
  };
}
