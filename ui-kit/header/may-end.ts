import type { Self } from '../../core/wire/signal/replies.ts';

/** Whether the stream ends for everyone when I go; others only leave it. */
export const mayEnd = (me: Self | null): boolean => me !== null && me.role !== 'viewer' && (me.isOriginalHost || me.caps.includes('room:end'));
