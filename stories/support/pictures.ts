import { lookOf } from './looks.ts';
import { drawPortrait, drawScreen } from './portrait.ts';

const framesPerSecond = 15;

/** Pictures that move, for stages without a camera. Their frames come from one timer; `close()` ends it and every stream. */
export interface Pictures {
  /** Someone's camera. The same name always gives the same stream. */
  camera(name: string, shape?: 'landscape' | 'portrait'): MediaStream;
  screen(): MediaStream;
  close(): void;
}

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function createPictures(): Pictures {
  const streams = new Map<string, MediaStream>();
  const draws: ((seconds: number) => void)[] = [];
  const began = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;

  function draw(): void {
    if (document.hidden) return;
    // A still picture is drawn again all the same: a captured canvas gives a frame only when something was drawn.
    const seconds = still() ? 1 : (performance.now() - began) / 1000;
    for (const one of draws) one(seconds);
  }

  function film(key: string, width: number, height: number, paint: (brush: CanvasRenderingContext2D, seconds: number) => void): MediaStream {
    const known = streams.get(key);
    if (known) return known;
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('This browser draws no canvas.');
    draws.push((seconds) => paint(brush, seconds));
    const stream = canvas.captureStream();
    streams.set(key, stream);
    timer ??= setInterval(draw, 1000 / (still() ? 4 : framesPerSecond));
    draw();
    return stream;
  }

  return {
    camera(name, shape = 'landscape') {
      const [width, height] = shape === 'portrait' ? [540, 960] : [960, 540];
      return film(`${name} ${shape}`, width, height, (brush, seconds) => drawPortrait(brush, lookOf(name), seconds));
    },
    screen: () => film('screen', 1280, 720, drawScreen),
    close() {
      clearInterval(timer);
      for (const stream of streams.values()) for (const track of stream.getTracks()) track.stop();
      streams.clear();
      draws.length = 0;
    },
  };
}
