import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LayoutName } from '../../core/wire/signal/shapes.ts';

/** How the room's parts stand about the stage: over it on a phone, beside it on a desktop. What is on the stage is `arrange`'s to place. */
export type Layout = 'compact' | 'wide';

/** From this width on (CSS px) the chat has a column of its own. */
const wideFrom = 900;
/** A room that was told to be wide, and is narrower than this or taller than wide, has its chat below the stage; a compact one, its controls over the chat. */
const besideFrom = 640;
/** Below this height a lying room has no place for a column of buttons. */
const shortBelow = 560;

const forced: Partial<Record<LayoutName, Layout>> = { immersive: 'compact', theatre: 'wide' };

/** What a standing room's tiles leave to the chat, and what of that the message box takes (CSS px). */
const chatShare = 0.41;
const messageBox = 72;
/** A control and the gap to the next, in CSS px. */
const controlStep = 56;
const controlGap = 8;

export interface Shape {
  readonly layout: Layout;
  readonly short: boolean;
  /** The chat has its place below the stage. */
  readonly stacked: boolean;
  /** The controls stand in a row over the message box: a column of them would reach the faces. */
  readonly row: boolean;
}

/** The shape of a room of this size (CSS px) with so many controls. */
export function shapeOf(width: number, height: number, name: LayoutName, controls: number): Shape {
  const layout = forced[name] ?? (width >= wideFrom ? 'wide' : 'compact');
  const row = layout === 'compact' && width < besideFrom && height > width && controls * controlStep - controlGap > height * chatShare - messageBox;
  return { layout, row, short: height > 0 && height < shortBelow && width > height, stacked: layout === 'wide' && (width < besideFrom || (width < wideFrom && width < height)) };
}

/** Follows the room's own size; never the window's, for a room may be a sidebar. */
export class SizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer: ResizeObserver;
  width = 0;
  height = 0;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    this.#observer = new ResizeObserver(() => this.#measure());
    host.addController(this);
  }

  hostConnected(): void {
    this.#measure();
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    this.#host.requestUpdate();
  }
}
