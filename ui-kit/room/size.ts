import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LayoutName } from '../../core/wire/signal/shapes.ts';

/** How the room's parts stand about the stage: over it on a phone, beside it on a desktop. What is on the stage is `arrange`'s to place. */
export type Layout = 'compact' | 'wide';

/** From this width on (CSS px) the chat has a column of its own. */
const wideFrom = 900;
/** A room that was told to be wide, and is narrower than this or taller than wide, has its chat below the stage. */
const besideFrom = 640;
/** Below this height a lying room has no place for a column of buttons. */
const shortBelow = 560;

const forced: Partial<Record<LayoutName, Layout>> = { immersive: 'compact', theatre: 'wide' };

export interface Shape { readonly layout: Layout; readonly short: boolean; /** The chat has its place below the stage. */ readonly stacked: boolean }

export function shapeOf(width: number, height: number, name: LayoutName): Shape {
  const layout = forced[name] ?? (width >= wideFrom ? 'wide' : 'compact');
  return { layout, short: height > 0 && height < shortBelow && width > height, stacked: layout === 'wide' && (width < besideFrom || (width < wideFrom && width < height)) };
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
