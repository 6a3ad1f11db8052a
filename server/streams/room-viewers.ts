import type { Logger } from '../observe/logger.ts';
import { localOrg } from './authority.ts';
import type { Revoked } from './authority-port.ts';
import type { RoomPlayback, SignedPlayback } from './room-playback.ts';
import type { SentAway } from './sent-away.ts';

export interface RoomViewersOptions {
  readonly sign: (org: string, ask: { readonly id: string; readonly subject: string; readonly ttlSec?: number; readonly base?: string | undefined }) => Promise<SignedPlayback>;
  readonly revoke: (revoked: Revoked) => void;
  readonly sentAway: Pick<SentAway, 'add'>;
  readonly logger: Pick<Logger, 'error'>;
}

/** Those who watch rooms: peers of theirs, by their peer ids. */
export function createRoomViewers({ sign, revoke, sentAway, logger }: RoomViewersOptions): RoomPlayback {
  return {
    signRoomPlayback: ({ org = localOrg, roomId, peerId, ...rest }) => sign(org, { id: roomId, subject: peerId, ...rest }),
    peerRemoved({ org = localOrg, roomId, peerId }) {
      sentAway.add({ org, roomId, peerId }).catch((err: unknown) => logger.error({ err, roomId }, 'who was sent away may watch until their token ends'));
      revoke({ namespace: ['stream', org, roomId], subject: peerId, publisher: false, viewers: true, reason: 'the peer was sent away' });
    },
    roomEnded: ({ org = localOrg, roomId }) => revoke({ namespace: ['stream', org, roomId], publisher: true, viewers: true, reason: 'the room has ended' }),
  };
}
