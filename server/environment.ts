import { availableParallelism } from 'node:os';
import * as v from 'valibot';
import { logLevels } from './observe/logger.ts';

const quoted = (issue: { input: unknown }): string => JSON.stringify(String(issue.input).slice(0, 60));

const whole = (name: string, min: number, max: number, unit: string) =>
  v.pipe(
    v.string(),
    v.check((text) => /^\d{1,6}$/.test(text.trim()) && Number(text) >= min && Number(text) <= max, (issue) => `${name} must be ${unit} from ${min} to ${max}, not ${quoted(issue)}.`),
    v.transform(Number),
  );

const flag = (name: string) =>
  v.pipe(
    v.picklist(['true', 'false', '1', '0'], (issue) => `${name} must be true or false, not ${quoted(issue)}.`),
    v.transform((text) => text === 'true' || text === '1'),
  );

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const httpUrl = (name: string) =>
  v.pipe(
    v.string(),
    v.check((text) => isHttpUrl(text) && new URL(text).search + new URL(text).hash === '', (issue) => `${name} must be a URL like https://live.example.org, not ${quoted(issue)}.`),
    v.transform((text) => new URL(text).href.replace(/\/+$/, '')),
  );

const list = (text: string): string[] => text.split(',').map((item) => item.trim()).filter((item) => item !== '');

const origins = v.pipe(
  v.string(),
  v.transform(list),
  v.array(v.pipe(v.string(), v.check((text) => text === '*' || (isHttpUrl(text) && new URL(text).origin === text), (issue) => `MUF_ORIGINS must list origins like https://shop.example.org, separated by commas; ${quoted(issue)} is none.`))),
);

// The value is a secret: the sentence must not repeat it.
const namedSecrets = v.pipe(
  v.string(),
  v.transform(list),
  v.array(v.pipe(v.string(), v.regex(/^[\w.-]{1,64}:./, 'JWT_SECRETS must look like name:secret,older-name:older-secret; the first signs, all verify.'))),
  v.transform((items) => items.map((item) => ({ kid: item.slice(0, item.indexOf(':')), key: new TextEncoder().encode(item.slice(item.indexOf(':') + 1)) }))),
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
  PUBLIC_URL: v.optional(httpUrl('PUBLIC_URL')),
  MEDIASOUP_ANNOUNCED_IP: v.optional(word('MEDIASOUP_ANNOUNCED_IP', /^[\w.:-]{1,255}$/, 'an address or host name that viewers can reach')),
  LOG_LEVEL: v.optional(v.picklist(logLevels, (issue) => `LOG_LEVEL must be one of ${logLevels.join(', ')}, not ${quoted(issue)}.`), 'info'),
  SESSION_ENDS_AT_EXP: v.optional(flag('SESSION_ENDS_AT_EXP'), 'false'),
  MUF_ORIGINS: v.optional(origins, ''),
  RTC_PORT: v.optional(whole('RTC_PORT', 0, 65_471, 'a port number'), '0'),
  MUF_WORKERS: v.optional(whole('MUF_WORKERS', 1, 64, 'a number'), () => String(Math.min(64, availableParallelism()))),
});

export type Environment = v.InferOutput<typeof environmentSchema>;

export const knownNames = Object.keys(environmentSchema.entries);
