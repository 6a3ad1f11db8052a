import type { Transport } from '../../core/wire/moqt/transport.ts';
import { RequestRefused } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { BroadcastRegistry } from './broadcasts.ts';
import { SessionLink } from './session-link.ts';
import { SessionSource } from './session-source.ts';

export interface UpstreamOptions {
  readonly broadcasts: BroadcastRegistry;
  /** To the other relay, as one that it trusts. */
  readonly connect: () => Promise<Transport>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** What nobody publishes here is asked of another relay: each track once, however many watch it here. Returns how to stop. */
export function lookUpstream({ broadcasts, connect, clock, logger }: UpstreamOptions): () => void {
  const link = new SessionLink({
    connect, clock, logger, to: 'the upstream relay',
    opened: () => elsewhere.back(),
    lost: () => elsewhere.lost('The upstream relay cannot be reached.'),
  });
  const elsewhere = broadcasts.lookAlso((namespace) => ({
    async open(name, input) {
      const session = await link.session().catch((error: unknown) => {
        throw new RequestRefused('TIMEOUT', error instanceof Error ? error.message : 'The upstream relay cannot be reached.');
      });
      return new SessionSource(session, namespace).open(name, input);
    },
  }));
  return () => link.close();
}
