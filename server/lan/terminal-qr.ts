import { encode } from 'uqr';

/** Two modules above each other are one character: by whether the upper and the lower one are dark. */
const blocks = { none: ' ', upper: '▀', lower: '▄', both: '█' } as const;
const blockOf = (upper: boolean, lower: boolean): string => (upper ? (lower ? blocks.both : blocks.upper) : lower ? blocks.lower : blocks.none);

const blackOnWhite = '\u001B[38;5;16;48;5;231m';
const plain = '\u001B[0m';

/** Light modules at each side; two are enough on a screen that the phone is pointed at. */
const border = 2;

/**
 * A QR code as lines of text, dark on light: with `colours` whatever the terminal's own are, else drawn for light text on
 * a dark ground.
 */
export function terminalQr(text: string, { colours }: { colours: boolean }): string {
  const { data, size } = encode(text, { ecc: 'L', border });
  const darkAt = (x: number, y: number): boolean => data[y]?.[x] ?? false;
  const lines: string[] = [];
  for (let y = 0; y < size; y += 2) {
    const line = Array.from({ length: size }, (_, x) => (colours ? blockOf(darkAt(x, y), darkAt(x, y + 1)) : blockOf(!darkAt(x, y), !darkAt(x, y + 1)))).join('');
    lines.push(colours ? `${blackOnWhite}${line}${plain}` : line);
  }
  return lines.join('\n');
}
