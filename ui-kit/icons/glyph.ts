/**
 * One icon as path data on a 24 px grid. `line` is stroked; `solid` is filled and stroked alike, so that a
 * filled shape has the same outer size as its outline; `slashed` strikes it out.
 */
export interface Glyph {
  readonly line?: string;
  readonly solid?: string;
  readonly slashed?: true;
}
