import Session from '@moq/qmux';
import { WebSocket } from 'ws';
import type { Transport } from '../../core/wire/moqt/transport.ts';
import { w3cTransport } from '../../core/wire/moqt/w3c-transport.ts';
import { systemClock } from '../clock.ts';
import { qmuxLimits, wsStream } from './ws-stream.ts';

export interface DialOptions {
  /** Whom to trust beside the system's authorities, in PEM. */
  readonly ca?: string;
}

const handshakeMs = 5000;
/** All that waits for a reader here is media of one track that is behind. */
const config = { ...qmuxLimits, maxData: 2n ** 24n };

/** Connects to a relay over a WebSocket (QMux). `http:` and `https:` are taken for `ws:` and `wss:`. */
export async function dialWebSocket(url: string, { ca }: DialOptions = {}): Promise<Transport> {
  const offered = ['qmux-02.moqt-16', 'qmux-01.moqt-16'];
  const socket = new WebSocket(url.replace(/^http/, 'ws'), offered, { perMessageDeflate: false, maxPayload: 64 * 1024, handshakeTimeout: handshakeMs, ...(ca !== undefined && { ca }) });
  const stream = wsStream(socket, (run, ms) => systemClock.after(ms, run));
  const session = new Session(stream, { config });
  session.closed.then(stream.hush, stream.hush);
  await session.ready;
  return w3cTransport(session, 'websocket');
}
