import * as v from 'valibot';
import { capabilities, qualityCaps, roles } from '../signal/claims.ts';
import { told, whole } from './describe.ts';

/** Slow mode's longest wait, in seconds. */
const maxSlowModeSec = 600;

/**
 * What a preset allows, enforced by the server on every token that names the preset. Everything is optional: what is
 * left out stays as it is without a preset. A misspelt key is an error, for it would silently allow too much.
 */
export const permissionsSchema = v.strictObject({
  caps: v.optional(told(
    v.strictObject(v.entriesFromList(roles, v.optional(told(v.array(v.picklist(capabilities)), 'All that this role may do: it replaces the role’s own list.')))),
    'What each role may do. A token’s own capabilities come first; a room’s first host may always end and record it.',
  ), {}),
  maxQuality: v.optional(told(v.picklist(qualityCaps), 'The best picture anyone may send or receive.')),
  maxPeers: v.optional(told(whole(1, 100_000), 'How many may be in the room at once.')),
  chat: v.optional(told(v.strictObject({
    slowModeSec: v.optional(told(whole(0, maxSlowModeSec), 'Seconds between two lines of one viewer, from the room’s start on.'), 0),
  }), 'The rules of the chat.'), {}),
});
export type Permissions = v.InferOutput<typeof permissionsSchema>;
