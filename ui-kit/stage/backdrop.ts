import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Twice a second is enough for a blur, and costs a few microseconds each. */
const everyMs = 500;
/** Of the picture that is blurred, and of the blur. */
const seedPixels = 12;
const pixels = 48;
/** How far it is smeared each way, one time after the other, in pixels of the blur. */
const steps = [1, 2, 4];

/**
 * Paints a soft echo of a video behind it, where the picture does not fill its tile: a canvas of 48 pixels that CSS scales up.
 * It is blurred while it is small: CSS would blur all of the tile anew with every frame of the video, which costs more
 * than to decode and show it. A second `<video>` would render every frame twice.
 */
export class Backdrop implements ReactiveController {
  readonly #parts: () => { video: HTMLVideoElement | null; canvas: HTMLCanvasElement | null };
  readonly #seed = document.createElement('canvas');
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
    this.#seed.width = this.#seed.height = seedPixels;
    this.#seed.getContext('2d')?.drawImage(video, 0, 0, seedPixels, seedPixels);
    if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
    const context = canvas.getContext('2d');
    if (context) blur(this.#seed, context);
  };
}

/** The mean of copies beside each other, a few at a time so that rounding adds no colour. `filter` is not known to every browser's canvas. */
function blur(seed: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  context.globalAlpha = 1;
  context.drawImage(seed, 0, 0, pixels, pixels);
  context.globalAlpha = 0.5;
  for (const step of steps) {
    for (const [x, y] of [[step, 0], [-step, 0], [0, step], [0, -step]] as const) context.drawImage(context.canvas, x, y);
  }
  deepen(context);
}

/** Darker and a little more colourful, in proportion: a grey stays grey, where `saturation` would give it a colour. */
function deepen(context: CanvasRenderingContext2D): void {
  context.globalCompositeOperation = 'multiply';
  context.globalAlpha = 0.3;
  context.drawImage(context.canvas, 0, 0);
  context.globalCompositeOperation = 'source-over';
  context.globalAlpha = 0.35;
  context.fillRect(0, 0, pixels, pixels);
}
