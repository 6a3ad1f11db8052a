import { RequestRefused } from '../../core/wire/moqt/session-api.ts';
import { createRelay, type Relay } from '../../server/moqt/relay.ts';
import { createLogger } from '../../server/observe/logger.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { testAuthority, type TestAuthority } from './test-authority.ts';
import { until } from './until.ts';

export interface TestRelay { readonly relay: Relay; readonly clock: FakeClock; readonly authority: TestAuthority }

/** A relay in this process, on a fake clock, which lets in whom `authority` knows. Whoever makes it closes it. */
export function testRelay({ clock = createFakeClock(), secrets = ['the secret of a peer'] }: { readonly clock?: FakeClock; readonly secrets?: readonly string[] } = {}): TestRelay {
  const authority = testAuthority(clock);
  let ids = 0;
  const relay = createRelay({ authority, clock, logger: createLogger({ level: 'silent' }), newId: () => `br_${ids += 1}`, secrets });
  return { relay, clock, authority };
}

export const refusedWith = (code: string) => (error: unknown): boolean => error instanceof RequestRefused && error.code === code;

/** Resolves once `read` gives anything but nothing, `false` or 0; sessions in memory take a few turns at most. */
export const comes = async (read: () => unknown, what: string): Promise<void> => void (await until(read, Boolean, { what, every: 2 }));
