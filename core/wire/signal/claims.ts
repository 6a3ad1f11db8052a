import * as v from 'valibot';
import { limits } from './limits.ts';
import { avatarUrl, displayName, id } from './fields.ts';

export const roles = ['host', 'viewer', 'guest'] as const;
export type Role = (typeof roles)[number];

export const roomTypes = ['live', '1v1'] as const;
export type RoomType = (typeof roomTypes)[number];

/** What a token may say a peer can do; defaults per role live in the server's `auth/grants.ts`. */
export const capabilities = ['publish:camera', 'publish:mic', 'publish:screen', 'subscribe:*', 'chat:send', 'room:end'] as const;
export type Capability = (typeof capabilities)[number];

/**
 * The claims of a room token (JWT, HS256). The first group is all that an integrator must mint;
 * unknown claims are ignored, so tokens for newer servers still open older ones.
 */
export const claimsSchema = v.object({
  room_id: id,
  role: v.picklist(roles),
  room_type: v.optional(v.picklist(roomTypes), 'live'),
  max_peers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
  display_name: v.optional(displayName),
  avatar_url: v.optional(avatarUrl),
  is_original_host: v.optional(v.boolean()),
  host_peer_id: v.optional(id),
  /** Unix seconds. */
  exp: v.pipe(v.number(), v.integer()),

  peer_id: v.optional(id),
  caps: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(limits.id))), v.maxLength(64))),
  preset: v.optional(v.pipe(v.string(), v.maxLength(limits.id))),
  jti: v.optional(v.pipe(v.string(), v.maxLength(limits.id))),
  iss: v.optional(v.string()),
  aud: v.optional(v.union([v.string(), v.array(v.string())])),
});

export type Claims = v.InferOutput<typeof claimsSchema>;
