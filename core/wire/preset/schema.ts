import * as v from 'valibot';
import { limits } from '../signal/limits.ts';
import { configSchema } from './config.ts';
import { told } from './describe.ts';
import { lookSchema } from './look.ts';
import { permissionsSchema } from './permissions.ts';

/** A preset's file at most, in bytes. */
export const mostPresetBytes = 64 * 1024;

/**
 * A preset: how a room is used, what the server lets people do in it, and how it looks. Everything is optional; a
 * misspelt key is an error, for it would silently do nothing, or allow too much.
 */
export const presetSchema = v.strictObject({
  $schema: v.optional(told(v.pipe(v.string(), v.maxLength(limits.url)), 'Where this schema is, for editors.')),
  config: v.optional(told(configSchema, 'How the room is used: roles, camera and microphone, limits.'), {}),
  permissions: v.optional(told(permissionsSchema, 'What people may do. The server holds everyone to it whose token names this preset.'), {}),
  ui: v.optional(told(lookSchema, 'How the room looks. Attributes of the page’s own come first.'), {}),
});
/** A preset as it is written: every part and key may be left out. */
export type PresetInput = v.InferInput<typeof presetSchema>;
export type Preset = v.InferOutput<typeof presetSchema>;
