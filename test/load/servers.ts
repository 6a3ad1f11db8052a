import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { handMint } from '../support/hand-mint.ts';
import { SignalClient } from '../support/signal-client.ts';
import { startServer, type ServerOptions, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { subprotocol } from '../../core/wire/signal/subprotocol.ts';
import { RawSocket } from './raw-socket.ts';
import { stamp, type CrowdSocket } from './protocol.ts';

/** A server under load: what joins it, and a way to say something to everyone. */
export interface LoadedServer {
  readonly name: string;
  readonly pid: number;
  socket(index: number): CrowdSocket;
  /** Sends one stamped message to everyone, through the server. */
  say(): void;
  close(): Promise<void>;
}

export const secret = 'a secret of the benchmark, 32 bytes or more';
const roomId = '6f1c2a34-0000-4000-8000-000000000001';
const token = (claims: object): string => handMint({ room_id: roomId, room_type: 'live', exp: Math.floor(Date.now() / 1000) + 3600, ...claims }, secret);

export const startOurs = (options: ServerOptions = {}): Promise<TestServer> => startServer({ ...options, env: { JWT_SECRET: secret, ...options.env } });

export const viewerToken = (index: number): string => token({ role: 'viewer', peer_id: `web-${String(index).padStart(8, '0')}`, display_name: `Viewer ${index}` });

/** Someone who watches the benchmark's one room. */
export const joiner = (url: string, index: number): CrowdSocket => ({
  url: `${url.replace('http', 'ws')}/ws`,
  protocol: subprotocol,
  hello: JSON.stringify({ type: 'Join', id: 1, token: viewerToken(index) }),
  ready: '"Welcome"',
});

export async function hostOf(url: string, claims: object = {}): Promise<SignalClient> {
  const host = await new SignalClient(url).opened();
  await host.must('Join', { token: token({ role: 'host', host_peer_id: 'host', display_name: 'Ada', ...claims }) });
  return host;
}

/** Our own, with a host who talks. */
export async function loadOurs(): Promise<LoadedServer> {
  const server = await startOurs();
  const host = await hostOf(server.url);
  let said = 0;
  return {
    name: 'muf-live',
    pid: server.pid,
    socket: (index) => joiner(server.url, index),
    say: () => void host.must('ChatSend', { clientId: `line-${said += 1}`, text: `hello everyone ${stamp()}` }),
    async close() {
      await host.close();
      await server.close();
    },
  };
}

interface Other { readonly name: string; readonly file: string; readonly path: string; readonly socket: Omit<CrowdSocket, 'url'>; say(): string }

async function loadOther({ name, file, path, socket, say }: Other): Promise<LoadedServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  const port = await until(() => /listening on (\d+)/.exec(printed)?.[1], (found) => found !== undefined, { what: `${name} is running` });
  const url = `ws://127.0.0.1:${port}${path}`;
  const speaker = await new Promise<RawSocket>((resolve) => {
    const opened: RawSocket = new RawSocket(url, undefined, {
      opened: () => opened.send(socket.hello),
      message: (payload) => {
        if (payload.toString() === '2') opened.send('3');
        else if (payload.includes(socket.ready)) resolve(opened);
      },
      closed: () => {},
    });
  });
  return {
    name,
    pid: child.pid!,
    socket: () => ({ url, ...socket }),
    say: () => speaker.send(say()),
    async close() {
      speaker.close();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** As many bytes as one of our own lines. */
const line = (): string => JSON.stringify({ type: 'ChatPosted', channel: 'audience', seq: 123, message: { id: crypto.randomUUID(), from: 'host', role: 'host', displayName: 'Ada', text: `hello everyone ${stamp()}`, sentAt: Date.now() } });

export const loadBareWs = (): Promise<LoadedServer> =>
  loadOther({ name: 'bare ws', file: 'bare-ws.ts', path: '/', socket: { hello: '', ready: '"hello"' }, say: line });

export const loadSocketIo = (): Promise<LoadedServer> =>
  loadOther({ name: 'socket.io', file: 'socket-io.ts', path: '/socket.io/?EIO=4&transport=websocket', socket: { hello: '40', ready: '40{' }, say: () => `42["say",${line()}]` });

/** CPU time of a process so far, in ms (proc(5): fields 14 and 15 of stat, in ticks of 10 ms). */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
