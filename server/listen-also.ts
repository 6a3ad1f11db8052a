import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { Certificate } from './lan/certificate.ts';

/** Takes requests and sockets at further addresses and gives them to `main`. Resolves to what closes them all. */
export async function listenAlso(main: HttpServer, addresses: readonly string[], port: number, tls: Certificate): Promise<() => Promise<void>> {
  const servers = addresses.map(() => createServer(tls));
  const close = async (): Promise<void> => {
    await Promise.all(servers.filter(({ listening }) => listening).map((server) => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    })));
  };
  try {
    for (const [index, server] of servers.entries()) {
      server.on('request', (...request) => main.emit('request', ...request));
      server.on('upgrade', (...upgrade) => main.emit('upgrade', ...upgrade));
      server.listen(port, addresses[index]);
      await once(server, 'listening');
    }
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}
