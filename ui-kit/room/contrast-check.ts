import { contrast } from '../../core/wire/preset/colour.ts';
import { readColour, type Colour } from '../contrast.ts';

const surfaces = ['surface', 'surface-raised'] as const;
const texts = ['on-surface', 'on-surface-muted', 'accent', 'positive', 'warning', 'danger'] as const;
const fills = ['accent', 'live', 'danger'] as const;

/** Which role has to be read, or seen, on which, and the least ratio: WCAG 2.2 §1.4.3 for text, §1.4.11 for the focus. */
const pairs: readonly (readonly [ink: string, ground: string, least: number])[] = [
  ...surfaces.flatMap((surface) => texts.map((text) => [text, surface, 4.5] as const)),
  ...fills.map((fill) => [`on-${fill}`, fill, 4.5] as const),
  ...surfaces.map((surface) => ['focus', surface, 3] as const),
];

/** What cannot be read in the theme that `host` wears: a sentence each, for who makes the theme. */
export function checkContrast(host: Element): string[] {
  const styles = getComputedStyle(host);
  const colour = (role: string): Colour | null => readColour(styles.getPropertyValue(`--muf-color-${role}`).trim());
  const found = pairs.flatMap(([ink, ground, least]) => {
    const [above, below] = [colour(ink), colour(ground)];
    if (!above || !below) return [ink, ground].filter((role) => !colour(role)).map((role) => `--muf-color-${role} is no colour.`);
    const ratio = contrast(above.rgb, below.rgb);
    return ratio >= least ? [] : [`--muf-color-${ink} reaches ${ratio.toFixed(1)} : 1 on --muf-color-${ground}; people need ${least} : 1.`];
  });
  return [...new Set(found)];
}

const told = new Set<string>();

/** Says on the console what cannot be read, each thing once. */
export function warnOfContrast(host: Element): void {
  for (const sentence of checkContrast(host)) {
    if (told.has(sentence)) continue;
    told.add(sentence);
    console.warn(`muf-live: ${sentence}`);
  }
}
