import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SetTimer } from '../../core/wire/moqt/session-api.ts';
import { systemClock, type Clock } from '../../server/clock.ts';
import type { Arrival } from '../../server/moqt/arrival.ts';
import { relayCertificate } from '../../server/moqt/certificate.ts';
import { loadNative } from '../../server/moqt/native.ts';
import { createWebSocketListener } from '../../server/moqt/web-socket-listener.ts';
import { listenWebTransport, type WebTransportListener } from '../../server/moqt/web-transport-listener.ts';
import { freeUdpPort } from './free-udp-port.ts';

export const realTimer: SetTimer = (run, ms) => systemClock.after(ms, run);

export interface MoqtServer {
  /** Origin of each way. */
  readonly webTransport: string;
  readonly webSocket: string;
  readonly listener: WebTransportListener;
  close(): Promise<void>;
}

/** Both listeners on the loopback; whoever comes is given to `arrived`. */
export async function moqtServer(arrived: (arrival: Arrival) => void, { maxSessions = 100, clock = systemClock }: { maxSessions?: number; clock?: Clock } = {}): Promise<MoqtServer> {
  const open = new Set<Arrival['transport']>();
  const common = {
    maxSessions,
    serves: (url: URL) => /^\/(publish|playback)\//.test(url.pathname),
    arrived(arrival: Arrival) {
      open.add(arrival.transport);
      void arrival.transport.closed.then(() => open.delete(arrival.transport));
      arrived(arrival);
    },
  };
  const port = await freeUdpPort();
  const quiet = { warn() {}, debug() {} };
  const listener = await listenWebTransport({ ...common, binding: loadNative(), host: '127.0.0.1', port, certificate: () => relayCertificate(undefined, ['localhost', '127.0.0.1'], clock.now()), clock, logger: quiet });
  const sockets = createWebSocketListener({ ...common, setTimer: realTimer });
  const http = createServer((_request, response) => { response.writeHead(404).end(); }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  sockets.attach(http);
  return {
    webTransport: `https://127.0.0.1:${port}`,
    webSocket: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    listener,
    async close() {
      for (const transport of open) transport.close(0, '');
      await listener.close();
      sockets.close();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
