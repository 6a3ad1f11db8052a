import type { Source } from '../../core/wire/signal/shapes.ts';
import type { RoomPeer } from './room-peer.ts';

/** Whether this is heard, and so what muting someone is about. */
export const isVoice = (source: Source): boolean => source === 'mic' || source === 'screenAudio';

/** Whether moderation keeps this source of the peer's silent, whatever its page asks for. */
export const isSilenced = ({ muted }: Pick<RoomPeer, 'muted'>, source: Source | undefined): boolean => muted && source !== undefined && isVoice(source);
