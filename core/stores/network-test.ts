import { atom } from 'nanostores';

/** What a test looks at, in this order. */
export const networkSteps = ['socket', 'udp', 'tcp', 'turn', 'uplink'] as const;
export type NetworkStep = (typeof networkSteps)[number];

/** `untested` where this platform cannot, or nothing is configured. */
export type StepState = 'waiting' | 'running' | 'ok' | 'failed' | 'untested';

export type NetworkVerdict = 'good' | 'fair' | 'poor' | 'blocked';

/** What the verdict rests on, most serious first; each has a sentence with its remedy. */
export type NetworkCause = 'server-unreachable' | 'media-blocked' | 'slow-uplink' | 'high-delay' | 'relay-only' | 'tcp-only' | 'none';

export interface NetworkTestResult {
  readonly verdict: NetworkVerdict;
  readonly cause: NetworkCause;
  /** One English sentence: what it means, then what to do. */
  readonly message: string;
  /** Round trip to the server over its socket, in ms, the best of three; `null` when it cannot be reached. */
  readonly rttMs: number | null;
  /** Whether media gets through by each path; `null` where it was not tested. */
  readonly udp: boolean | null;
  readonly tcp: boolean | null;
  readonly turn: boolean | null;
  /** What can be sent, in kbit/s: measured over at most two seconds, so a lower bound on fast lines. */
  readonly uplinkKbps: number | null;
}

export interface NetworkTestState {
  readonly status: 'idle' | 'running' | 'done';
  readonly steps: Readonly<Record<NetworkStep, StepState>>;
  /** Of the newest test that ended. */
  readonly result: NetworkTestResult | null;
}

export const noNetworkTest: NetworkTestState = {
  status: 'idle',
  steps: { socket: 'waiting', udp: 'waiting', tcp: 'waiting', turn: 'waiting', uplink: 'waiting' },
  result: null,
};

/** The test of the network before going live. */
export function createNetworkTestStore() {
  const $test = atom<NetworkTestState>(noNetworkTest);
  return {
    $test,
    begin(): void {
      $test.set({ ...noNetworkTest, status: 'running' });
    },
    applyStep(step: NetworkStep, state: StepState): void {
      const test = $test.get();
      $test.set({ ...test, steps: { ...test.steps, [step]: state } });
    },
    finish(result: NetworkTestResult | null): void {
      $test.set({ ...$test.get(), status: result ? 'done' : 'idle', result });
    },
  };
}
export type NetworkTestStore = ReturnType<typeof createNetworkTestStore>;
