import type { Self } from '../../core/wire/signal/replies.ts';
import type { InviteInfo, PeerInfo } from '../../core/wire/signal/shapes.ts';

type Me = Self | null;
type Invites = readonly InviteInfo[];

export const isOnStage = (me: Me): boolean => me !== null && me.role !== 'viewer';

/** Whether I bring others on stage and answer who asks. */
export const mayInvite = (me: Me): boolean => isOnStage(me) && !!me?.caps.includes('cohost:invite');

/** Requests that I may answer, oldest first. */
export const requestsFor = (me: Me, invites: Invites): Invites => (mayInvite(me) ? invites.filter(({ kind }) => kind === 'request') : []);

/** What asks me, first: my own invitation, else the request that has waited longest. */
export const askingMe = (me: Me, invites: Invites): InviteInfo | undefined =>
  invites.find(({ kind, peerId }) => kind === 'invite' && peerId === me?.peerId) ?? requestsFor(me, invites)[0];

/** What waits for this viewer, from whichever side. */
export const waitingFor = ({ peerId }: Pick<PeerInfo, 'peerId'>, invites: Invites): InviteInfo | undefined => invites.find((invite) => invite.peerId === peerId);

export type GuestAction = 'invite' | 'cancel' | 'answer' | 'remove';

/** What I may do about someone else's place on stage, if anything. */
export function actionOn(me: Me, peer: PeerInfo, invites: Invites): GuestAction | undefined {
  if (!me || peer.peerId === me.peerId) return undefined;
  if (peer.role !== 'viewer') return me.isOriginalHost && !peer.isOriginalHost && peer.role === 'host' ? 'remove' : undefined;
  if (!mayInvite(me)) return undefined;
  const waiting = waitingFor(peer, invites);
  if (!waiting) return 'invite';
  if (waiting.kind === 'request') return 'answer';
  return waiting.fromPeer === me.peerId || me.isOriginalHost ? 'cancel' : undefined;
}
