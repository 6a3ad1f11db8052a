import type { ReplyTo } from '../../core/wire/signal/messages.ts';
import type { RequestOf, RequestType } from '../../core/wire/signal/requests.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Trust } from '../auth/trust.ts';
import type { WordFilter } from '../chat/word-filter.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { RoomDirectory } from '../nodes/nodes.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { RoomPeer } from '../rooms/room-peer.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Sfu } from '../sfu/sfu.ts';

export interface SignalServices {
  readonly config: Pick<Config, 'loopback' | 'socketsPerAddress' | 'origins' | 'publicUrl' | 'sessionEndsAtExp' | 'ice' | 'node'>;
  readonly tokens: Pick<Tokens, 'verify'>;
  readonly trust: Pick<Trust, 'tagOf'>;
  readonly rooms: Rooms;
  /** The servers that share the store. */
  readonly directory: RoomDirectory;
  readonly sfu: Pick<Sfu, 'rtpCapabilities'>;
  /** What may be said. */
  readonly words: WordFilter;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What a handler works with: who asks, and a way to act once the reply is on its way. */
export interface Turn {
  readonly peer: RoomPeer;
  readonly services: SignalServices;
  /** Runs after the reply has been sent, in the same turn. */
  after(action: () => void): void;
}

type Body<Reply> = Reply extends unknown ? Omit<Reply, 're'> : never;

/** A reply as its handler writes it: the pipeline adds the request's number. */
export type ReplyBody<Type extends RequestType> = Body<ReplyTo<Type>>;

/** Answers one type of request of a peer that has joined, or throws a `SignalError`. */
export type Handler<Type extends RequestType> = (turn: Turn, request: RequestOf<Type>) => ReplyBody<Type> | Promise<ReplyBody<Type>>;

export const done = { type: 'Done' } as const;
