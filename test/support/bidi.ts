import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A session of WebDriver BiDi (W3C), which browsers of every make speak. */
export interface Bidi {
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** What an expression comes to, once it has. Rejects with what the page threw. */
  evaluate(context: string, expression: string): Promise<RemoteValue>;
  /** Uncaught errors of all pages so far. */
  readonly errors: readonly string[];
  close(): void;
}

/** A value by its JSON text, or a node by a reference to it. */
export interface RemoteValue { readonly value?: string; readonly sharedId?: string }

interface Answer { readonly id: number; readonly type: 'success' | 'error'; readonly result: Readonly<Record<string, unknown>>; readonly error: string; readonly message: string }
interface Entry { readonly type: string; readonly level: string; readonly text: string }

export async function openBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const errors: string[] = [];
  const asked = new Map<number, PromiseWithResolvers<Readonly<Record<string, unknown>>>>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Answer & { readonly method?: string; readonly params?: Entry };
    if (message.method === 'log.entryAdded' && message.params!.type === 'javascript' && message.params!.level === 'error') errors.push(message.params!.text);
    const waiting = asked.get(message.id);
    asked.delete(message.id);
    if (message.type === 'error') waiting?.reject(new Error(`${message.error}: ${message.message}`));
    else waiting?.resolve(message.result);
  });
  socket.on('close', () => { for (const { reject } of asked.values()) reject(new Error('The browser is gone.')); });
  const send: Bidi['send'] = (method, params = {}) => {
    const waiting = Promise.withResolvers<Readonly<Record<string, unknown>>>();
    asked.set(last += 1, waiting);
    socket.send(JSON.stringify({ id: last, method, params }));
    return waiting.promise;
  };
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  return {
    send,
    async evaluate(context, expression) {
      const { type, result, exceptionDetails } = await send('script.evaluate', { expression, target: { context }, awaitPromise: true, userActivation: true });
      if (type === 'exception') throw new Error((exceptionDetails as { text: string }).text);
      return result as RemoteValue;
    },
    errors,
    close: () => socket.terminate(),
  };
}
