import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopback } from '../../auth/loopback.ts';
import type { Config } from '../../config.ts';
import { listenInfos } from '../../sfu/listen.ts';
import { fault, note, ok, withConfig, type Check, type Finding } from './check.ts';

/** Bytes of a secret that was typed and not drawn repeat themselves. */
const leastDistinct = 12;
const leastKey = 16;

const isPrivate = (address: string): boolean => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80:)/i.test(address);

export const settings: Check = {
  name: 'Settings',
  // Settings that are not valid have been told of before there were any.
  run: async ({ config }) => (config ? ok(`${config.tls ? 'https' : 'http'} on ${config.host}:${config.port}${config.loopback ? ', for this machine only' : ''}`) : []),
};

export const secrets = withConfig('Secrets', async ({ secrets: given, apiKey, loopback, tenancy }) => {
  const findings: Finding[] = [];
  if (given.some(({ key }) => new Set(key).size < leastDistinct)) findings.push(fault('JWT_SECRET is easy to guess', 'Draw one: openssl rand -base64 48'));
  if (apiKey !== undefined && apiKey.length < leastKey) findings.push(fault('MUF_API_KEY is short', 'Draw one: openssl rand -base64 24'));
  if (findings.length > 0) return findings;
  if (apiKey !== undefined || tenancy) return ok(`${given.length} to sign with, ${tenancy ? 'keys of organisations' : 'an API key'}`);
  return loopback ? ok('made for this machine; the API is open to it') : fault('MUF_API_KEY is missing', 'Set it to a secret that your backend sends.');
});

async function resolved(name: string): Promise<string | undefined> {
  if (isIP(name)) return name;
  return lookup(name).then(({ address }) => address, () => undefined);
}

async function publicHost({ publicUrl }: Config): Promise<string | undefined> {
  return publicUrl === undefined ? undefined : resolved(new URL(publicUrl).hostname.replace(/^\[|\]$/g, ''));
}

/** Where browsers are told to send media. */
export const announced = withConfig('Media address', async (config) => {
  const infos = listenInfos(config, 0);
  const [info] = infos;
  const name = info?.announcedAddress ?? info?.ip ?? '';
  const address = await resolved(name);
  const remedy = 'Set MEDIASOUP_ANNOUNCED_IP to the address that viewers can reach.';
  if (address === undefined) return fault(`${name} is not known as a host name here`, remedy);
  if (/^(0\.0\.0\.0|::)$/.test(address)) return fault(`${name} is no address that can be reached`, remedy);
  if (isLoopback(address)) return config.loopback ? ok(`${[...new Set(infos.map(({ ip }) => ip))].join(' and ')}, for pages of this machine`) : fault(`${name} is this machine only`, remedy);
  const open = await publicHost(config);
  if (isPrivate(address) && open !== undefined && !isPrivate(open) && !isLoopback(open)) return fault(`${address} is private, and PUBLIC_URL is not`, remedy);
  return isPrivate(address) ? note(`${address}, a private address: reachable from its own network only`) : ok(address);
});
