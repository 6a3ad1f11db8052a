import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './lan/certificate.ts';
import { listenAlso } from './listen-also.ts';
import { StartError } from './start-error.ts';

/** Where to listen: at `host`, and with HTTPS at further addresses. */
export interface ListenAt {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls?: Certificate | undefined;
  readonly lan?: { readonly also: readonly string[] } | undefined;
}

const remedies: Readonly<Record<string, (at: ListenAt, portName: string) => string>> = {
  EADDRINUSE: ({ port }, name) => `Port ${port} is taken: stop the program that uses it, or set ${name} to another one.`,
  EACCES: ({ port }, name) => `Port ${port} may not be used by this user: set ${name} to one above 1023.`,
  EADDRNOTAVAIL: ({ host }) => `${host} is not an address of this machine: set HOST to one that is, or to 0.0.0.0 for all.`,
  ENOTFOUND: ({ host }) => `${host} is not known as a host name here: set HOST to an address of this machine.`,
};

/**
 * Starts listening; resolves to the base URL, with the port that was really taken. Throws a `StartError`.
 * @param portName the setting of the port
 */
export async function listen(app: FastifyInstance, at: ListenAt, portName = 'PORT'): Promise<string> {
  const { host, port, tls, lan } = at;
  let closeOthers = async (): Promise<void> => {};
  app.addHook('onClose', () => closeOthers());
  try {
    await app.listen({ host: host.replace(/^\[|\]$/g, ''), port });
    if (tls && lan) closeOthers = await listenAlso(app.server, lan.also, (app.server.address() as AddressInfo).port, tls);
  } catch (error) {
    const remedy = remedies[(error as NodeJS.ErrnoException).code ?? ''];
    throw remedy ? new StartError(remedy(at, portName), { cause: error }) : error;
  }
  const bound = app.server.address() as AddressInfo;
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${bound.port}/`;
}
