import { createHash, X509Certificate } from 'node:crypto';
import { makeCertificate, type Certificate } from '../lan/certificate.ts';

/** What WebTransport listens with. */
export interface RelayCertificate extends Certificate {
  /** sha-256 of it in base64, for pages that are to trust it by that; none where an authority signed it. */
  readonly hashes: readonly string[];
  /** When another one is needed, in ms since the epoch; nothing for one that was configured. */
  readonly renewAt?: number;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Browsers take a certificate by its hash when it is good for 14 days at most (W3C WebTransport §“serverCertificateHashes”). */
const days = 13;
/** It is good from a day before it is made, and the last day is left for pages that hold the old hash. */
const renewAfterMs = (days - 2) * dayMs;

/** Browsers do not take it over QUIC, whatever their user once agreed to. */
function isSelfSigned({ cert }: Certificate): boolean {
  const x509 = new X509Certificate(cert);
  return x509.issuer === x509.subject && x509.verify(x509.publicKey);
}

/**
 * The configured certificate where an authority signed it, else a new one of our own.
 * @param hosts names and addresses that the relay is reached by
 * @param now ms since the epoch
 */
export function relayCertificate(configured: Certificate | undefined, hosts: readonly string[], now: number): RelayCertificate {
  if (configured && !isSelfSigned(configured)) return { ...configured, hashes: [] };
  const made = makeCertificate(hosts, now, days);
  const hash = createHash('sha256').update(new X509Certificate(made.cert).raw).digest('base64');
  return { ...made, hashes: [hash], renewAt: now + renewAfterMs };
}
