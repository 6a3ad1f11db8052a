import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { hostOf, startOurs, viewerToken } from '../load/servers.ts';
import type { StormReply } from '../load/storm-child.ts';
import type { Row } from './row.ts';

const peers = 5000;
const processes = 2;
const reachSec = 30;

/** The server is killed under 5 000 peers and started again; each comes back by the SDK's own session, with its back-off. */
export async function measure(): Promise<Row[]> {
  const server = await startOurs();
  const children = Array.from({ length: processes }, () => fork(join(import.meta.dirname, '../load/storm-child.ts')));
  const heard = (what: 'joined' | 'back'): Promise<unknown> => Promise.all(children.map(async (child) => {
    const [reply] = (await once(child, 'message')) as [StormReply];
    if (reply.told !== what) throw new Error('failed' in reply ? reply.failed : `a child told ${reply.told} before ${what}`);
  }));
  try {
    await hostOf(server.url);
    const joined = heard('joined');
    children.forEach((child, index) => child.send({ url: `${server.url.replace('http', 'ws')}/ws`, tokens: Array.from({ length: peers }, (_, number) => number).filter((number) => number % processes === index).map(viewerToken) }));
    await joined;
    const back = heard('back');
    await server.stop('SIGKILL');
    const from = performance.now();
    await server.start();
    const upMs = performance.now() - from;
    await back;
    const seconds = (performance.now() - from) / 1000;
    return [{
      what: `${peers} peers come back at once, the server having been killed (it was up again after ${(upMs / 1000).toFixed(1)} s)`,
      figure: `${seconds.toFixed(1)} s`,
      reach: `≤ ${reachSec} s`,
      reached: seconds <= reachSec,
    }];
  } finally {
    for (const child of children) {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
    await server.close();
  }
}
