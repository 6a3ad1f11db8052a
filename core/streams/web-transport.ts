import type { W3cSession } from '../wire/moqt/w3c-transport.ts';

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/**
 * Connects over QUIC, where the browser has WebTransport.
 * @param certificateHashes sha-256 in base64 of certificates that no authority signed; none where one has
 */
export async function openWebTransport(url: string | URL, certificateHashes: readonly string[] = []): Promise<W3cSession> {
  const serverCertificateHashes = certificateHashes.map((hash) => ({ algorithm: 'sha-256', value: bytesOf(hash) }));
  const session = new WebTransport(url, { congestionControl: 'low-latency', ...(serverCertificateHashes.length > 0 && { serverCertificateHashes }) });
  // Whoever waits for `ready` hears of it; alone it would be an accident.
  session.closed.catch(() => {});
  await session.ready;
  return session;
}
