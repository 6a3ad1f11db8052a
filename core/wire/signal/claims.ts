import * as v from 'valibot';
import { limits } from './limits.ts';
import { avatarUrl, displayName, id, metadata } from './fields.ts';

export const roles = ['host', 'viewer', 'guest'] as const;
export type Role = (typeof roles)[number];

export const roomTypes = ['live', '1v1'] as const;
export type RoomType = (typeof roomTypes)[number];

/** What a token may say a peer can do; defaults per role live in the server's `auth/grants.ts`. */
export const capabilities = ['publish:camera', 'publish:mic', 'publish:screen', 'subscribe:*', 'chat:send', 'room:end', 'data:send', 'data:broadcast', 'self:rename', 'self:metadata', 'chat:moderate', 'cohost:invite', 'cohost:request', 'record'] as const;
export type Capability = (typeof capabilities)[number];

/** Why a peer has a capability: its role's defaults, the token, being the original host, being made a moderator, or the preset. */
export const capSources = ['role', 'token', 'originalHost', 'moderator', 'preset'] as const;
export type CapSource = (typeof capSources)[number];

/** How good a picture may get at most: `low` is the lowest simulcast layer, `high` all of them. */
export const qualityCaps = ['low', 'medium', 'high'] as const;
export type QualityCap = (typeof qualityCaps)[number];

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
  /** Of another shape in tokens made for someone else: those still open the room. */
  metadata: v.fallback(v.optional(metadata), undefined),
  jti: v.optional(v.pipe(v.string(), v.maxLength(limits.id))),
  /** Who the person is, over all their tokens and tabs: what a ban holds on to. */
  sub: v.fallback(v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))), undefined),
  /** Whose room it is, on a server that serves several organisations. */
  org_id: v.fallback(v.optional(id), undefined),
  /** Its name is not the bearer's to change. */
  name_bound: v.fallback(v.optional(v.boolean()), undefined),
  /** The best picture its bearer may send and receive. */
  max_quality: v.fallback(v.optional(v.picklist(qualityCaps)), undefined),
  iss: v.optional(v.string()),
  aud: v.optional(v.union([v.string(), v.array(v.string())])),
});

export type Claims = v.InferOutput<typeof claimsSchema>;
