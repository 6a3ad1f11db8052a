/** A page in the background draws no frames; it is brought up to date this often, in ms. */
const hiddenMs = 250;

/** Resolves in the next frame, before it is laid out. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(late);
      cancelAnimationFrame(frame);
      resolve();
    };
    const late = setTimeout(done, hiddenMs);
    const frame = requestAnimationFrame(done);
  });
}
