import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type Layout = 'compact' | 'wide';

/** From this width on (CSS px) the chat has a column of its own. */
const wideFrom = 900;
/** Below this height a lying room has no place for a column of buttons. */
const shortBelow = 560;

export interface Shape { readonly layout: Layout; readonly short: boolean }

export function shapeOf(width: number, height: number, forced: string | null): Shape {
  const layout = forced === 'compact' || forced === 'wide' ? forced : width >= wideFrom ? 'wide' : 'compact';
  return { layout, short: height > 0 && height < shortBelow && width > height };
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
