/** Where one tile stands, in CSS px; `x` counts from the inline start, so it mirrors by itself. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lies over another tile, or beside others: it has rounded corners. A tile that fills the stage has none. */
  readonly inset: boolean;
}

export interface Space {
  readonly width: number;
  readonly height: number;
  /** Whether the chat stands over the stage or beside it. */
  readonly layout: 'compact' | 'wide';
  /** What the header and the bar cover: grids stay clear of it, a single picture does not. */
  readonly top: number;
  readonly bottom: number;
  /** All alike, also where one would stand over the other. */
  readonly grid?: boolean;
  /** The tile everyone looks at. */
  readonly spotlight?: Spotlight | undefined;
}

export interface Spotlight {
  readonly index: number;
  /** All of it has to be seen, as of a screen: it stays clear of header and chat. Anyone's picture fills the stage under them. */
  readonly whole: boolean;
}

/** Where it makes little difference, the strip stands beside: faces are near the chat. */
const preferBeside = 1.12;

type Area = Omit<Rect, 'inset'>;

const gap = 8;
/** On a phone, grids leave the rest of the height to the chat, which begins where they end. */
const overChat = 0.59;
/** Tiles are never wider than a camera's picture nor taller than a square: their video covers them. */
const widest = 16 / 9;
const tallest = 3 / 4;
/** Where a row has fewer tiles, they may be this wide to keep the edges in line. */
const widestOfFew = 2.2;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Arranges 0–n tiles in their order. */
export function arrange(count: number, space: Space): readonly Rect[] {
  if (count <= 0 || space.width <= 0 || space.height <= 0) return [];
  const { width, height, layout, spotlight } = space;
  const overlaid = layout === 'compact';
  if (count === 1) return [{ x: 0, y: 0, width, height, inset: false }];
  if (spotlight !== undefined && spotlight.index < count) {
    const mayCover = !spotlight.whole && (overlaid || count === 2);
    return mayCover ? overSpotlight(count, spotlight.index, space) : besideSpotlight(count, spotlight.index, clear(space));
  }
  if (overlaid && height > width && count === 2 && !space.grid) return overSpotlight(count, 0, space);
  return grid(count, clear(space));
}

/** The stage without what is covered and without its outer gap. */
function clear({ width, height, layout, top, bottom }: Space): Area {
  const end = layout === 'compact' && height > width ? height * overChat : height - bottom;
  return { x: gap, y: top, width: width - 2 * gap, height: Math.max(0, end - top) };
}

/**
 * One picture fills the stage; the others stand on it, small, at the inline end: under the header, in a row when standing and in a column when lying.
 * Where the chat is beside the stage, the lower corner is free, and there is only one.
 */
function overSpotlight(count: number, spotlight: number, { width, height, layout, top, bottom }: Space): Rect[] {
  const others = count - 1;
  const standing = height > width;
  const room = standing ? width - 3 * gap : Math.max(0, height - top) * 0.62;
  const along = (room - (others - 1) * gap) / others;
  const wanted = layout === 'wide' ? clamp(width * 0.22, 84, 280) : clamp(width * (standing ? (others > 1 ? 0.23 : 0.29) : 0.14), 84, 160);
  const tileWidth = Math.max(0, Math.round(Math.min(standing ? along : along * widest, wanted)));
  const tileHeight = Math.round(standing ? tileWidth / tallest : tileWidth / widest);
  const from = layout === 'wide' ? Math.max(top, height - bottom - tileHeight) : top;
  let placed = 0;
  return Array.from({ length: count }, (_, index) => {
    if (index === spotlight) return { x: 0, y: 0, width, height, inset: false };
    const at = placed++;
    const across = standing ? (others - at) * (tileWidth + gap) : tileWidth + gap;
    return { x: width - across - 4, y: from + (standing ? 0 : at * (tileHeight + gap)), width: tileWidth, height: tileHeight, inset: true };
  });
}

/** Chooses the number of columns that gives the largest tiles; the last row is as wide as the others where it can be. */
function grid(count: number, area: Area): Rect[] {
  let best: { columns: number; area: number } = { columns: 1, area: -1 };
  for (let columns = 1; columns <= count; columns++) {
    const size = tileIn(cell(area, columns, Math.ceil(count / columns)));
    if (size.width * size.height > best.area) best = { columns, area: size.width * size.height };
  }
  return fill(count, best.columns, area);
}

function fill(count: number, columns: number, area: Area): Rect[] {
  const rows = Math.ceil(count / columns);
  const { height } = tileIn(cell(area, columns, rows));
  const top = area.y + (area.height - rows * height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const share = (area.width - (inRow - 1) * gap) / inRow;
    const width = share / height <= widestOfFew ? share : tileIn({ width: share, height }).width;
    const start = area.x + (area.width - inRow * width - (inRow - 1) * gap) / 2;
    return { x: start + (index - row * columns) * (width + gap), y: top + row * (height + gap), width, height, inset: true };
  });
}

function cell(area: { width: number; height: number }, columns: number, rows: number): { width: number; height: number } {
  return { width: Math.max(0, (area.width - (columns - 1) * gap) / columns), height: Math.max(0, (area.height - (rows - 1) * gap) / rows) };
}

/** The largest tile in a cell whose shape is within bounds. */
function tileIn({ width, height }: { width: number; height: number }): { width: number; height: number } {
  if (height <= 0) return { width, height: 0 };
  const ratio = clamp(width / height, tallest, widest);
  return width / height > ratio ? { width: height * ratio, height } : { width, height: width / ratio };
}

/** The spotlight takes what the strip of the others leaves: at the inline end or below, wherever a screen is then larger. The strip stands in the middle of its side. */
function besideSpotlight(count: number, spotlight: number, area: Area): Rect[] {
  const others = count - 1;
  const column = clamp(area.width * 0.22, 96, 260);
  const row = clamp(area.height * (others > 2 ? 0.18 : 0.24), 84, 180);
  const beside = { ...area, width: area.width - column - gap };
  const above = { ...area, height: Math.max(0, area.height - row - gap) };
  const lying = screenIn(beside) * preferBeside >= screenIn(above);
  const main = lying ? beside : above;
  const share = ((lying ? area.height : area.width) - (others - 1) * gap) / others;
  const each = lying ? { width: column, height: Math.min(column, share) } : { width: Math.min(row * widest, share), height: row };
  const step = (lying ? each.height : each.width) + gap;
  const from = ((lying ? area.height : area.width) - others * step + gap) / 2;
  let placed = 0;
  return Array.from({ length: count }, (_, index) => {
    if (index === spotlight) return { ...main, inset: true };
    const at = from + placed++ * step;
    return lying
      ? { x: main.x + main.width + gap, y: area.y + at, ...each, inset: true }
      : { x: area.x + at, y: main.y + main.height + gap, ...each, inset: true };
  });
}

/** How wide a screen of 16:9 can be there. */
const screenIn = ({ width, height }: Area): number => Math.min(width, height * widest);
