import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debian, ensurePackages, type PackageSystem } from '../../server/setup/debian.ts';
import { findProgram } from '../../server/setup/find-program.ts';
import { sayToTerminal, SetupError, type Say } from '../../server/setup/setup-error.ts';
import { until } from './until.ts';

const findTurnServer = (env: NodeJS.ProcessEnv): string | undefined => findProgram(['turnserver'], env, ['/usr/bin']);

/**
 * coturn's `turnserver`: the one on the PATH, else Debian's, installed where we may.
 * @throws {SetupError} with a sentence that says what to install.
 */
export async function ensureTurnServer(env: NodeJS.ProcessEnv = process.env, say: Say = sayToTerminal, system: PackageSystem = debian, look: typeof findTurnServer = findTurnServer): Promise<string> {
  const found = look(env);
  if (found) return found;
  await ensurePackages(['coturn'], 'Testing calls through a TURN relay', say, system);
  const installed = look(env);
  if (!installed) throw new SetupError('No turnserver was found. Install coturn, and try again.');
  return installed;
}

/** A TURN relay of the test's own, on loopback. */
export interface TurnServer {
  readonly url: string;
  readonly port: number;
  readonly secret: string;
  /** What it printed: it tells of every session. */
  output(): string;
  close(): Promise<void>;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => { socket.close(() => resolve()); });
  return port;
}

/** Whether something answers a STUN binding request (RFC 8489 §14.1) there. */
async function answers(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    const request = Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), randomBytes(12)]);
    const answer = once(socket, 'message', { signal: AbortSignal.timeout(300) });
    socket.send(request, port, '127.0.0.1');
    await answer;
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

const options = (port: number, secret: string, dir: string): string[] => [
  '-n', '--log-file=stdout', '--simple-log', '--verbose', '--no-cli', '--no-tls', '--no-dtls', '--no-tcp', '--no-tcp-relay', '--relay-threads=1',
  '--listening-ip=127.0.0.1', `--listening-port=${port}`, '--relay-ip=127.0.0.1', '--allow-loopback-peers',
  '--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=muf.test', `--userdb=${join(dir, 'users')}`, `--pidfile=${join(dir, 'pid')}`,
];

/** Starts coturn with a shared secret, as an operator would, and waits until it answers. */
export async function startTurnServer(): Promise<TurnServer> {
  const [program, port, dir] = [await ensureTurnServer(), await freeUdpPort(), await mkdtemp(join(tmpdir(), 'muf-turn-'))];
  const secret = randomBytes(24).toString('hex');
  let printed = '';
  const child: ChildProcess = spawn(program, options(port, secret, dir), { stdio: ['ignore', 'pipe', 'pipe'], cwd: dir });
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await until(() => {
      if (child.exitCode !== null) throw new Error('it ended at once');
      return answers(port);
    }, Boolean, { what: 'coturn answers' });
  } catch (error) {
    await close();
    throw new Error(`${String(error)}\n${printed}`, { cause: error });
  }
  return { url: `turn:127.0.0.1:${port}?transport=udp`, port, secret, output: () => printed, close };
}
