import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { LiveInput, StreamStore } from '../store/stream-ports.ts';
import type { Revoked } from './authority-port.ts';
import { streamLimits } from './limits.ts';
import { hashOf } from './secrets.ts';

/** An input with its key in the clear: never to be had again. */
export interface KeyedInput { readonly input: LiveInput; readonly streamKey: string }

export interface LiveInputs {
  /** `undefined` when the organisation has as many as it may. */
  create(org: string, input: Pick<LiveInput, 'name' | 'ingest'>): Promise<KeyedInput | undefined>;
  /** The old key is good no more, and whoever publishes by it is cut off; viewers stay. `undefined` when there is no such input. */
  rotate(org: string, id: string): Promise<KeyedInput | undefined>;
  /** With its key, its publisher and its viewers; whether there was one. */
  delete(org: string, id: string): Promise<boolean>;
}

export interface LiveInputsOptions {
  readonly store: Pick<StreamStore, 'inputs'>;
  readonly revoke: (revoked: Revoked) => void;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'secret'>;
}

export function createLiveInputs({ store: { inputs }, revoke, clock, ids }: LiveInputsOptions): LiveInputs {
  const newKey = (): { streamKey: string; keyHash: string; keyMadeAt: number } => {
    const streamKey = `sk_${ids.secret()}`;
    return { streamKey, keyHash: hashOf(streamKey), keyMadeAt: clock.now() };
  };

  return {
    async create(org, { name, ingest }) {
      const { streamKey, ...kept } = newKey();
      const input: LiveInput = { id: `lv_${ids.secret()}`, org, createdAt: clock.now(), name, ingest, ...kept };
      return (await inputs.add(input, streamLimits.liveInputs)) ? { input, streamKey } : undefined;
    },
    async rotate(org, id) {
      const found = await inputs.get(id, org);
      if (!found) return undefined;
      const { streamKey, ...kept } = newKey();
      const input = { ...found, ...kept };
      await inputs.put(input);
      revoke({ namespace: ['stream', org, id], publisher: true, viewers: false, reason: 'the stream key was rotated' });
      return { input, streamKey };
    },
    async delete(org, id) {
      if (!(await inputs.delete(id, org))) return false;
      revoke({ namespace: ['stream', org, id], publisher: true, viewers: true, reason: 'the live input was deleted' });
      return true;
    },
  };
}
