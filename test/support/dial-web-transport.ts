import { resetCodes } from '../../core/wire/moqt/codes.ts';
import type { Transport } from '../../core/wire/moqt/transport.ts';
import { every, systemClock } from '../../server/clock.ts';
import { nativeTransport } from '../../server/moqt/native-transport.ts';
import { loadNative, type NativeSession } from '../../server/moqt/native.ts';

/** UDP that is blocked says nothing, so that waiting longer is no use. */
const connectMs = 5000;
/** A QUIC connection without packets ends after 30 s. */
const keepAliveMs = 10_000;

/** Connects to a relay over QUIC, from Node. `certificateHashes`: sha-256 in base64. Rejects when there is no answer within 5 s. */
export async function dialWebTransport(url: string, certificateHashes: readonly string[]): Promise<Transport> {
  const client = loadNative().NapiClient.withCertificateHashes(certificateHashes.map((hash) => Buffer.from(hash, 'base64')));
  const transport = nativeTransport(await inTime(client.connect(url)));
  keepAlive(transport);
  return transport;
}

async function inTime(connecting: Promise<NativeSession>): Promise<NativeSession> {
  const late = Promise.withResolvers<never>();
  let isLate = false;
  const cancel = systemClock.after(connectMs, () => {
    isLate = true;
    late.reject(new Error(`The relay did not answer within ${connectMs / 1000} s.`));
  });
  connecting.then((session) => { if (isLate) session.close(0, ''); }, () => {});
  try {
    return await Promise.race([connecting, late.promise]);
  } finally {
    cancel();
  }
}

/** The binding sends no pings: a stream that is given up at once says as little. */
function keepAlive(transport: Transport): void {
  const stop = every(systemClock, keepAliveMs, () => {
    transport.openUni().then((stream) => stream.reset(resetCodes.CANCELLED), () => {});
  });
  void transport.closed.then(stop);
}
