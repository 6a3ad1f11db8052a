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
  readonly layout: 'compact' | 'wide';
  /** What the header and the bar cover: grids stay clear of it, a single picture does not. */
  readonly top: number;
  readonly bottom: number;
  /** The tile everyone looks at, e.g. a shared screen. */
  readonly spotlight?: number | undefined;
}

const gap = 8;
/** On a phone, grids leave the rest of the height to the chat. */
const overChat = 0.57;
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
  const whole: Rect = { x: 0, y: 0, width, height, inset: false };
  if (count === 1) return [whole];
  if (spotlight !== undefined && spotlight < count) return besideSpotlight(count, spotlight, space);
  const portrait = height > width;
  if (layout === 'compact' && portrait) return count === 2 ? [whole, corner(space)] : grid(count, { x: gap, y: space.top, width: width - 2 * gap, height: height * overChat - space.top });
  return grid(count, clear(space));
}

/** The stage without what is covered and without its outer gap. */
function clear({ width, height, top, bottom }: Space): Omit<Rect, 'inset'> {
  return { x: gap, y: top, width: width - 2 * gap, height: Math.max(0, height - top - bottom) };
}

/** The cohost of two on a phone: a tile at the inline end, under the header. */
function corner({ width, top }: Space): Rect {
  const tileWidth = Math.round(clamp(width * 0.29, 84, 160));
  return { x: width - tileWidth - gap - 4, y: top, width: tileWidth, height: Math.round(tileWidth / tallest), inset: true };
}

/** Chooses the number of columns that gives the largest tiles; the last row is as wide as the others where it can be. */
function grid(count: number, area: Omit<Rect, 'inset'>): Rect[] {
  let best: { columns: number; area: number } = { columns: 1, area: -1 };
  for (let columns = 1; columns <= count; columns++) {
    const size = tileIn(cell(area, columns, Math.ceil(count / columns)));
    if (size.width * size.height > best.area) best = { columns, area: size.width * size.height };
  }
  return fill(count, best.columns, area);
}

function fill(count: number, columns: number, area: Omit<Rect, 'inset'>): Rect[] {
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

/** The spotlight takes what the strip of the others leaves: at the inline end when lying, below when standing. */
function besideSpotlight(count: number, spotlight: number, space: Space): Rect[] {
  const area = clear(space);
  const others = count - 1;
  const lying = area.width >= area.height;
  const strip = lying ? clamp(area.width * 0.22, 96, 260) : clamp(area.height * 0.18, 84, 160);
  const main = lying ? { ...area, width: area.width - strip - gap } : { ...area, height: area.height - strip - gap };
  const each = lying
    ? { width: strip, height: Math.min(strip / widest, (area.height - (others - 1) * gap) / others) }
    : { width: Math.min(strip * widest, (area.width - (others - 1) * gap) / others), height: strip };
  let placed = 0;
  return Array.from({ length: count }, (_, index) => {
    if (index === spotlight) return { ...main, inset: true };
    const at = placed++;
    return lying
      ? { x: main.x + main.width + gap, y: area.y + at * (each.height + gap), ...each, inset: true }
      : { x: area.x + at * (each.width + gap), y: main.y + main.height + gap, ...each, inset: true };
  });
}
