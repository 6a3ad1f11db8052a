import type { Rgb } from '../core/wire/preset/colour.ts';

export interface Colour { readonly rgb: Rgb; readonly alpha: number }

let canvas: CanvasRenderingContext2D | null | undefined;

/** Any CSS colour as the screen shows it; `null` for what is no colour. */
export function readColour(css: string): Colour | null {
  if (!CSS.supports('color', css)) return null;
  canvas ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  if (!canvas) return null;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = canvas.getImageData(0, 0, 1, 1).data;
  return { rgb: [red, green, blue], alpha: alpha / 255 };
}

/** What is seen of a translucent colour on a backdrop. */
export function over({ rgb, alpha }: Colour, backdrop: Rgb): Rgb {
  const mix = (at: 0 | 1 | 2): number => rgb[at] * alpha + backdrop[at] * (1 - alpha);
  return [mix(0), mix(1), mix(2)];
}
