import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Redraws its host each full second while it is on the page and `running` says so. */
export class TickController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #running: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, running: () => boolean = () => true) {
    this.#host = host;
    this.#running = running;
    host.addController(this);
  }

  hostConnected(): void {
    this.#schedule();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostUpdated(): void {
    if (this.#timer === undefined) this.#schedule();
  }

  #schedule(): void {
    if (!this.#running()) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#host.requestUpdate();
    }, 1000 - (Date.now() % 1000));
  }
}
