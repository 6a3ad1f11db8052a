import type { BroadcastOptions } from '../../core/command.ts';
import type { JoinAs } from '../phase.ts';
import { peekToken } from './token.ts';

/** What the room's own attributes say about joining. */
export interface JoinFacts {
  readonly joinAs: JoinAs;
  readonly roomId: string | undefined;
  readonly token: string | undefined;
  readonly hostPeerId: string | undefined;
  /** Whether this broadcaster joins a room that is another's. */
  readonly joinsStage: boolean;
  /** What a room that is made here is to be. */
  readonly newRoom: Pick<BroadcastOptions, 'roomType' | 'mode'>;
}

export interface JoinAttributes {
  readonly joinAs: string | null | undefined;
  readonly roomId: string | null | undefined;
  readonly token: string | null | undefined;
  readonly host: string | null | undefined;
  readonly roomType?: string | null | undefined;
  readonly mode?: string | null | undefined;
}

const isJoinAs = (value: string | null | undefined): value is JoinAs => value === 'host' || value === 'viewer' || value === 'guest';

/** What an attribute leaves open, the token answers; what both leave open, a viewer. */
export function joinFactsOf({ joinAs: asked, roomId, token, host, roomType, mode }: JoinAttributes): JoinFacts {
  const hints = peekToken(token ?? undefined);
  const joinAs = isJoinAs(asked) ? asked : hints.role ?? 'viewer';
  return {
    joinAs,
    roomId: roomId || hints.roomId,
    token: token || undefined,
    hostPeerId: host || undefined,
    joinsStage: joinAs === 'guest' || hints.isOriginalHost === false,
    newRoom: { ...(roomType === '1v1' && { roomType }), ...(mode === 'mesh' && { mode }) },
  };
}

/** Says so in the console when the attribute's value is none of the known ones. */
export function checkJoinAs(value: string | null | undefined): void {
  if (value && !isJoinAs(value)) console.warn(`muf-live: join-as="${value}" is not known; the token's role, or viewer, is used.`);
}
