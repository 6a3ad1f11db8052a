import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { checkedPost, type Answer } from './checked-post.ts';

/** Calls to the application this server works for. */
export interface AppApi {
  /** Posts JSON to a path under `APP_API_URL`. Rejects when it cannot be reached or its address may not be called. */
  post(path: `/${string}`, body: object): Promise<Answer>;
}

export interface AppApiOptions {
  /** Without a trailing slash. */
  readonly url: string;
  readonly secret: string;
  /** Whether addresses of private networks may be called. */
  readonly allowPrivate: boolean;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'uuid'>;
}

/**
 * Each call is signed, so that the application knows whose it is and can refuse one played again:
 * `x-muf-signature: t=<ms>,id=<event id>,v1=<hex HMAC-SHA-256 of "t.id.body">`.
 */
export function createAppApi({ url, secret, allowPrivate, clock, ids }: AppApiOptions): AppApi {
  return {
    post(path, body) {
      const text = JSON.stringify(body);
      const [time, event] = [String(clock.now()), ids.uuid()];
      const mac = createHmac('sha256', secret).update(`${time}.${event}.${text}`).digest('hex');
      return checkedPost(new URL(`${url}${path}`), text, { allowPrivate, headers: { 'x-muf-signature': `t=${time},id=${event},v1=${mac}` } });
    },
  };
}
