import { availableParallelism } from 'node:os';
import * as v from 'valibot';
import { iceEnvironment } from './ice-environment.ts';
import { logLevels } from './observe/logger.ts';

const quoted = (issue: { input: unknown }): string => JSON.stringify(String(issue.input).slice(0, 60));

const whole = (name: string, min: number, max: number, unit: string) =>
  v.pipe(
    v.string(),
    v.check((text) => /^\d{1,9}$/.test(text.trim()) && Number(text) >= min && Number(text) <= max, (issue) => `${name} must be ${unit} from ${min} to ${max}, not ${quoted(issue)}.`),
    v.transform(Number),
  );

const flag = (name: string) =>
  v.pipe(
    v.picklist(['true', 'false', '1', '0'], (issue) => `${name} must be true or false, not ${quoted(issue)}.`),
    v.transform((text) => text === 'true' || text === '1'),
  );

const isValkeyUrl = ({ protocol, hostname, pathname, search, hash }: URL): boolean =>
  /^(redis|valkey)s?:$/.test(protocol) && hostname !== '' && /^(\/\d{0,5})?$/.test(pathname) && search + hash === '';

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const httpUrl = (name: string) =>
  v.pipe(
    v.string(),
    v.check((text) => isHttpUrl(text) && new URL(text).search + new URL(text).hash === '', (issue) => `${name} must be a URL like https://live.example.org, not ${quoted(issue)}.`),
    v.transform((text) => new URL(text).href.replace(/\/+$/, '')),
  );

// The value may hold a password: the sentence must not repeat it.
const valkeyUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => URL.canParse(text) && isValkeyUrl(new URL(text)), 'VALKEY_URL must be a URL like redis://:password@127.0.0.1:6379/0, or rediss:// for TLS.'),
);

// Both hold a secret: the sentences must not repeat them.
const relaySecret = v.pipe(v.string(), v.trim(), v.regex(/^[\w.~-]{16,256}$/, 'RELAY_SECRET must be at least 16 letters, digits, dots or dashes, for example from `openssl rand -hex 32`.'));
const relayUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => isHttpUrl(text) && new URL(text).pathname === '/relay' && new URL(text).searchParams.has('sk'), 'RELAY_UPSTREAM must be the URL of another relay with its RELAY_SECRET, like https://live.example.org:8081/relay?sk=….'),
);

const list = (text: string): string[] => text.split(',').map((item) => item.trim()).filter((item) => item !== '');

const origins = v.pipe(
  v.string(),
  v.transform(list),
  v.array(v.pipe(v.string(), v.check((text) => text === '*' || (isHttpUrl(text) && new URL(text).origin === text), (issue) => `MUF_ORIGINS must list origins like https://shop.example.org, separated by commas; ${quoted(issue)} is none.`))),
);

type Named = readonly (readonly [name: string, secret: unknown])[];

/** `name:secret,older:secret`, or a JSON object of the same. */
function secretsByName(text: string): Named {
  if (!text.trim().startsWith('{')) return list(text).map((item) => [/^[^:]*(?=:)/.exec(item)?.[0] ?? '', item.slice(item.indexOf(':') + 1)]);
  try {
    return Object.entries(JSON.parse(text) as Record<string, unknown>);
  } catch {
    return [['', undefined]];
  }
}

const isNamed = (items: Named): boolean =>
  items.length > 0 && items.every(([name, secret]) => /^[\w.-]{1,64}$/.test(name) && typeof secret === 'string' && secret !== '');

// The value is a secret: the sentence must not repeat it.
const namedSecrets = v.pipe(
  v.string(),
  v.transform(secretsByName),
  v.check(isNamed, 'JWT_SECRETS must look like name:secret,older-name:older-secret, or be a JSON object of the same; the first signs, all verify.'),
  v.transform((items) => items.map(([kid, secret]) => ({ kid, key: new TextEncoder().encode(String(secret)) }))),
  v.check((secrets) => secrets.every(({ key }) => key.length >= 32), 'JWT_SECRETS holds a secret that is too short: use at least 32 random bytes for each.'),
);

const word = (name: string, pattern: RegExp, example: string) =>
  v.pipe(v.string(), v.trim(), v.regex(pattern, (issue) => `${name} must be ${example}, not ${quoted(issue)}.`));

/** Every environment variable the server reads. Each message is a sentence for the operator. */
export const environmentSchema = v.object({
  PORT: v.optional(whole('PORT', 0, 65_535, 'a port number'), '8080'),
  HOST: v.optional(word('HOST', /^[\w.:[\]-]{1,255}$/, 'an address or host name like 127.0.0.1'), '127.0.0.1'),
  DATA_DIR: v.optional(v.string(), '.data'),
  JWT_SECRET: v.optional(v.string()),
  JWT_SECRETS: v.optional(namedSecrets),
  MUF_API_KEY: v.optional(v.string()),
  APP_API_URL: v.optional(httpUrl('APP_API_URL')),
  APP_INTERNAL_SECRET: v.optional(v.string()),
  APP_API_PRIVATE: v.optional(flag('APP_API_PRIVATE'), 'false'),
  JWT_ISSUER: v.optional(v.string()),
  JWT_AUDIENCE: v.optional(v.string()),
  VIEWER_TOKEN_TTL: v.optional(whole('VIEWER_TOKEN_TTL', 30, 3600, 'a number of seconds'), '600'),
  MUF_PRESETS: v.optional(v.string()),
  MUF_MAX_ROOMS: v.optional(whole('MUF_MAX_ROOMS', 0, 999_999, 'a number (0 for no bound)'), '0'),
  MUF_MAX_PEERS: v.optional(whole('MUF_MAX_PEERS', 0, 999_999, 'a number (0 for no bound)'), '0'),
  MUF_TOKENS_PER_MINUTE: v.optional(whole('MUF_TOKENS_PER_MINUTE', 0, 999_999, 'a number (0 for no bound)'), '0'),
  MUF_SOCKETS_PER_ADDRESS: v.optional(whole('MUF_SOCKETS_PER_ADDRESS', 1, 999_999, 'a number'), '500'),
  MUF_TRANSPORTS_PER_WORKER: v.optional(whole('MUF_TRANSPORTS_PER_WORKER', 1, 99_999, 'a number'), '2000'),
  PUBLIC_URL: v.optional(httpUrl('PUBLIC_URL')),
  MUF_NODE_URL: v.optional(httpUrl('MUF_NODE_URL')),
  MEDIASOUP_ANNOUNCED_IP: v.optional(word('MEDIASOUP_ANNOUNCED_IP', /^[\w.:-]{1,255}$/, 'an address or host name that viewers can reach')),
  LOG_LEVEL: v.optional(v.picklist(logLevels, (issue) => `LOG_LEVEL must be one of ${logLevels.join(', ')}, not ${quoted(issue)}.`), 'info'),
  SESSION_ENDS_AT_EXP: v.optional(flag('SESSION_ENDS_AT_EXP'), 'false'),
  MUF_ORIGINS: v.optional(origins, ''),
  CHAT_BLOCKED_WORDS: v.optional(v.pipe(v.string(), v.transform(list)), ''),
  RTC_PORT: v.optional(whole('RTC_PORT', 0, 65_471, 'a port number'), '0'),
  RELAY_PORT: v.optional(whole('RELAY_PORT', 0, 65_535, 'a port number'), '8081'),
  RELAY_URL: v.optional(httpUrl('RELAY_URL')),
  RELAY_SECRET: v.optional(relaySecret),
  RELAY_UPSTREAM: v.optional(relayUrl),
  HLS_DVR_SEC: v.optional(whole('HLS_DVR_SEC', 0, 86_400, 'a number of seconds (0 for no going back)'), '0'),
  HLS_DISK_MB: v.optional(whole('HLS_DISK_MB', 1, 10_000_000, 'a number of megabytes'), '10240'),
  VALKEY_URL: v.optional(valkeyUrl),
  ...iceEnvironment,
  MUF_WORKERS: v.optional(whole('MUF_WORKERS', 1, 64, 'a number'), () => String(Math.min(64, availableParallelism()))),
});

export type Environment = v.InferOutput<typeof environmentSchema>;

export const knownNames = Object.keys(environmentSchema.entries);
