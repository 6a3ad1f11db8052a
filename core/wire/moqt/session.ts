import { versionOf, type Draft } from './codes.ts';
import type { Message, MessageOf, Setup } from './messages.ts';
import { MoqtError, sessionErrors, violation, type SessionErrorName } from './moqt-error.ts';
import { ControlChannel } from './session/control-channel.ts';
import { LiveSession } from './session/live-session.ts';
import type { AcceptOptions, Session, SessionOptions, SetTimer } from './session-api.ts';
import type { BiStream, Transport } from './transport.ts';

const setupMs = 10_000;
const usualMaxRequests = 100;
const implementation = 'muf-live';

const realTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/**
 * Opens a session as the client. Resolves when the server has answered.
 * Rejects with a `MoqtError`: what the server closed it with, `CONTROL_MESSAGE_TIMEOUT` after 10 s, or what was wrong with its answer.
 */
export function openSession(transport: Transport, { draft, path, authority, tokens, handlers = {}, maxRequests = usualMaxRequests, setTimer = realTimer }: SessionOptions): Promise<Session> {
  return settingUp(transport, setTimer, async () => {
    const control = channelOn(transport, await transport.openBi(), draft);
    const setup: Setup = {
      maxRequestId: 2 * maxRequests, implementation, ...(path !== undefined && { path }), ...(authority !== undefined && { authority }), ...(tokens && { tokens }),
    };
    control.send({ type: 'ClientSetup', versions: [versionOf(draft)], setup });
    const answer = expected(await control.next(), 'ServerSetup');
    if (answer.version !== versionOf(draft)) throw new MoqtError('VERSION_NEGOTIATION_FAILED', `Version ${answer.version} was not offered.`);
    return new LiveSession({ transport, control, draft, side: 'client', peer: answer.setup, handlers, maxRequests, setTimer });
  });
}

/**
 * Waits for a client and takes its session. `peer.path` is set where the transport has no URL.
 * Rejects with a `MoqtError`, having told the client: `CONTROL_MESSAGE_TIMEOUT` after 10 s, `VERSION_NEGOTIATION_FAILED`, or what was wrong with its first message.
 */
export function acceptSession(transport: Transport, { drafts, handlers = {}, maxRequests = usualMaxRequests, setTimer = realTimer }: AcceptOptions): Promise<Session> {
  return settingUp(transport, setTimer, async () => {
    const stream = await transport.acceptBi();
    if (!stream) throw violation('The client opened no control stream.');
    const { draft, initial } = await draftOf(stream, drafts);
    const control = channelOn(transport, stream, draft, initial);
    const { versions, setup } = expected(await control.next(), 'ClientSetup');
    if (!versions.includes(versionOf(draft))) throw new MoqtError('VERSION_NEGOTIATION_FAILED', `Draft ${draft} is spoken here.`);
    if (transport.kind === 'webtransport' && setup.path !== undefined) throw new MoqtError('INVALID_PATH', 'The path is that of the URL.');
    control.send({ type: 'ServerSetup', version: versionOf(draft), setup: { maxRequestId: 2 * maxRequests, implementation } });
    return new LiveSession({ transport, control, draft, side: 'server', peer: setup, handlers, maxRequests, setTimer });
  });
}

function channelOn(transport: Transport, stream: BiStream, draft: Draft, initial?: Uint8Array): ControlChannel {
  return new ControlChannel(stream, draft, (error) => {
    const name = error instanceof MoqtError ? error.code : 'INTERNAL_ERROR';
    transport.close(sessionErrors[name], error instanceof MoqtError ? error.message : 'Control messages cannot be sent.');
  }, initial);
}

function expected<Type extends 'ClientSetup' | 'ServerSetup'>(message: Message | undefined, type: Type): MessageOf<Type> {
  if (message?.type !== type) throw violation(`${message?.type ?? 'Nothing'} came where ${type} was expected.`);
  return message as MessageOf<Type>;
}

/** Runs the set-up against its deadline; whatever goes wrong closes the transport with its code. */
async function settingUp(transport: Transport, setTimer: SetTimer, setUp: () => Promise<LiveSession>): Promise<Session> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancel = setTimer(() => reject(new MoqtError('CONTROL_MESSAGE_TIMEOUT', 'The session was not set up in time.')), setupMs);
  try {
    const ended = transport.closed.then(({ code, reason }): never => {
      throw new MoqtError(sessionErrorName(code), reason || 'The connection has ended.');
    });
    const session = await Promise.race([setUp(), late, ended]);
    // Whoever waits for it comes first: its handlers may speak of it.
    setTimeout(() => session.start(), 0);
    return session;
  } catch (error) {
    const name = error instanceof MoqtError ? error : await whyOver(transport, error);
    transport.close(sessionErrors[name.code], name.message);
    throw name;
  } finally {
    cancel();
  }
}

/** A stream that failed says little: where the transport has ended, that is why. */
async function whyOver(transport: Transport, error: unknown): Promise<MoqtError> {
  const end = await Promise.race([transport.closed, new Promise<undefined>((resolve) => { setTimeout(resolve, 100); })]);
  if (end) return new MoqtError(sessionErrorName(end.code), end.reason || 'The connection has ended.');
  return new MoqtError('INTERNAL_ERROR', error instanceof Error ? error.message : 'The session could not be set up.');
}

const sessionErrorName = (code: number): SessionErrorName =>
  (Object.keys(sessionErrors) as SessionErrorName[]).find((name) => sessionErrors[name] === code) ?? 'INTERNAL_ERROR';

/**
 * The draft of a client that may speak several. In CLIENT_SETUP, after type, length and one number, draft 14 has a version, which takes
 * 8 bytes, and draft 16 the type of a parameter, which is small.
 */
async function draftOf(stream: BiStream, drafts: readonly Draft[]): Promise<{ readonly draft: Draft; readonly initial?: Uint8Array }> {
  const [only] = drafts;
  if (drafts.length === 1) return { draft: only! };
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
