import { versionOf } from '../codes.ts';
import type { DraftTable } from '../draft-table.ts';
import type { Message, MessageOf, Setup } from '../messages.ts';
import { MoqtError, sessionErrors, violation, type SessionErrorName } from '../moqt-error.ts';
import type { SetTimer } from '../session-api.ts';
import type { BiStream, Transport } from '../transport.ts';
import { ControlChannel } from './control-channel.ts';
import type { LiveSessionOptions } from './live-session.ts';
import { endOf } from './transport-end.ts';

const setupMs = 10_000;
export const usualMaxRequests = 100;
export const implementation = 'muf-live';

export const realTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

export interface ClientOptions { readonly table: DraftTable; readonly maxRequests: number; readonly setTimer: SetTimer; readonly said?: Setup }

/** The client's half: its CLIENT_SETUP, with what else is `said` in it, and the server's answer. */
export function settingUpClient<Live extends { start(): void }>(transport: Transport, { table, maxRequests, setTimer, said }: ClientOptions, live: (options: LiveSessionOptions) => Live): Promise<Live> {
  const version = versionOf(table.draft);
  return settingUp(transport, setTimer, async () => {
    const control = channelOn(transport, setTimer, await transport.openBi(), table);
    control.send({ type: 'ClientSetup', versions: [version], setup: { maxRequestId: 2 * maxRequests, implementation, ...said } });
    const answer = expected(await control.next(), 'ServerSetup');
    if (answer.version !== version) throw new MoqtError('VERSION_NEGOTIATION_FAILED', `Version ${answer.version} was not offered.`);
    return live({ transport, control, table, side: 'client', peer: answer.setup, maxRequests, setTimer });
  });
}

export function channelOn(transport: Transport, setTimer: SetTimer, stream: BiStream, table: DraftTable, initial?: Uint8Array): ControlChannel {
  return new ControlChannel(stream, table, async (error) => {
    const { code, message } = error instanceof MoqtError ? error : violation('Control messages are not read.');
    if (error instanceof MoqtError || !(await endOf(transport, setTimer))) transport.close(sessionErrors[code], message);
  }, initial);
}

/** A violation, unless all of the transport has ended. */
class ControlOver extends MoqtError {
  constructor(message: string) {
    super('PROTOCOL_VIOLATION', message);
  }
}

export function expected<Type extends 'ClientSetup' | 'ServerSetup'>(message: Message | undefined, type: Type): MessageOf<Type> {
  if (message === undefined) throw new ControlOver(`The control stream ended where ${type} was expected.`);
  if (message.type !== type) throw violation(`${message.type} came where ${type} was expected.`);
  return message as MessageOf<Type>;
}

/** Runs the set-up against its deadline; whatever goes wrong closes the transport with its code. */
export async function settingUp<Live extends { start(): void }>(transport: Transport, setTimer: SetTimer, setUp: () => Promise<Live>): Promise<Live> {
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
    const name = error instanceof MoqtError && !(error instanceof ControlOver) ? error : await whyOver(transport, setTimer, error);
    transport.close(sessionErrors[name.code], name.message);
    throw name;
  } finally {
    cancel();
  }
}

/** A stream that failed says little: where the transport has ended, that is why. */
async function whyOver(transport: Transport, setTimer: SetTimer, error: unknown): Promise<MoqtError> {
  const end = await endOf(transport, setTimer);
  if (error instanceof MoqtError && !end) return error;
  if (end) return new MoqtError(sessionErrorName(end.code), end.reason || 'The connection has ended.');
  return new MoqtError('INTERNAL_ERROR', error instanceof Error ? error.message : 'The session could not be set up.');
}

const sessionErrorName = (code: number): SessionErrorName =>
  (Object.keys(sessionErrors) as SessionErrorName[]).find((name) => sessionErrors[name] === code) ?? 'INTERNAL_ERROR';
