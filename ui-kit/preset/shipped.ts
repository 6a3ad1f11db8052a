import type { ShippedPreset } from '../../core/wire/preset/name.ts';

/** The shipped presets, each a file of its own. */
export const shipped: Readonly<Record<ShippedPreset, () => Promise<{ readonly default: unknown }>>> = {
  'live-host': () => import('../../themes/presets/live-host.json'),
  'live-viewer': () => import('../../themes/presets/live-viewer.json'),
  'webinar-host': () => import('../../themes/presets/webinar-host.json'),
  'webinar-participant': () => import('../../themes/presets/webinar-participant.json'),
  'group-call-host': () => import('../../themes/presets/group-call-host.json'),
  'group-call-participant': () => import('../../themes/presets/group-call-participant.json'),
  'audio-room': () => import('../../themes/presets/audio-room.json'),
};
