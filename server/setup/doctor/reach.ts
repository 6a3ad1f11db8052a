import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { networkTestShape, testPaths, type TestPath, type TestTransport } from '../../../core/wire/network-test.ts';
import { subprotocol } from '../../../core/wire/signal/subprotocol.ts';
import type { Config } from '../../config.ts';
import { iceServersFor } from '../../ice-servers.ts';
import { createLogger } from '../../observe/logger.ts';
import { startServer } from '../../server.ts';
import { fault, faultOf, note, ok, withConfig, type Finding } from './check.ts';
import { iceCheck, stunCheck, turnCheck, type Target } from './stun.ts';

const answerMs = 3000;

/** These settings on ports of their own, with nothing of the real server's data. */
function trialOf(config: Config, dataDir: string, running: boolean): Config {
  const { tls: _tls, lan: _lan, ...plain } = config;
  return { ...plain, dataDir, port: 0, rtcPort: running ? 0 : config.rtcPort, workers: 1, valkeyUrl: undefined, logLevel: 'silent' };
}

async function socketTime(url: string): Promise<number | undefined> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}ws`, subprotocol);
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const late = setTimeout(() => resolve(undefined), answerMs);
  let asked = 0;
  socket.addEventListener('error', () => resolve(undefined));
  // Needs no place in a room: the refusal is the answer.
  socket.addEventListener('open', () => {
    asked = performance.now();
    socket.send(JSON.stringify({ type: 'SetTyping', id: 1, typing: false }));
  });
  socket.addEventListener('message', () => resolve(performance.now() - asked));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    socket.close();
  }
}

function targetOf(path: TestPath, { iceCandidates }: TestTransport): Target | undefined {
  const [candidate] = iceCandidates as readonly { readonly address?: string; readonly port?: number }[];
  if (candidate?.address === undefined || candidate.port === undefined) return undefined;
  return { protocol: path, host: candidate.address, port: candidate.port, framed: path === 'tcp' };
}

async function pathFinding(path: TestPath, transport: TestTransport, announcedIp: string | undefined): Promise<Finding> {
  const target = targetOf(path, transport);
  if (target && (await iceCheck(target, transport.iceParameters as { usernameFragment: string; password: string }))) return ok(`media over ${path.toUpperCase()} at ${target.host}`);
  const where = target ? `${target.host}:${target.port}` : 'nowhere';
  // Many routers do not let a machine reach itself by its outside address.
  if (announcedIp !== undefined) return note(`media over ${path.toUpperCase()} at ${where} cannot be reached from here`, 'If no firewall is in the way, test it from outside: Test network on the set-up screen.');
  return fault(`no media over ${path.toUpperCase()} at ${where}`, 'Let the media ports through this machine’s firewall, UDP and TCP.');
}

async function tried(config: Config, running: boolean): Promise<Finding[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'muf-doctor-'));
  try {
    const server = await startServer(trialOf(config, dataDir, running), { logger: createLogger({ level: 'silent' }) });
    const base = server.url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
    try {
      const ms = await socketTime(base);
      const response = await fetch(`${base}network-test`, { method: 'POST', signal: AbortSignal.timeout(answerMs) });
      const offer = v.parse(networkTestShape, await response.json());
      const paths = await Promise.all(testPaths.map((path) => pathFinding(path, offer[path], config.announcedIp)));
      return [ms === undefined ? fault('the socket does not answer', 'Look for a proxy or firewall on this machine.') : ok(`socket, round trip ${Math.max(1, Math.round(ms))} ms`), ...paths];
    } finally {
      await server.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The same ways that the green room tries, from this machine: a server like the real one is started for a moment. */
export const reach = withConfig('Network', async (config, { running }) => tried(config, running).catch((error: unknown) => faultOf(error)));

const defaultPorts: Readonly<Record<string, number>> = { stun: 3478, turn: 3478, stuns: 5349, turns: 5349 };

/** Reads `turn:relay.example:3478?transport=udp` (RFC 7065); `undefined` for those over TLS, which are not tried here. */
export function relayTarget(url: string): { readonly scheme: string; readonly target: Target } | undefined {
  const match = /^(stun|turn):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url);
  if (!match) return undefined;
  const [, scheme = '', host = '', port, protocol] = match;
  return { scheme, target: { protocol: protocol === 'tcp' ? 'tcp' : 'udp', host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? defaultPorts[scheme]) } };
}

async function relayFinding(url: string, username: string, credential: string): Promise<Finding> {
  const relay = relayTarget(url);
  if (!relay) return note(`${url}: not tried`);
  const remedy = 'Check its address, and that its firewall lets this port through.';
  if (relay.scheme === 'stun') return (await stunCheck(relay.target)) ? ok(url) : fault(`${url} does not answer`, remedy);
  const outcome = await turnCheck(relay.target, username, credential);
  if (outcome === 'ok') return ok(url);
  return outcome === 'silent' ? fault(`${url} does not answer`, remedy) : fault(`${url} refuses its credentials`, 'Set the secret it shares with this server to the same value on both.');
}

export const relays = withConfig('STUN and TURN', async ({ ice }) => {
  const servers = iceServersFor(ice, 'doctor', Date.now(), 60);
  if (servers.length === 0) return note('none configured: pages reach this server directly');
  return Promise.all(servers.flatMap(({ urls, username = '', credential = '' }) => [urls].flat().map((url) => relayFinding(url, username, credential))));
});
