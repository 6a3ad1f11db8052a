import { limits } from '../../../core/wire/signal/limits.ts';
import type { Handler } from '../handler.ts';
import { sessionEnd } from '../join.ts';

export const whoAmI: Handler<'WhoAmI'> = ({ peer, services }) => {
  const { peerId, role, muted, grants, claims, audience, room } = peer;
  const maxPeers = room.admission.maxPeersFor(claims);
  return {
    type: 'Identity',
    peerId,
    role,
    isOriginalHost: grants.isOriginalHost,
    caps: [...grants.sources].map(([cap, from]) => ({ cap, from })),
    muted,
    limits: {
      maxQuality: grants.maxQuality,
      ...(maxPeers === undefined ? {} : { maxPeers }),
      chatText: limits.chatText,
      slowModeSec: audience.slowMode.seconds,
      sessionEndsAt: sessionEnd(peer, services),
    },
    ...(claims.preset === undefined ? {} : { preset: claims.preset }),
  };
};
