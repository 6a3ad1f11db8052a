import type { W3cSession } from '../wire/moqt/w3c-transport.ts';

/** Connects over a WebSocket that carries QUIC's streams (QMux), where QUIC itself does not get through. */
export async function openWebSocket(url: string | URL): Promise<W3cSession> {
  const { default: Session } = await import('@moq/qmux');
  const session = new Session(url);
  await session.ready;
  return session;
}
