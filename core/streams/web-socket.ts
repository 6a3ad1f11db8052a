import type { Transport } from '../wire/moqt/transport.ts';
import { w3cTransport } from '../wire/moqt/w3c-transport.ts';

/** Connects over a WebSocket that carries QUIC's streams (QMux), where QUIC itself does not get through. */
export async function openWebSocket(url: string | URL): Promise<Transport> {
  const { default: Session } = await import('@moq/qmux');
  const session = new Session(url);
  await session.ready;
  return w3cTransport(session, 'websocket');
}
