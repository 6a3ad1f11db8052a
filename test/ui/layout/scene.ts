import type { Capability } from '../../../core/wire/signal/claims.ts';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import { createRoom, settled } from '../muf-live-room/room.ts';

const caps: Readonly<Record<'host' | 'viewer', Capability[]>> = {
  host: ['publish:camera', 'publish:mic', 'publish:screen', 'subscribe:*', 'chat:send', 'cohost:invite', 'chat:moderate', 'room:end'],
  viewer: ['subscribe:*', 'chat:send', 'cohost:request'],
};

/** A room in which everything that can be pressed is there. */
export function scene(role: 'host' | 'viewer', broadcasters = 3): Scenario {
  const manager = createScenario({ role, broadcasters, viewers: 3 });
  const { session, devices } = manager.stores;
  session.$self.set({ ...session.$self.get()!, caps: caps[role] });
  session.$room.set({ ...session.$room.get()!, acceptInvitations: true });
  devices.applyLocal({ hasAudio: true, hasVideo: true, status: 'ready' });
  const device = (id: string) => ({ id, label: id });
  devices.$devices.set({ camera: [device('front'), device('back')], microphone: [device('mic')], speaker: [] });
  return manager;
}

export const sizes = { phone: [390, 844], lying: [844, 390], sidebar: [320, 640], 'page at 200 %': [720, 450], desktop: [1280, 800] } as const;

/** A room at the window's corner, drawn to the end. */
export async function shown(manager: Scenario, size: readonly [number, number], attributes: Record<string, string> = { 'room-id': 'room-1' }): Promise<MufLiveRoom> {
  const room = await createRoom({ manager, size, attributes });
  Object.assign(room.style, { position: 'fixed', insetBlockStart: '0', insetInlineStart: '0' });
  await settled(room);
  return room;
}
