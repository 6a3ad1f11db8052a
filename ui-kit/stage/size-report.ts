import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Tells how large its host is on the screen, in device pixels, and 0 by 0 while it is out of sight: whenever that
 * changes, and never by asking.
 */
export class SizeReport implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #tell: (width: number, height: number) => void;
  readonly #resized = new ResizeObserver(([entry]) => {
    if (!entry) return;
    const { width, height } = entry.contentRect;
    this.#size = { width, height };
    this.#report();
  });
  readonly #seen = new IntersectionObserver((entries) => {
    this.#visible = entries.at(-1)?.isIntersecting ?? true;
    this.#report();
  });
  #size: { readonly width: number; readonly height: number } | undefined;
  #visible: boolean | undefined;
  #told = '';

  constructor(host: ReactiveControllerHost & Element, tell: (width: number, height: number) => void) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    this.#resized.observe(this.#host);
    this.#seen.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resized.disconnect();
    this.#seen.disconnect();
    this.#told = '';
    this.#visible = undefined;
  }

  #report(): void {
    // The first word of each observer comes when it likes.
    if (!this.#size || this.#visible === undefined) return;
    const scale = this.#visible ? devicePixelRatio : 0;
    const [width, height] = [Math.round(this.#size.width * scale), Math.round(this.#size.height * scale)];
    const now = `${width} ${height}`;
    if (now === this.#told) return;
    this.#told = now;
    this.#tell(width, height);
  }
}
