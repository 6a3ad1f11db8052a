import { connect, type PeerCertificate } from 'node:tls';
import { covers, endOf } from '../../lan/certificate.ts';
import { readCertificate } from '../../lan/certificate-file.ts';
import { lanAddresses } from '../../lan/addresses.ts';
import type { Config } from '../../config.ts';
import { fault, note, ok, withConfig, type Finding } from './check.ts';

const dayMs = 24 * 60 * 60 * 1000;
const soonDays = 14;
const connectMs = 5000;
const skewMs = 60_000;

const daysLeft = (end: number): number => Math.floor((end - Date.now()) / dayMs);

interface Shaken { readonly trouble: string | undefined; readonly certificate: PeerCertificate }

/** What answers at the public address, and whether browsers would trust it; `undefined` when nothing does. */
async function shake(url: URL): Promise<Shaken | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { promise, resolve } = Promise.withResolvers<Shaken | undefined>();
  const socket = connect({ host, port: Number(url.port || 443), servername: /[a-z]/i.test(host) && !host.includes(':') ? host : '', rejectUnauthorized: false }, () => {
    const { authorizationError } = socket;
    resolve({ trouble: authorizationError ? String(authorizationError) : undefined, certificate: socket.getPeerCertificate() });
  });
  socket.setTimeout(connectMs, () => resolve(undefined));
  socket.on('error', () => resolve(undefined));
  return promise.finally(() => socket.destroy());
}

async function clockFinding(publicUrl: string): Promise<Finding[]> {
  const response = await fetch(`${publicUrl}/health/live`, { signal: AbortSignal.timeout(connectMs) }).catch(() => undefined);
  const theirs = Date.parse(response?.headers.get('date') ?? '');
  if (Number.isNaN(theirs) || Math.abs(theirs - Date.now()) < skewMs) return [];
  return [fault(`its clock and this machine’s differ by ${Math.round(Math.abs(theirs - Date.now()) / 1000)} s`, 'Have both kept by NTP: tokens end by the clock.')];
}

async function publicFindings(publicUrl: string): Promise<Finding[]> {
  const shaken = await shake(new URL(publicUrl));
  if (!shaken) return [note(`${publicUrl} does not answer`, 'Start the proxy in front of this server, if it is not running yet.')];
  const left = daysLeft(Date.parse(shaken.certificate.valid_to));
  const renew = 'Renew the certificate at the proxy in front of this server.';
  if (shaken.trouble !== undefined) return [fault(`browsers do not trust ${publicUrl} (${shaken.trouble})`, renew)];
  return [left < soonDays ? fault(`the one of ${publicUrl} ends in ${left} days`, renew) : ok(`the one of ${publicUrl} lasts ${left} days`), ...(await clockFinding(publicUrl))];
}

function lanFindings({ dataDir, lan, host }: Config): Finding[] {
  const known = readCertificate(dataDir);
  if (!known) return [];
  const hosts = lan ? [host, ...lan.also] : lanAddresses();
  const left = daysLeft(endOf(known.cert));
  if (left <= 0 || !covers(known.cert, hosts)) return [note('the one of --lan is made anew at its next start', 'Browsers will ask once more whether to go on.')];
  return [ok(`the one of --lan lasts ${left} days`)];
}

export const certificates = withConfig('Certificates', async (config) => {
  const open = config.publicUrl?.startsWith('https:') && !config.lan ? await publicFindings(config.publicUrl) : [];
  const findings = [...open, ...lanFindings(config)];
  if (findings.length > 0) return findings;
  return config.loopback ? ok('none needed on this machine') : note('PUBLIC_URL is not https', 'Put TLS in front: browsers give cameras to secure pages only.');
});
