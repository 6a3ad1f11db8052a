import type { Finding, Mark } from './check.ts';

export interface Line { readonly name: string; readonly finding: Finding }

const signs: Readonly<Record<Mark, string>> = { ok: '✓', fault: '✗', note: '–' };
const colours: Readonly<Record<Mark, string>> = { ok: '32', fault: '31', note: '33' };

/** One line for each finding, its remedy below; names in one column. */
export function rowOf({ name, finding: { mark, detail, remedy } }: Line, { width, colour }: { width: number; colour: boolean }): string {
  const sign = colour ? `\u001B[${colours[mark]}m${signs[mark]}\u001B[0m` : signs[mark];
  const row = `  ${sign}  ${name.padEnd(width)}  ${detail}`;
  return remedy === undefined ? row : `${row}\n     ${' '.repeat(width)}  → ${remedy}`;
}

/** The last line, and the exit code that goes with it. */
export function conclusionOf(lines: readonly Line[]): { readonly sentence: string; readonly exitCode: 0 | 1 } {
  const count = (mark: Mark): number => lines.filter(({ finding }) => finding.mark === mark).length;
  const faults = count('fault');
  const tally = `${count('ok')} ✓, ${faults} ✗`;
  if (faults === 0) return { sentence: `${tally}: this server is ready.`, exitCode: 0 };
  return { sentence: `${tally}: follow the ${faults === 1 ? 'arrow' : 'arrows'} above, then run this again.`, exitCode: 1 };
}
