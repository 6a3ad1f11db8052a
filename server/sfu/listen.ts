import { networkInterfaces } from 'node:os';
import type { TransportListenInfo } from 'mediasoup/types';

export interface ListenOptions {
  readonly host: string;
  readonly loopback: boolean;
  readonly announcedIp: string | undefined;
  /** First port, one per worker counting up; 0 takes any free ones. */
  readonly rtcPort: number;
}

const ownAddress = (): string | undefined =>
  Object.values(networkInterfaces()).flat().find((entry) => entry?.family === 'IPv4' && !entry.internal)?.address;

/**
 * Where worker `index` listens: UDP, and TCP for networks that block it. A page cannot reach `0.0.0.0`, so without
 * an announced address this machine's own one is put into the candidates.
 */
export function listenInfos(options: ListenOptions, index: number): TransportListenInfo[] {
  const { host, loopback, announcedIp, rtcPort } = options;
  const local = loopback && announcedIp === undefined;
  const announced = local ? undefined : (announcedIp ?? ownAddress());
  const place = {
    ip: local ? (host.includes(':') ? '::1' : '127.0.0.1') : '0.0.0.0',
    ...(announced === undefined ? {} : { announcedAddress: announced }),
    ...(rtcPort === 0 ? {} : { port: rtcPort + index }),
  };
  return [{ protocol: 'udp', ...place }, { protocol: 'tcp', ...place }];
}
