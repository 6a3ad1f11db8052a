import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CrowdReply, CrowdRequest, CrowdSocket } from './protocol.ts';

type ReplyTo<Ask extends CrowdRequest['ask']> = Extract<CrowdReply, Record<{ open: 'opened'; collect: 'latenciesUs'; close: 'closed' }[Ask], unknown>>;

/** Thousands of client sockets, in processes of their own. */
export interface Crowd {
  /** Resolves once all of them have joined. */
  open(sockets: readonly CrowdSocket[]): Promise<void>;
  /** How long each stamped message since the last call took to each socket, in ms. */
  collect(): Promise<{ latenciesMs: Float64Array; alive: number }>;
  /** Stops its processes where they stand: they read nothing and say nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

async function ask<Ask extends CrowdRequest['ask']>(child: ChildProcess, request: Extract<CrowdRequest, { ask: Ask }>): Promise<ReplyTo<Ask>> {
  child.send(request);
  const [reply] = (await once(child, 'message')) as [CrowdReply];
  if ('failed' in reply) throw new Error(reply.failed);
  return reply as ReplyTo<Ask>;
}

export function startCrowd(processes: number): Crowd {
  const children = Array.from({ length: processes }, () => fork(join(import.meta.dirname, 'crowd-child.ts'), { serialization: 'advanced' }));
  return {
    async open(sockets) {
      await Promise.all(children.map((child, index) => ask(child, { ask: 'open', sockets: sockets.filter((_, number) => number % processes === index) })));
    },
    async collect() {
      const parts = await Promise.all(children.map((child) => ask(child, { ask: 'collect' })));
      const latenciesMs = Float64Array.from(parts.flatMap(({ latenciesUs }) => [...latenciesUs])).map((us) => us / 1000);
      return { latenciesMs, alive: parts.reduce((sum, { alive }) => sum + alive, 0) };
    },
    freeze: () => { for (const child of children) child.kill('SIGSTOP'); },
    thaw: () => { for (const child of children) child.kill('SIGCONT'); },
    async close() {
      await Promise.all(children.map(async (child) => {
        const gone = once(child, 'exit');
        if (child.connected) await ask(child, { ask: 'close' });
        await gone;
      }));
    },
  };
}
