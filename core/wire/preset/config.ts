import * as v from 'valibot';
import { roles } from '../signal/claims.ts';
import { told, whole } from './describe.ts';
import { presetName } from './name.ts';

/** Seats on stage that a room can have. */
export const mostBroadcasters = 16;

const preset = (whose: string): v.OptionalSchema<ReturnType<typeof told<typeof presetName>>, undefined> => v.optional(told(presetName, `The preset of ${whose}. Left out: this one.`));

const mediaSchema = v.strictObject({
  camera: v.optional(told(v.picklist(['on', 'off', 'never']), 'How the camera starts. "never": it is not asked for, and its buttons are not shown.')),
  microphone: v.optional(told(v.picklist(['on', 'off']), 'How the microphone starts.')),
  video: v.optional(told(v.strictObject({
    width: v.optional(told(whole(160, 3840), 'Width of the camera’s picture in pixels, where the camera has it. Left out: 1280.')),
    height: v.optional(told(whole(90, 2160), 'Height of the camera’s picture in pixels, where the camera has it. Left out: 720.')),
    frameRate: v.optional(told(whole(1, 60), 'Pictures per second, where the camera has it. Left out: 30.')),
  }), 'The picture to ask the camera for.')),
  audio: v.optional(told(v.strictObject({
    echoCancellation: v.optional(told(v.boolean(), 'Takes the loudspeaker’s sound out of the microphone’s. Left out: true.')),
    noiseSuppression: v.optional(told(v.boolean(), 'Takes hum and hiss out; false for music. Left out: true.')),
    autoGainControl: v.optional(told(v.boolean(), 'Evens out loud and low; false for music. Left out: true.')),
  }), 'The sound to ask the microphone for.')),
});
export type PresetMedia = v.InferOutput<typeof mediaSchema>;

/** How a room is used: the page reads all of it, the server `roles` and `limits`. */
export const configSchema = v.strictObject({
  joinAs: v.optional(told(v.picklist(roles), 'What one is here, where neither the page nor a token says it.')),
  roles: v.optional(told(v.strictObject({
    cohost: preset('cohosts'),
    viewer: preset('the audience'),
    guest: preset('the other party of a call'),
  }), 'Which presets the others wear, in a room that was made with this one: the server names them in their tokens.'), {}),
  media: v.optional(told(mediaSchema, 'Camera and microphone of whoever goes on stage.'), {}),
  limits: v.optional(told(v.strictObject({
    maxBroadcasters: v.optional(told(whole(1, mostBroadcasters), 'Seats on stage, in a room that is made with this preset. Left out: 4.')),
  }), 'Bounds of a room that is made with this preset.'), {}),
});
export type PresetConfig = v.InferOutput<typeof configSchema>;
