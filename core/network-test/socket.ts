import type { Clock } from '../clock.ts';
import { LiveError } from '../errors.ts';
import { RequestChannel } from '../connection/request.ts';
import { openSocket, type WebSocketConstructor } from '../connection/socket.ts';

const openMs = 5000;
const probeMs = 3000;
const rounds = 3;

/** Needs no place in a room: the refusal is the answer, and its round trip the measure. */
const probe = { type: 'SetTyping', typing: false } as const;

interface Line { readonly channel: RequestChannel; close(): void }

function open(url: string, WebSocket: WebSocketConstructor, clock: Clock, signal: AbortSignal): Promise<Line> {
  const { promise, resolve, reject } = Promise.withResolvers<Line>();
  const end = (error: LiveError): void => {
    stop();
    channel.close(error);
    reject(error);
  };
  const socket = openSocket(url, WebSocket, {
    opened() {
      stop();
      resolve({ channel, close: () => socket.close() });
    },
    received: (message) => { if ('re' in message) channel.settle(message); },
    unreadable: () => {},
    closed: () => end(new LiveError('server-unreachable')),
  });
  const channel = new RequestChannel((text) => socket.send(text), clock);
  const stop = clock.after(openMs, () => {
    socket.close();
    end(new LiveError('server-unreachable'));
  });
  signal.addEventListener('abort', () => {
    socket.close();
    end(new LiveError('cancelled'));
  }, { once: true });
  return promise;
}

async function roundTrip(channel: RequestChannel, clock: Clock): Promise<number> {
  const asked = clock.now();
  try {
    await channel.request(probe, probeMs);
  } catch (error) {
    const { code } = LiveError.from(error);
    if (code === 'request-timeout' || code === 'server-unreachable' || code === 'cancelled') throw error;
  }
  return clock.now() - asked;
}

/** The best of three round trips over a signaling socket, in ms; `null` when the server cannot be reached by one. */
export async function testSocket(url: string, WebSocket: WebSocketConstructor, clock: Clock, signal: AbortSignal): Promise<number | null> {
  let line: Line | undefined;
  try {
    line = await open(url, WebSocket, clock, signal);
    const times: number[] = [];
    while (times.length < rounds) times.push(await roundTrip(line.channel, clock));
    return Math.max(1, Math.round(Math.min(...times)));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LiveError) return null;
    throw error;
  } finally {
    line?.close();
  }
}
