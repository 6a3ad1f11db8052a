import type { Clock } from '../clock.ts';
import type { ProbeLine } from '../media/probe.ts';

const durationMs = 1800;
const tickMs = 20;
/** Kept waiting in the browser, so that the line is never idle, and never far behind. */
const waiting = 128 * 1024;
const messageBytes = 4 * 1024;
/** Enough is known by then. */
const mostBytes = 8 * 1024 * 1024;
/** What goes before this share of the time is the line gathering speed. */
const warmUp = 0.4;

export interface Sent { readonly atMs: number; readonly bytes: number }

/** The pace of the later part, in kbit/s; `null` when too little went out to tell. */
export function paceOf(samples: readonly Sent[]): number | null {
  const last = samples.at(-1);
  const first = samples.find(({ atMs }) => atMs >= (last?.atMs ?? 0) * warmUp);
  if (!last || !first || last.atMs <= first.atMs) return null;
  return Math.round(((last.bytes - first.bytes) * 8) / (last.atMs - first.atMs));
}

/** What arrived of what was sent, applied to the pace: what is lost on the way was not sent in any useful sense. */
export function delivered(paceKbps: number | null, sentBytes: number, receivedBytes: number | null): number | null {
  if (paceKbps === null || receivedBytes === null || sentBytes === 0) return paceKbps;
  return Math.round(paceKbps * Math.min(1, receivedBytes / sentBytes));
}

/** Fills the line for up to 1.8 s or 8 MiB. Resolves to how fast it emptied and how much went out. */
export function measureUplink(line: ProbeLine, clock: Clock, signal: AbortSignal): Promise<{ readonly paceKbps: number | null; readonly sentBytes: number }> {
  const message = new Uint8Array(messageBytes);
  const samples: Sent[] = [];
  const began = clock.now();
  let given = 0;
  const { promise, resolve, reject } = Promise.withResolvers<{ paceKbps: number | null; sentBytes: number }>();
  let cancel = (): void => {};

  function turn(): void {
    const sentBytes = given - line.unsent;
    samples.push({ atMs: clock.now() - began, bytes: sentBytes });
    if (line.closed || clock.now() - began >= durationMs || given >= mostBytes) return resolve({ paceKbps: paceOf(samples), sentBytes });
    for (; line.unsent < waiting && given < mostBytes; given += messageBytes) line.send(message);
    cancel = clock.after(tickMs, turn);
  }

  signal.addEventListener('abort', () => {
    cancel();
    reject(signal.reason);
  }, { once: true });
  turn();
  return promise;
}
