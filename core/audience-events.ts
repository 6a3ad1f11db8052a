import { tellDifference } from './difference.ts';
import type { DispatchTarget } from './dispatch.ts';
import type { EventOf } from './wire/signal/events.ts';
import type { AudienceInfo } from './wire/signal/shapes.ts';

/** Who is in my audience now, told as the comings and goings that it amounts to. */
function applyPeople(audience: AudienceInfo, { stores, emit }: DispatchTarget): void {
  const [before, countBefore] = [stores.peers.$byId.get(), stores.audience.$viewerCount.get()];
  stores.audience.applySnapshot(audience);
  stores.peers.$viewers.set(audience.viewers);
  if (countBefore !== audience.viewerCount) emit('VIEWER_COUNT', { count: audience.viewerCount });
  tellDifference({ before, after: stores.peers.$byId.get(), selfId: stores.session.$self.get()?.peerId ?? '', reason: 'moved' }, emit);
}

/** What I hand on leads to the audience I am in. A broadcaster's own link stays: it leads to where they are. */
export function followLink(hostPeerId: string, { stores: { session }, emit }: DispatchTarget): void {
  const [self, room, link] = [session.$self.get(), session.$room.get(), session.$shareLink.get()];
  if (self) session.$self.set({ ...self, hostPeerId });
  if (!link || !room || self?.role === 'host') return;
  const url = new URL(link);
  url.searchParams.set('host', hostPeerId);
  session.$shareLink.set(url.href);
  emit('SHARE_LINK', { link: url.href, roomId: room.roomId });
}

/** Others came into my audience or left it, all at once. */
export function audienceChanged({ change, peerId, displayName, viewers, audience }: EventOf<'AudienceChanged'>, target: DispatchTarget): void {
  target.stores.audience.addChange({ id: target.random.id(), change, peerId, displayName, viewers, moved: false, hostPeerId: audience.hostPeerId, at: target.now() });
  applyPeople(audience, target);
}

/** I am in another audience: its people, lines and settings replace those of the one before. */
export function audienceSwitched({ change, peerId, displayName, audience, chat }: EventOf<'AudienceSwitched'>, target: DispatchTarget): void {
  const { stores } = target;
  stores.audience.addChange({ id: target.random.id(), change, peerId, displayName, viewers: audience.viewerCount, moved: true, hostPeerId: audience.hostPeerId, at: target.now() });
  target.typing.close();
  stores.chat.applySwitch(chat, stores.session.$self.get()?.peerId ?? '');
  stores.chat.applyAudience(audience);
  applyPeople(audience, target);
  followLink(audience.hostPeerId, target);
}
