import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * A line between page and server that a test can cut. Only what is TCP passes through it (page, HTTP,
 * WebSocket); media goes over UDP to the server directly and is not touched.
 */
export interface Line {
  /** The origin that pages use instead of the server's. */
  readonly url: string;
  /** Ends every connection and refuses new ones until `mend()`. */
  cut(): void;
  /** Lets nothing through, in silence, as a lost network does, until `mend()`. */
  freeze(): void;
  mend(): void;
  /** Connections open now. */
  connections(): number;
  close(): Promise<void>;
}

export async function openLine(serverUrl: string): Promise<Line> {
  const target = new URL(serverUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'frozen' = 'open';

  const proxy = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
    }
    near.pipe(far);
    far.pipe(near);
    if (state === 'frozen') for (const socket of pair) socket.pause();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as { port: number };

  const endAll = () => {
    // Not reset: Node 24 may never let go of a socket that is, and then the process does not end.
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: `http://127.0.0.1:${port}`,
    cut() {
      state = 'cut';
      endAll();
    },
    freeze() {
      state = 'frozen';
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    mend() {
      state = 'open';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    connections: () => pairs.size,
    async close() {
      const closed = once(proxy, 'close');
      proxy.close();
      endAll();
      await closed;
    },
  };
}
