import { WebSocket } from 'ws';
import { systemClock, systemRandom } from '../../core/clock.ts';
import { SignalSession } from '../../core/connection/session.ts';
import type { WebSocketConstructor } from '../../core/connection/socket.ts';

export interface StormRequest { readonly url: string; readonly tokens: readonly string[] }
export type StormReply = { readonly told: 'joined' | 'back' } | { readonly told?: never; readonly failed: string };

const atOnce = 16;
const tell = (reply: StormReply): void => void process.send!(reply);

/** One peer on the SDK's own connection; `welcomed` is called on every join. */
function open(url: string, token: string, welcomed: () => void): Promise<void> {
  return new SignalSession({
    url, token, welcomed,
    roomId: undefined,
    renew: () => Promise.resolve(token),
    WebSocket: WebSocket as unknown as WebSocketConstructor,
    network: { listen: () => () => {} },
    clock: systemClock,
    random: systemRandom,
    happened() {},
    status() {},
    failed: (error) => tell({ failed: error.message }),
  }).join();
}

async function storm({ url, tokens }: StormRequest): Promise<void> {
  const joins = new Map<string, number>();
  let back = 0;
  const welcomed = (token: string) => (): void => {
    const count = (joins.get(token) ?? 0) + 1;
    joins.set(token, count);
    if (count !== 2) return;
    back += 1;
    if (back === tokens.length) tell({ told: 'back' });
  };
  const waiting = tokens.values();
  await Promise.all(Array.from({ length: atOnce }, async () => { for (const token of waiting) await open(url, token, welcomed(token)); }));
  tell({ told: 'joined' });
}

process.on('message', (request: StormRequest) => {
  storm(request).catch((error: unknown) => tell({ failed: String(error) }));
});
