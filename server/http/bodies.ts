import * as v from 'valibot';
import { mostBroadcasters } from '../../core/wire/preset/config.ts';
import { roomTypes } from '../../core/wire/signal/claims.ts';
import { avatarUrl, category, displayName, id, title } from '../../core/wire/signal/fields.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import { mediaPaths } from '../../core/wire/signal/mesh.ts';
import { audiencePlanes } from '../../core/wire/signal/shapes.ts';

const person = { displayName: v.optional(displayName), avatarUrl: v.optional(avatarUrl) };

export const roomParams = v.object({ roomId: id });

export const createRoomBody = v.object({
  ...person,
  roomType: v.optional(v.picklist(roomTypes), 'live'),
  /** `mesh`: from page to page while no more than three are on stage and nobody watches. */
  mode: v.optional(v.picklist(mediaPaths), 'sfu'),
  /** `moqt`: viewers watch over the audience plane, however many they are. */
  audience: v.optional(v.picklist(audiencePlanes), 'sfu'),
  preset: v.optional(v.pipe(v.string(), v.maxLength(limits.id))),
  /** Whether strangers may find it at `/api/live/explore`; by default only where nobody but this machine can. */
  listed: v.optional(v.boolean()),
  title: v.optional(title, ''),
  category: v.optional(category, ''),
  /** Seats on stage. */
  maxBroadcasters: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostBroadcasters))),
});

const cohostCode = v.pipe(v.string(), v.minLength(16), v.maxLength(limits.id));

export const broadcasterTokenBody = v.object({
  ...person,
  /** Renews the token of this peer; the Bearer token must be its own. */
  peerId: v.optional(id),
  /** The one-time code out of a cohost link. */
  code: v.optional(cohostCode),
  /** Of the room that the code opens, where it does. */
  title: v.optional(title, ''),
  category: v.optional(category, ''),
  /** Of a new link: whoever opens it comes as `displayName` and as nobody else. */
  nameBound: v.optional(v.boolean(), false),
});

export const revokeCodeBody = v.object({ code: cohostCode });

/** Seconds a viewer's token is good; what is asked beyond an hour is an hour. */
const ttl = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform((text) => Math.min(Number(text), 3600)), v.minValue(30));

export const viewerTokenQuery = v.object({ host: v.optional(id), name: v.optional(displayName), ttl: v.optional(ttl) });
