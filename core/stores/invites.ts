import { atom } from 'nanostores';
import type { CohostLink } from '../cohost-links.ts';
import type { InviteInfo } from '../wire/signal/shapes.ts';

/** Invitations and requests to come on stage that wait for an answer: a viewer's own, or for those on stage all of them. */
export function createInvitesStore() {
  /** Oldest first. */
  const $invites = atom<readonly InviteInfo[]>([]);
  /** The newest cohost link I made, until it is revoked. */
  const $link = atom<CohostLink | null>(null);
  const others = (inviteId: string): readonly InviteInfo[] => $invites.get().filter((invite) => invite.inviteId !== inviteId);
  return {
    $invites,
    $link,
    applySnapshot: (invites: readonly InviteInfo[]): void => $invites.set(invites),
    applyOpened: (invite: InviteInfo): void => $invites.set([...others(invite.inviteId), invite]),
    /** Whether it was known. */
    applyOver(inviteId: string): boolean {
      const known = others(inviteId).length < $invites.get().length;
      if (known) $invites.set(others(inviteId));
      return known;
    },
    /** Back in the audience: what waits for others is no longer mine to see. */
    keepOnly: (peerId: string): void => $invites.set($invites.get().filter((invite) => invite.peerId === peerId)),
    reset(): void {
      $invites.set([]);
      $link.set(null);
    },
  };
}
export type InvitesStore = ReturnType<typeof createInvitesStore>;
