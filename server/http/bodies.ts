import * as v from 'valibot';
import { roomTypes } from '../../core/wire/signal/claims.ts';
import { avatarUrl, category, displayName, id, title } from '../../core/wire/signal/fields.ts';
import { limits } from '../../core/wire/signal/limits.ts';

const person = { displayName: v.optional(displayName), avatarUrl: v.optional(avatarUrl) };

export const roomParams = v.object({ roomId: id });

export const createRoomBody = v.object({
  ...person,
  roomType: v.optional(v.picklist(roomTypes), 'live'),
  mode: v.optional(v.literal('sfu'), 'sfu'),
  audience: v.optional(v.literal('sfu'), 'sfu'),
  preset: v.optional(v.pipe(v.string(), v.maxLength(limits.id))),
  title: v.optional(title, ''),
  category: v.optional(category, ''),
  /** Seats on stage. */
  maxBroadcasters: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))),
});

export const broadcasterTokenBody = v.object({
  ...person,
  /** Renews the token of this peer; the Bearer token must be its own. */
  peerId: v.optional(id),
  /** The one-time code out of a cohost link. */
  code: v.optional(v.pipe(v.string(), v.minLength(16), v.maxLength(limits.id))),
});

export const viewerTokenQuery = v.object({ host: v.optional(id), name: v.optional(displayName) });
