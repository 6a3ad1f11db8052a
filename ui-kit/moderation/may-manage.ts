import type { Self } from '../../core/wire/signal/replies.ts';
import type { PeerInfo } from '../../core/wire/signal/shapes.ts';

type Subject = Pick<PeerInfo, 'peerId' | 'role' | 'isModerator' | 'isOriginalHost'>;

/** Whether to offer me acts on this person. The server decides; what it would refuse anyway is not offered. */
export function mayManage(self: Self | null, { peerId, role, isModerator, isOriginalHost }: Subject): boolean {
  if (!self?.caps.includes('chat:moderate') || peerId === self.peerId || isOriginalHost) return false;
  if (self.isOriginalHost) return true;
  return role === 'viewer' && (self.role === 'host' || !isModerator);
}
