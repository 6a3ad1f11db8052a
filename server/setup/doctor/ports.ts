import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../config.ts';
import { fault, note, ok, withConfig, type Finding } from './check.ts';

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** Why it cannot be listened there, by code; `undefined` when it can. */
async function tcpTrouble(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, bare(host));
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN';
  } finally {
    server.close();
  }
}

async function udpTrouble(host: string, port: number): Promise<string | undefined> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind(port, bare(host));
    await once(socket, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN';
  } finally {
    socket.close();
  }
}

/** Whether what listens there is this product. */
async function answersAsUs({ host, port, tls }: Config): Promise<boolean> {
  if (tls) return false;
  const name = host === '0.0.0.0' ? '127.0.0.1' : host;
  try {
    const response = await fetch(`http://${name.includes(':') ? `[${bare(name)}]` : name}:${port}/health/live`, { signal: AbortSignal.timeout(2000) });
    return ((await response.json()) as { status?: unknown }).status === 'ok';
  } catch {
    return false;
  }
}

export const httpPort = withConfig('Port', async (config, context) => {
  const { host, port } = config;
  if (port === 0) return ok('any free one');
  const trouble = await tcpTrouble(host, port);
  if (trouble === undefined) return ok(`${port} is free`);
  if (trouble === 'EADDRINUSE') {
    context.running = await answersAsUs(config);
    return context.running ? ok(`${port}: muf-live is running there now`) : fault(`${port} is taken`, 'Stop the program that uses it, or set PORT to another one.');
  }
  if (trouble === 'EACCES') return fault(`${port} may not be used by this user`, 'Set PORT to one above 1023.');
  return fault(`${host} is not an address of this machine`, 'Set HOST to one that is, or to 0.0.0.0 for all.');
});

/** One UDP and TCP port for each worker. */
export const mediaPorts = withConfig('Media ports', async ({ rtcPort, workers, loopback }, { running }): Promise<Finding> => {
  if (rtcPort === 0) return loopback ? ok('any free ones') : note('any free ones', 'Set RTC_PORT, so that a firewall can let them through.');
  const range = `${rtcPort} to ${rtcPort + workers - 1}, UDP and TCP`;
  if (running) return ok(`${range}, in use by muf-live`);
  const host = loopback ? '127.0.0.1' : '0.0.0.0';
  for (let port = rtcPort; port < rtcPort + workers; port++) {
    if ((await udpTrouble(host, port)) !== undefined || (await tcpTrouble(host, port)) !== undefined) return fault(`${port} is taken`, 'Stop the program that uses it, or set RTC_PORT to other ones.');
  }
  return ok(`${range}, free`);
});
