import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface Answer {
  readonly status: number;
  /** The parsed JSON, or `undefined` where the answer was none. */
  readonly body: unknown;
}

export interface CheckedPostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether addresses of private networks and of this machine may be called. */
  readonly allowPrivate: boolean;
}

/** From the request's start to the answer's last byte. */
const withinMs = 5000;
const maxBytes = 64 * 1024;

/** What is not the public internet (IANA special-purpose registries), by IPv4 and IPv6. */
const special = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) special.addSubnet(net, prefix, 'ipv4');
// NAT64 and 6to4 addresses reach IPv4 ones, private ones too.
for (const [net, prefix] of [['::', 127], ['64:ff9b::', 96], ['100::', 64], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) special.addSubnet(net, prefix, 'ipv6');

/** Whether an address is of the public internet. IPv4 inside IPv6 is looked at as IPv4. */
export function isPublicAddress(address: string): boolean {
  const inner = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(inner);
  return family !== 0 && !special.check(inner, family === 4 ? 'ipv4' : 'ipv6');
}

/** Resolves a name and hands on only addresses that may be called: the one checked is the one connected to. */
const checkedLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, '');
    if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new Error(`${hostname} is an address of a private network.`), '');
    if (options.all) return done(null, addresses);
    done(null, addresses[0]?.address ?? '', addresses[0]?.family);
  });
};

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error('The answer is too large.');
    chunks.push(chunk);
  }
  try {
    return { status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) };
  } catch {
    return { status: response.statusCode ?? 0, body: undefined };
  }
}

/**
 * Posts JSON to a URL of the configuration's: the address is checked and the checked one connected to, a
 * redirect is an answer like any other, and time and size have bounds. Rejects on everything that is no answer.
 */
export async function checkedPost(url: URL, body: string, { headers = {}, allowPrivate }: CheckedPostOptions): Promise<Answer> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(literal) !== 0 && !isPublicAddress(literal)) throw new Error(`${literal} is an address of a private network.`);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const { promise, resolve: answer, reject } = Promise.withResolvers<Answer>();
  const request = send(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(withinMs),
    // A connection of its own: a pooled one may have been opened to another address.
    agent: false,
    ...(allowPrivate ? {} : { lookup: checkedLookup }),
  }, (response) => void read(response).then(answer, reject));
  request.on('error', reject);
  request.end(body);
  return promise.finally(() => request.destroy());
}
