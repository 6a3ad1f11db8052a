import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import { der } from './der.ts';

/** Both in PEM. */
export interface Certificate { readonly key: string; readonly cert: string }

const dayMs = 24 * 60 * 60 * 1000;
/** Browsers refuse what is good for longer than 398 days. */
const mostDays = 397;
/** Clocks of phones may be a little behind. */
const backdatedMs = dayMs;

const oids = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  subjectAltName: '2.5.29.17',
} as const;

const algorithm = (): Buffer => der.sequence(der.oid(oids.ecdsaWithSha256));
const name = (text: string): Buffer => der.sequence(der.set(der.sequence(der.oid(oids.commonName), der.utf8(text))));
const extension = (oid: string, value: Buffer, critical = false): Buffer => der.sequence(der.oid(oid), ...(critical ? [der.true()] : []), der.octets(value));

/** The 16 bytes of an IPv6 address, its `::` written out. */
function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...(tail === undefined ? [] : zeros), ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** RFC 5280 §4.2.1.6: `iPAddress` is [7], `dNSName` is [2]. */
function altName(host: string): Buffer {
  if (isIP(host) === 0) return der.context(2, Buffer.from(host, 'ascii'), false);
  return der.context(7, isIPv4(host) ? Buffer.from(host.split('.').map(Number)) : ipv6Bytes(host), false);
}

function extensions(hosts: readonly string[]): Buffer {
  return der.context(3, der.sequence(
    extension(oids.basicConstraints, der.sequence(), true),
    // digitalSignature: the first bit, the other seven of the byte unused.
    extension(oids.keyUsage, der.bits(Buffer.from([0x80]), 7), true),
    extension(oids.extKeyUsage, der.sequence(der.oid(oids.serverAuth))),
    extension(oids.subjectAltName, der.sequence(...hosts.map(altName))),
  ));
}

function positiveSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial;
}

function bodyOf(publicKey: KeyObject, hosts: readonly string[], now: number, days: number): Buffer {
  const self = name('muf-live on this network');
  return der.sequence(
    // X.509 version 3.
    der.context(0, der.integer(Buffer.from([2]))),
    der.integer(positiveSerial()),
    algorithm(),
    self,
    der.sequence(der.time(now - backdatedMs), der.time(now - backdatedMs + days * dayMs)),
    self,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(hosts),
  );
}

const pem = (bytes: Buffer): string => `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/**
 * A server certificate that signs itself (RFC 5280, ECDSA P-256) for these addresses and names.
 * @param now ms since the epoch; it is good from a day before for `days` days
 */
export function makeCertificate(hosts: readonly string[], now: number, days: number = mostDays): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = bodyOf(publicKey, hosts, now, days);
  const signature = sign('sha256', body, privateKey);
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, cert: pem(der.sequence(body, algorithm(), der.bits(signature))) };
}

/** When it ends, in ms since the epoch. */
export const endOf = (cert: string): number => Date.parse(new X509Certificate(cert).validTo);

/** Whether a browser that opens one of these addresses finds it in the certificate. */
export function covers(cert: string, hosts: readonly string[]): boolean {
  const x509 = new X509Certificate(cert);
  return hosts.every((host) => (isIP(host) === 0 ? x509.checkHost(host) : x509.checkIP(host)) !== undefined);
}

/** Whether key and certificate belong together. */
export function isPair({ key, cert }: Certificate): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
