import type { Clock } from '../clock.ts';
import { MediaPath, type Path } from './media-path.ts';
import type { Room } from './room.ts';

/** Which way this room's media goes, told to everyone in it. */
export const roomPath = (room: Room, mode: Path | undefined, clock: Clock): MediaPath => new MediaPath({
  mode: mode ?? 'sfu',
  clock,
  situation: () => ({ stage: room.stage.filter(({ announced }) => announced).map(({ peerId }) => peerId), viewers: room.viewerCount, muted: room.stage.some(({ muted }) => muted) }),
  changed: (path) => room.channel.publish({ type: 'MediaPathChanged', path }),
});
