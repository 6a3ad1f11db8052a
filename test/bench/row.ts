/** One line of the table in test/PERFORMANCE.md. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** What it must reach. */
  readonly reach: string;
  readonly reached: boolean;
}

export const printRow = ({ what, figure, reach, reached }: Row): string => `| ${what} | ${figure} | ${reach} | ${reached ? 'yes' : '**no**'} |`;
