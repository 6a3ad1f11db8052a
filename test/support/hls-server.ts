import Fastify, { type FastifyInstance } from 'fastify';
import type { TestContext } from 'node:test';
import type { Namespace } from '../../core/wire/moqt/names.ts';
import { systemClock, type Clock } from '../../server/clock.ts';
import { hlsRoutes, type HlsOptions } from '../../server/hls/routes.ts';
import { createBroadcasts, type BroadcastRegistry } from '../../server/moqt/broadcasts.ts';
import { createLogger } from '../../server/observe/logger.ts';
import type { Admission, Revoked } from '../../server/streams/authority-port.ts';
import { tempDir } from './temp-dir.ts';

export const streamNamespace: Namespace = ['stream', 'local', 'lv_1'];

/** Who may watch what, said by the test. */
export class TestAuthority {
  /** By token; what is not here is refused. */
  readonly tokens = new Map<string, Admission>();
  asked = 0;
  readonly #listeners = new Set<(revoked: Revoked) => void>();

  async viewer({ id, token }: { readonly id: string; readonly token: string }): Promise<Admission> {
    this.asked++;
    const admission = this.tokens.get(token);
    if (admission?.ok && admission.namespace[2] === id) return admission;
    return admission && !admission.ok ? admission : { ok: false, code: 'auth_failed', reason: 'auth_failed' };
  }

  onRevoked(listener: (revoked: Revoked) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  revoke(revoked: Revoked): void {
    for (const listener of this.#listeners) listener(revoked);
  }
}

export interface HlsServer {
  readonly app: FastifyInstance;
  readonly broadcasts: BroadcastRegistry;
  readonly authority: TestAuthority;
  readonly dataDir: string;
  readonly logs: string[];
  /** Viewers that are counted as there, and what they were sent, in bytes. */
  readonly seen: { now: number; views: number; bytes: number };
}

/** The origin on its own, over a real registry of broadcasts. `good` is a token for stream `lv_1`. */
export function hlsServer(t: TestContext, options: Partial<HlsOptions> = {}): HlsServer {
  const clock: Clock = options.clock ?? systemClock;
  const logs: string[] = [];
  const authority = new TestAuthority();
  authority.tokens.set('good', { ok: true, namespace: streamNamespace, org: 'local', kid: 'k1' });
  const broadcasts = createBroadcasts({ clock });
  const dataDir = options.dataDir ?? tempDir();
  const seen = { now: 0, views: 0, bytes: 0 };
  const watching: HlsOptions['figures']['watching'] = () => {
    seen.now++;
    seen.views++;
    return { sent: (bytes) => { seen.bytes += bytes; }, dropped() {}, started() {}, end: () => { seen.now--; } };
  };
  const app = Fastify({ forceCloseConnections: true });
  const logger = createLogger({ level: 'trace', destination: { write: (line) => void logs.push(line) } });
  hlsRoutes(app, { broadcasts, authority, clock, dataDir, logger, figures: { watching }, ...options });
  t.after(async () => {
    await app.close();
    broadcasts.close();
  });
  return { app, broadcasts, authority, dataDir, logs, seen };
}
