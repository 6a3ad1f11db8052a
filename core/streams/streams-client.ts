import * as answers from '../wire/streams/answers.ts';
import type { Analytics, ApiKey, Asset, KeyedApiKey, KeyedLiveInput, LiveInput, Page, SignedPlayback, SigningKey } from '../wire/streams/answers.ts';
import { readAnswer } from '../wire/streams/read.ts';
import type { CreateApiKey, CreateLiveInput, CreateSigningKey, SignPlayback } from '../wire/streams/requests.ts';
import { createCall, type CallOptions, type ControlOptions } from './control-call.ts';
import { ControlError } from './control-error.ts';

export interface PageOptions {
  /** 1 to 100; 20 by default. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface AnalyticsOptions extends PageOptions {
  readonly streamId?: string;
  /** Days like `2026-11-21`, in UTC, both counted in; the last 30 by default, 366 at most. */
  readonly from?: string;
  readonly to?: string;
}

/** The control plane of a server: what may be published, who may watch, and what became of it. Rejections are `ControlError`s. */
export interface Streams {
  readonly liveInputs: {
    /** Its `streamKey` is shown this once: keep it. */
    create(input?: CreateLiveInput, options?: CallOptions): Promise<KeyedLiveInput>;
    get(id: string): Promise<LiveInput>;
    /** Newest first. */
    list(page?: PageOptions): Promise<Page<LiveInput>>;
    /** Ends its broadcast. */
    delete(id: string): Promise<void>;
    /** Cuts off whoever publishes by the old key. The new one is shown this once. */
    rotateStreamKey(id: string, options?: CallOptions): Promise<KeyedLiveInput>;
  };
  readonly signingKeys: {
    /** Ed25519 unless RS256 is asked for. From now on it signs; older ones verify until they are retired. */
    create(key?: CreateSigningKey, options?: CallOptions): Promise<SigningKey>;
    list(page?: PageOptions): Promise<Page<SigningKey>>;
    /** For good: ends every viewer's session that began with it. */
    retire(kid: string): Promise<SigningKey>;
  };
  readonly apiKeys: {
    /** Its `key` is shown this once: keep it. */
    create(key?: CreateApiKey, options?: CallOptions): Promise<KeyedApiKey>;
    list(page?: PageOptions): Promise<Page<ApiKey>>;
    revoke(id: string): Promise<void>;
  };
  readonly assets: {
    get(id: string): Promise<Asset>;
    list(page?: PageOptions): Promise<Page<Asset>>;
    delete(id: string): Promise<void>;
  };
  /** All that a viewer needs for a while: `ttlSec` is clamped to 30 s – 24 h, 1 h by default. */
  signedPlaybackUrl(id: string, options?: Omit<SignPlayback, 'id'> & CallOptions): Promise<SignedPlayback>;
  /** What the broadcasts begun on these days were: in all, by day, by stream, and each, newest first. */
  analytics(options?: AnalyticsOptions): Promise<Analytics>;
}

const queryOf = (options: PageOptions | AnalyticsOptions = {}): string => {
  const given = Object.entries(options).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};

const named = (id: string): string => encodeURIComponent(id);

/**
 * Talks to a server's `/v1` API, from a backend or (with a key made for it) a page.
 *
 * @throws `ControlError` `unreachable` when `server` is no http(s) address
 */
export function createStreams(options: ControlOptions): Streams {
  const call = createCall(options);

  async function read<Schema extends Parameters<typeof readAnswer>[0]>(schema: Schema, answer: Promise<unknown>): Promise<ReturnType<typeof readAnswer<Schema>> & {}> {
    const known = readAnswer(schema, await answer);
    if (known === undefined || known === null) throw new ControlError('bad-answer');
    return known;
  }
  const gone = async (path: string): Promise<void> => void (await call('DELETE', path));

  return {
    liveInputs: {
      create: (input = {}, how) => read(answers.keyedLiveInput, call('POST', '/v1/live-inputs', input, how)),
      get: (id) => read(answers.liveInput, call('GET', `/v1/live-inputs/${named(id)}`)),
      list: (page) => read(answers.liveInputs, call('GET', `/v1/live-inputs${queryOf(page)}`)),
      delete: (id) => gone(`/v1/live-inputs/${named(id)}`),
      rotateStreamKey: (id, how) => read(answers.keyedLiveInput, call('POST', `/v1/live-inputs/${named(id)}/rotate-stream-key`, {}, how)),
    },
    signingKeys: {
      create: (key = {}, how) => read(answers.signingKey, call('POST', '/v1/signing-keys', key, how)),
      list: (page) => read(answers.signingKeys, call('GET', `/v1/signing-keys${queryOf(page)}`)),
      retire: (kid) => read(answers.signingKey, call('POST', `/v1/signing-keys/${named(kid)}/retire`, {})),
    },
    apiKeys: {
      create: (key = {}, how) => read(answers.keyedApiKey, call('POST', '/v1/api-keys', key, how)),
      list: (page) => read(answers.apiKeys, call('GET', `/v1/api-keys${queryOf(page)}`)),
      revoke: (id) => gone(`/v1/api-keys/${named(id)}`),
    },
    assets: {
      get: (id) => read(answers.asset, call('GET', `/v1/assets/${named(id)}`)),
      list: (page) => read(answers.assets, call('GET', `/v1/assets${queryOf(page)}`)),
      delete: (id) => gone(`/v1/assets/${named(id)}`),
    },
    signedPlaybackUrl: (id, { idempotencyKey, ...ask } = {}) => read(answers.signedPlayback, call('POST', '/v1/playback-urls', { ...ask, id }, { idempotencyKey })),
    analytics: (about) => read(answers.analytics, call('GET', `/v1/analytics${queryOf(about)}`)),
  };
}
