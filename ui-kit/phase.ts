import type { LiveState } from '../core/machine.ts';

/** What the room shows; exactly one at a time. */
export type Phase = 'unconfigured' | 'setup' | 'lobby' | 'joining' | 'live' | 'ended' | 'fatal';

export type JoinAs = 'host' | 'viewer' | 'guest';

export interface PhaseFacts {
  readonly state: LiveState;
  readonly joinAs: JoinAs;
  /** Whether the page said enough to start: a room, a token, or the wish to host. */
  readonly configured: boolean;
  /** A join without a click is about to start: the lobby would only flash. */
  readonly joinsByItself: boolean;
  /** A viewer is in before the host is. */
  readonly waiting: boolean;
  /** The stream's summary is there and was not left behind. */
  readonly ended: boolean;
  /** The last start failed, or the session was lost, and nobody went back yet. */
  readonly failed: boolean;
}

/** Where a room stands, from what is known about it. */
export function phaseOf(facts: PhaseFacts): Phase {
  if (facts.state === 'INITIALIZING') return 'joining';
  if (facts.state === 'ACTIVE') return facts.waiting ? 'joining' : 'live';
  if (facts.ended) return 'ended';
  if (facts.state === 'ENDING') return 'live';
  if (facts.failed) return 'fatal';
  if (!facts.configured) return 'unconfigured';
  if (facts.joinsByItself) return 'joining';
  return facts.joinAs === 'viewer' ? 'lobby' : 'setup';
}
