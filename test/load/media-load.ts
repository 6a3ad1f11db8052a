import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { leanFlag } from '../../server/setup/lean.ts';
import type { ServerFigures, ServerPlan, ServerReady, ServerRequest, Watched, WatchPlan } from './media-protocol.ts';

const file = (name: string): string => join(import.meta.dirname, name);

async function ask<Reply>(child: ChildProcess, request: object | string): Promise<Reply> {
  const answered = once(child, 'message') as Promise<[Reply | { failed: string }]>;
  child.send(request);
  const [reply] = await answered;
  if (typeof reply === 'object' && reply !== null && 'failed' in reply) throw new Error(reply.failed);
  return reply as Reply;
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** A server under load, in a process of its own. */
export interface MediaServer extends ServerReady {
  readonly plan: ServerPlan;
  figures(): Promise<ServerFigures>;
  /** Its resident memory with its garbage collected, in bytes. */
  resident(): Promise<number>;
  close(): Promise<void>;
}

export async function startMediaServer(plan: ServerPlan): Promise<MediaServer> {
  const child = fork(file('media-server-child.ts'), { execArgv: ['--expose-gc', leanFlag] });
  const ready = await ask<ServerReady>(child, plan);
  return { ...ready, plan, figures: () => ask(child, 'figures' satisfies ServerRequest), resident: async () => (await ask<ServerFigures>(child, 'resident' satisfies ServerRequest)).rss, close: () => end(child) };
}

/** Those who watch, in processes of their own. */
export interface Watchers {
  add(server: MediaServer, count: number): Promise<void>;
  /** How long each object since the last call took, ms, to how many sessions. */
  collect(): Promise<{ readonly latenciesMs: Float64Array; readonly sessions: number }>;
  /** Stops its processes where they stand. */
  freeze(): void;
  close(): Promise<void>;
}

export function startWatchers(processes: number): Watchers {
  const children = Array.from({ length: processes }, () => fork(file('watch-child.ts'), { serialization: 'advanced' }));
  return {
    async add({ port, hashes, plan: { kind, track } }, count) {
      await Promise.all(children.map((child, index) => {
        const share = Math.floor(count / processes) + (index < count % processes ? 1 : 0);
        return share === 0 ? undefined : ask(child, { kind, port, hashes, frameBytes: track?.bytes ?? 0, count: share } satisfies WatchPlan);
      }));
    },
    async collect() {
      const parts = await Promise.all(children.map((child) => ask<Watched>(child, 'collect')));
      return { latenciesMs: Float64Array.from(parts.flatMap(({ latenciesUs }) => [...latenciesUs])).map((us) => us / 1000), sessions: parts.reduce((sum, { sessions }) => sum + sessions, 0) };
    },
    freeze: () => { for (const child of children) child.kill('SIGSTOP'); },
    close: async () => void (await Promise.all(children.map(end))),
  };
}
