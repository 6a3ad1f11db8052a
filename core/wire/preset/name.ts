import * as v from 'valibot';
import { limits } from '../signal/limits.ts';

/** Small letters, digits and hyphens, as in `webinar-host`: also the name of its file, without `.json`. */
export const presetName = v.pipe(
  v.string(),
  v.regex(/^[a-z\d][a-z\d-]*$/, 'is not a preset’s name: use small letters, digits and hyphens'),
  v.maxLength(limits.id),
);

/** The presets that are shipped, in `themes/presets/`. */
export const shippedPresets = ['live-host', 'live-viewer', 'webinar-host', 'webinar-participant', 'group-call-host', 'group-call-participant', 'audio-room'] as const;
export type ShippedPreset = (typeof shippedPresets)[number];
