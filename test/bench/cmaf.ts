import { fragment } from '../../core/wire/cmaf/fragment.ts';
import type { Sample } from '../../core/wire/cmaf/track.ts';
import type { Row } from './row.ts';
import { quantile } from './statistics.ts';

const frames = 20_000;
const warmUp = 2000;
/** A frame of 2.5 Mbit/s at 30 fps. */
const frameBytes = 10_417;
const reachMs = 0.1;

/** How long one frame takes from the encoder's bytes to a fragment in one piece, the copy into it included. */
export async function measure(): Promise<Row[]> {
  const data = new Uint8Array(frameBytes);
  const times: number[] = [];
  let total = 0;
  for (let index = 0; index < frames + warmUp; index++) {
    const sample: Sample = { decodeTime: index * 3000, duration: 3000, offset: 0, key: index % 60 === 0, data };
    const started = performance.now();
    total += fragment([sample], { sequence: index + 1, capturedAt: Date.now() }).length;
    if (index >= warmUp) times.push(performance.now() - started);
  }
  if (total < frames * frameBytes) throw new Error('Not every frame was packaged.');
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  return [{ what: `CMAF packaging of one frame, ${frames} frames of ${frameBytes} bytes`, figure: `p50 ${p50.toFixed(4)} ms, p99 ${p99.toFixed(4)} ms`, reach: `p50 ≤ ${reachMs} ms`, reached: p50 <= reachMs }];
}
