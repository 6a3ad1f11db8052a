import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { TransportListenInfo } from 'mediasoup/types';
import { isLoopback } from '../auth/loopback.ts';

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
 * an announced address this machine's own one is put into the candidates. A server for this machine only listens at
 * both of its addresses, for Firefox sends no media to a loopback one; who has no keys from a room gets no answer
 * there. With a loopback address announced it is that one alone.
 */
export function listenInfos(options: ListenOptions, index: number, own = ownAddress()): TransportListenInfo[] {
  const { host, loopback, announcedIp, rtcPort } = options;
  const port = rtcPort === 0 ? {} : { port: rtcPort + index };
  const at = (place: Omit<TransportListenInfo, 'protocol'>): TransportListenInfo[] => [{ protocol: 'udp', ...place, ...port }, { protocol: 'tcp', ...place, ...port }];
  if (loopback && (announcedIp === undefined || isLoopback(announcedIp))) {
    const here = announcedIp !== undefined && isIP(announcedIp) ? announcedIp : host.includes(':') ? '::1' : '127.0.0.1';
    return [...at({ ip: here }), ...(announcedIp === undefined && own !== undefined ? at({ ip: own }) : [])];
  }
  const announced = announcedIp ?? own;
  return at({ ip: '0.0.0.0', ...(announced === undefined ? {} : { announcedAddress: announced }) });
}
