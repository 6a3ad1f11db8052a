import type { Glyph } from './glyph.ts';

const capsule = 'M12 2.75A3.25 3.25 0 0 1 15.25 6v5a3.25 3.25 0 0 1-6.5 0V6A3.25 3.25 0 0 1 12 2.75Z';
const stand = 'M5.25 11.25a6.75 6.75 0 0 0 13.5 0M12 18v3.25';
const body = 'M5.5 6.25h7.25a2.75 2.75 0 0 1 2.75 2.75v6a2.75 2.75 0 0 1-2.75 2.75H5.5A2.75 2.75 0 0 1 2.75 15V9A2.75 2.75 0 0 1 5.5 6.25Z';
const lens = 'M18.5 10.6l1.96-1.3a.5.5 0 0 1 .79.41v4.58a.5.5 0 0 1-.79.41L18.5 13.4Z';
const speaker = 'M3.25 10v4a1.25 1.25 0 0 0 1.25 1.25h2.25l4.2 3.6a.8.8 0 0 0 1.3-.6V5.75a.8.8 0 0 0-1.3-.6l-4.2 3.6H4.5A1.25 1.25 0 0 0 3.25 10Z';
const waves = 'M15.75 9.1a4.2 4.2 0 0 1 0 5.8M18.4 6.4a8 8 0 0 1 0 11.2';

/** Devices and playback: filled is on, slashed is off. */
export const mediaGlyphs = {
  'mic': { solid: capsule, line: stand },
  'mic-off': { line: capsule + stand, slashed: true },
  'camera': { solid: body + lens },
  'camera-off': { line: body + lens, slashed: true },
  'flip': { line: 'M3.75 11.25a8.25 8.25 0 0 1 14.3-4.85l1.95 2M20 3.9v4.5h-4.5M20.25 12.75a8.25 8.25 0 0 1-14.3 4.85L4 15.6M4 20.1v-4.5h4.5', solid: 'M12 10.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 1 0 0-3.2Z' },
  'mirror': { line: 'M12 3.25v2M12 8.4v2M12 13.6v2M12 18.75v2M8.25 7.2v9.6H3.4a.5.5 0 0 1-.45-.73Z', solid: 'M15.75 7.2v9.6h4.85a.5.5 0 0 0 .45-.73Z' },
  'pause': { solid: 'M7.25 5h1.5a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-1.5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM15.25 5h1.5a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-1.5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z' },
  'play': { solid: 'M7.25 5.3v13.4a.75.75 0 0 0 1.15.63l10.3-6.7a.75.75 0 0 0 0-1.26L8.4 4.67a.75.75 0 0 0-1.15.63Z' },
  'sound': { solid: speaker, line: waves },
  'sound-off': { line: speaker + waves, slashed: true },
  'hang-up': { solid: 'M12 8.25c-3.5 0-6.5.9-8.35 2.4-.8.65-1.15 1.65-.95 2.65l.25 1.3a1.4 1.4 0 0 0 1.65 1.1l2.5-.5a1.4 1.4 0 0 0 1.1-1.35v-1.3c1.2-.35 2.45-.5 3.8-.5s2.6.15 3.8.5v1.3c0 .65.45 1.2 1.1 1.35l2.5.5a1.4 1.4 0 0 0 1.65-1.1l.25-1.3c.2-1-.15-2-.95-2.65-1.85-1.5-4.85-2.4-8.35-2.4Z' },
} as const satisfies Record<string, Glyph>;
