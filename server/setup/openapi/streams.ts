import * as answers from '../../../core/wire/streams/answers.ts';
import * as requests from '../../../core/wire/streams/requests.ts';
import type { Endpoint } from './endpoint.ts';

/** What the endpoints of streams answer, by the name it has in the document. */
export const answerSchemas = {
  LiveInput: answers.liveInput, KeyedLiveInput: answers.keyedLiveInput, LiveInputs: answers.liveInputs,
  SigningKey: answers.signingKey, SigningKeys: answers.signingKeys,
  ApiKey: answers.apiKey, KeyedApiKey: answers.keyedApiKey, ApiKeys: answers.apiKeys,
  SignedPlayback: answers.signedPlayback, Asset: answers.asset, Assets: answers.assets, Analytics: answers.analytics,
} as const;

type Known = keyof typeof answerSchemas;
type Rest = Pick<Endpoint, 'summary'> & Partial<Omit<Endpoint, 'answer' | 'scope'>>;

const endpoint = (line: `${'GET' | 'POST' | 'DELETE'} ${string}`, scope: NonNullable<Endpoint['scope']>, status: number, schema: Known | undefined, rest: Rest): Endpoint => {
  const [method, path] = line.split(' ') as [string, string];
  return { method: method.toLowerCase() as Endpoint['method'], path, tag: 'streams', scope, keys: ['apiKey', 'orgKey'], answer: { status, ...(schema && { schema }) }, ...rest };
};

const gone = { problems: ['not-found'] } as const;

export const streamEndpoints: readonly Endpoint[] = [
  endpoint('POST /v1/live-inputs', 'live-inputs:write', 201, 'KeyedLiveInput', { summary: 'Make a place to publish into; its stream key is shown this once.', body: requests.createLiveInput, idempotent: true, problems: ['not-available', 'quota-reached'] }),
  endpoint('GET /v1/live-inputs', 'live-inputs:read', 200, 'LiveInputs', { summary: 'List live inputs, newest first.', query: requests.pageQuery }),
  endpoint('GET /v1/live-inputs/:id', 'live-inputs:read', 200, 'LiveInput', { summary: 'One live input.', ...gone }),
  endpoint('DELETE /v1/live-inputs/:id', 'live-inputs:write', 204, undefined, { summary: 'Delete a live input, with its broadcast.', ...gone }),
  endpoint('POST /v1/live-inputs/:id/rotate-stream-key', 'live-inputs:write', 200, 'KeyedLiveInput', { summary: 'Make a new stream key, shown this once; whoever publishes by the old one is cut off.', idempotent: true, ...gone }),
  endpoint('POST /v1/signing-keys', 'signing-keys:write', 201, 'SigningKey', { summary: 'Make a key that signs playback URLs from now on.', body: requests.createSigningKey, idempotent: true, problems: ['quota-reached'] }),
  endpoint('GET /v1/signing-keys', 'signing-keys:read', 200, 'SigningKeys', { summary: 'List signing keys, newest first.', query: requests.pageQuery }),
  endpoint('POST /v1/signing-keys/:id/retire', 'signing-keys:write', 200, 'SigningKey', { summary: 'End a signing key, and every session that began with it.', ...gone }),
  endpoint('POST /v1/api-keys', 'api-keys:write', 201, 'KeyedApiKey', { summary: 'Make an API key, shown this once.', body: requests.createApiKey, idempotent: true, problems: ['quota-reached'] }),
  endpoint('GET /v1/api-keys', 'api-keys:read', 200, 'ApiKeys', { summary: 'List API keys, newest first.', query: requests.pageQuery }),
  endpoint('DELETE /v1/api-keys/:id', 'api-keys:write', 204, undefined, { summary: 'Revoke an API key.', ...gone }),
  endpoint('POST /v1/playback-urls', 'playback:sign', 200, 'SignedPlayback', { summary: 'Sign a playback URL: all that a viewer needs, for a while.', body: requests.signPlayback, idempotent: true, ...gone }),
  endpoint('GET /v1/assets', 'assets:read', 200, 'Assets', { summary: 'List what is stored, newest first.', query: requests.pageQuery }),
  endpoint('GET /v1/assets/:id', 'assets:read', 200, 'Asset', { summary: 'One asset.', ...gone }),
  endpoint('DELETE /v1/assets/:id', 'assets:write', 204, undefined, { summary: 'Delete an asset.', ...gone }),
  endpoint('GET /v1/analytics', 'analytics:read', 200, 'Analytics', { summary: 'What the broadcasts begun on some days were: in all, by day, by stream, and each.', query: requests.analyticsQuery }),
  { method: 'get', path: '/.well-known/jwks.json', tag: 'streams', summary: 'The public keys that playback tokens are verified with (RFC 7517).', answer: { status: 200, type: 'application/jwk-set+json', schema: { type: 'object', properties: { keys: { type: 'array', items: { type: 'object' } } }, required: ['keys'] } } },
];
