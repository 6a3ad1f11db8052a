import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Twice a second is enough for a blur, and costs a few microseconds each. */
const everyMs = 500;
const pixels = 24;

/**
 * Paints a soft echo of a video behind it, where the picture does not fill its tile: a 24-pixel canvas that CSS
 * scales up. A second `<video>` would render every frame twice.
 */
export class Backdrop implements ReactiveController {
  readonly #parts: () => { video: HTMLVideoElement | null; canvas: HTMLCanvasElement | null };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, parts: () => { video: HTMLVideoElement | null; canvas: HTMLCanvasElement | null }) {
    this.#parts = parts;
    host.addController(this);
  }

  /** Paints while `on`; call it after each render. */
  run(on: boolean): void {
    if (on === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = on ? setInterval(this.#paint, everyMs) : undefined;
    if (on) this.#paint();
  }

  hostDisconnected(): void {
    this.run(false);
  }

  readonly #paint = (): void => {
    const { video, canvas } = this.#parts();
    if (!video || !canvas) return;
    // With the first frame, so that there is no black beside it meanwhile.
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return video.addEventListener('loadeddata', this.#paint, { once: true });
    canvas.width = pixels;
    canvas.height = pixels;
    canvas.getContext('2d')?.drawImage(video, 0, 0, pixels, pixels);
  };
}
