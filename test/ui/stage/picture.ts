/** A moving picture of a chosen size, without a camera. Call `stop` when done. */
export function createPicture(width = 64, height = 36): { readonly stream: MediaStream; stop(): void } {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  const stream = canvas.captureStream(10);
  let shade = 0;
  const timer = setInterval(() => {
    shade = (shade + 40) % 256;
    if (context) context.fillStyle = `rgb(${shade} 80 120)`;
    context?.fillRect(0, 0, width, height);
  }, 100);
  return {
    stream,
    stop() {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
