import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast, rgbOf, type Rgb } from '../../core/wire/preset/colour.ts';
import { themes, type PresetLook, type PresetTheme } from '../../core/wire/preset/look.ts';

/** The surfaces of each theme that text stands on. */
export type Surfaces = Readonly<Record<Exclude<PresetTheme, 'auto'>, readonly Rgb[]>>;

/** WCAG 2.2 §1.4.3: the accent is the colour of links and small words, too. */
const least = 4.5;

/** Reads the surfaces out of the themes' stylesheets. */
export function surfacesOf(folder: string): Surfaces {
  const of = (theme: string): Rgb[] => [...readFileSync(join(folder, `${theme}.css`), 'utf8').matchAll(/--muf-color-surface(?:-raised)?:\s*(#[\da-f]+)/gi)].map(([, hex]) => rgbOf(hex!)).filter((rgb) => rgb !== undefined);
  return Object.fromEntries(themes.filter((theme) => theme !== 'auto').map((theme) => [theme, of(theme)])) as unknown as Surfaces;
}

const lowest = (accent: Rgb, grounds: readonly Rgb[]): number => Math.min(...grounds.map((ground) => contrast(accent, ground)));
const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** The nearest colour of the same hue that can be read, on the way to white or to black. */
function readable(accent: Rgb, grounds: readonly Rgb[]): string | undefined {
  for (let step = 1; step <= 100; step++) {
    for (const end of [0, 255]) {
      const mixed = accent.map((part) => part + ((end - part) * step) / 100) as unknown as Rgb;
      if (lowest(mixed, grounds) >= least) return hexOf(mixed);
    }
  }
  return undefined;
}

/** What is hard to read of a preset's accent, on which theme, and what would not be. */
export function accentSentences({ accent, theme = 'dark' }: PresetLook, surfaces: Surfaces): string[] {
  const rgb = accent === undefined ? undefined : rgbOf(accent);
  if (!rgb) return [];
  const worn = theme === 'auto' ? (['dark', 'light'] as const) : [theme];
  return worn.flatMap((name) => {
    const ratio = lowest(rgb, surfaces[name]);
    if (ratio >= least) return [];
    const better = theme === 'auto' ? undefined : readable(rgb, surfaces[name]);
    const remedy = better === undefined ? 'Leave the accent to the themes, or choose one theme' : `${better} would do`;
    return [`${accent} is hard to read on the ${name} theme: it reaches ${ratio.toFixed(1)} : 1 and people need ${least} : 1. ${remedy}`];
  });
}
