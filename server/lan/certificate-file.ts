import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import { covers, endOf, isPair, makeCertificate, type Certificate } from './certificate.ts';

/** It is made anew this long before it ends. */
export const renewMs = 30 * 24 * 60 * 60 * 1000;

const fileIn = (dataDir: string): string => join(dataDir, 'lan-certificate.pem');

/** What was made before; `undefined` where there is none, or none that can be used. */
export function readCertificate(dataDir: string): Certificate | undefined {
  try {
    const [key, cert] = readFileSync(fileIn(dataDir), 'utf8').split(/(?=-----BEGIN CERTIFICATE-----)/);
    const pair = { key: key ?? '', cert: cert ?? '' };
    return isPair(pair) ? pair : undefined;
  } catch {
    return undefined;
  }
}

function write(dataDir: string, { key, cert }: Certificate): void {
  const draft = `${fileIn(dataDir)}.${process.pid}`;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(draft, key + cert, { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
}

/**
 * The certificate of `--lan`: the one in `dataDir` while it names these hosts and lasts, so that browsers which were
 * told to trust it still do; else a new one. Throws a `StartError`.
 */
export function ensureCertificate(dataDir: string, hosts: readonly string[], now: number): Certificate {
  const known = readCertificate(dataDir);
  if (known && covers(known.cert, hosts) && endOf(known.cert) - now > renewMs) return known;
  const made = makeCertificate(hosts, now);
  try {
    write(dataDir, made);
  } catch (error) {
    throw new StartError(`The data directory ${dataDir} cannot be written: set DATA_DIR to a directory this user may write to.`, { cause: error });
  }
  return made;
}
