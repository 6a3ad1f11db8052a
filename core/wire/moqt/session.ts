import { versionOf, type Draft } from './codes.ts';
import { drafts } from './drafts.ts';
import { MoqtError, violation } from './moqt-error.ts';
import { PeerSession } from './session/peer-session.ts';
import { channelOn, expected, implementation, realTimer, settingUp, settingUpClient, usualMaxRequests } from './session/set-up.ts';
import type { AcceptOptions, Session, SessionOptions } from './session-api.ts';
import type { BiStream, Transport } from './transport.ts';

/**
 * Opens a session as the client. Resolves when the server has answered.
 * Rejects with a `MoqtError`: what the server closed it with, `CONTROL_MESSAGE_TIMEOUT` after 10 s, or what was wrong with its answer.
 */
export function openSession(transport: Transport, { draft, path, authority, tokens, handlers = {}, maxRequests = usualMaxRequests, setTimer = realTimer }: SessionOptions): Promise<Session> {
  const said = { ...(path !== undefined && { path }), ...(authority !== undefined && { authority }), ...(tokens && { tokens }) };
  return settingUpClient(transport, { table: drafts[draft], maxRequests, setTimer, said }, (options) => new PeerSession(options, handlers));
}

/**
 * Waits for a client and takes its session. `peer.path` is set where the transport has no URL.
 * Rejects with a `MoqtError`, having told the client: `CONTROL_MESSAGE_TIMEOUT` after 10 s, `VERSION_NEGOTIATION_FAILED`, or what was wrong with its first message.
 */
export function acceptSession(transport: Transport, { drafts: spoken, handlers = {}, maxRequests = usualMaxRequests, setTimer = realTimer }: AcceptOptions): Promise<Session> {
  return settingUp(transport, setTimer, async () => {
    const stream = await transport.acceptBi();
    if (!stream) throw violation('The client opened no control stream.');
    const { draft, initial } = await draftOf(stream, spoken);
    const table = drafts[draft];
    const control = channelOn(transport, setTimer, stream, table, initial);
    const { versions, setup } = expected(await control.next(), 'ClientSetup');
    if (!versions.includes(versionOf(draft))) throw new MoqtError('VERSION_NEGOTIATION_FAILED', `Draft ${draft} is spoken here.`);
    if (transport.kind === 'webtransport' && setup.path !== undefined) throw new MoqtError('INVALID_PATH', 'The path is that of the URL.');
    control.send({ type: 'ServerSetup', version: versionOf(draft), setup: { maxRequestId: 2 * maxRequests, implementation } });
    return new PeerSession({ transport, control, table, side: 'server', peer: setup, maxRequests, setTimer }, handlers);
  });
}

/**
 * The draft of a client that may speak several. In CLIENT_SETUP, after type, length and one number, draft 14 has a version, which takes
 * 8 bytes, and draft 16 the type of a parameter, which is small.
 */
async function draftOf(stream: BiStream, spoken: readonly Draft[]): Promise<{ readonly draft: Draft; readonly initial?: Uint8Array }> {
  const [only] = spoken;
  if (spoken.length === 1) return { draft: only! };
  let initial = new Uint8Array();
  for (;;) {
    const [, , , count, next] = initial;
    if (count === 0) return { draft: 16, initial };
    if (count !== undefined && next !== undefined) return { draft: next >= 0xc0 ? 14 : 16, initial };
    const more = await stream.receive.read();
    if (!more) throw violation('The control stream ended before it began.');
    initial = Uint8Array.of(...initial, ...more);
  }
}
