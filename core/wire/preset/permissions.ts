import * as v from 'valibot';
import { limits } from '../signal/limits.ts';
import { capabilities, qualityCaps, roles } from '../signal/claims.ts';

/** Slow mode's longest wait, in seconds. */
const maxSlowModeSec = 600;

/**
 * What a preset allows, enforced by the server on every token that names the preset. Everything is optional: what is
 * left out stays as it is without a preset. A misspelt key is an error, for it would silently allow too much.
 */
export const permissionsSchema = v.strictObject({
  /** Replaces the role's default capabilities; a token's own `caps` still come first. */
  caps: v.optional(v.strictObject(v.entriesFromList(roles, v.optional(v.array(v.picklist(capabilities))))), {}),
  /** The best picture anyone may send or receive. */
  maxQuality: v.optional(v.picklist(qualityCaps)),
  /** How many may be in the room at once. */
  maxPeers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
  chat: v.optional(v.strictObject({
    /** Seconds between two lines of one viewer, from the room's start on. */
    slowModeSec: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSlowModeSec)), 0),
  }), {}),
});
export type Permissions = v.InferOutput<typeof permissionsSchema>;

/** A preset as the server reads it: its look is the page's affair. */
export const presetSchema = v.object({ permissions: v.optional(permissionsSchema, {}) });

export const presetName = v.pipe(v.string(), v.regex(/^[a-z\d][a-z\d-]*$/), v.maxLength(limits.id));
