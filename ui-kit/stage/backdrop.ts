import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Twice a second is enough for a blur, and costs a few microseconds each. */
const everyMs = 500;
/** Of the picture that is blurred, and of the blur. */
const seedPixels = 12;
const pixels = 48;
/** How far it is smeared each way, in pixels of the blur. */
const reach = 4;

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

/** The mean of many copies beside each other, darker and a little more colourful than they are. `filter` is not known to every browser's canvas. */
function blur(seed: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  let copies = 0;
  for (let y = -reach; y <= reach; y += 2) {
    for (let x = -reach; x <= reach; x += 2) {
      context.globalAlpha = 1 / ++copies;
      context.drawImage(seed, x - reach, y - reach, pixels + 2 * reach, pixels + 2 * reach);
    }
  }
  tint(context, 'saturation', 'hsl(0 100% 50%)', 0.15);
  tint(context, 'source-over', '#000', 0.45);
}

function tint(context: CanvasRenderingContext2D, how: GlobalCompositeOperation, colour: string, alpha: number): void {
  context.globalCompositeOperation = how;
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.fillRect(0, 0, pixels, pixels);
  context.globalCompositeOperation = 'source-over';
}
