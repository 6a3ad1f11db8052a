import * as v from 'valibot';
import { nearest } from '../core/wire/nearest.ts';
import type { Secret } from './auth/tokens.ts';
import { environmentSchema, knownNames, type Environment } from './environment.ts';
import { isLoopback } from './auth/loopback.ts';
import { localSecret } from './auth/local-secret.ts';
import { iceConfigOf } from './ice-environment.ts';
import type { IceConfig } from './ice-servers.ts';
import type { Certificate } from './lan/certificate.ts';
import { nodeName } from './node-name.ts';
import type { LogLevel } from './observe/logger.ts';
import { StartError } from './start-error.ts';

/** The server's settings, all checked. Made by `loadConfig` from the environment, or written out by a test. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Whether `host` is reachable from this machine only. */
  readonly loopback: boolean;
  readonly dataDir: string;
  /** The first signs; all verify. */
  readonly secrets: readonly Secret[];
  /** What `x-org-key` must be; without it the API is open, which only loopback allows. */
  readonly apiKey: string | undefined;
  /** Tenant mode: the application that knows the organisations and their keys. */
  readonly tenancy: { readonly url: string; readonly secret: string; readonly allowPrivate: boolean } | undefined;
  /** What tokens are minted with and must say; not looked at when absent. */
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  /** How long a viewer's token is good when nothing else is asked for, in seconds; at most 3600. */
  readonly viewerTtlSec: number;
  /** A folder of presets, `name.json` each. */
  readonly presetsDir: string | undefined;
  /** What one organisation may have: open rooms, peers in them, tokens minted per minute. 0 is no bound. */
  readonly quotas: { readonly rooms: number; readonly peers: number; readonly tokensPerMinute: number };
  /** Open sockets of one address; this machine's own are not counted. */
  readonly socketsPerAddress: number;
  /** Transports one media worker carries before it answers `busy`. */
  readonly transportsPerWorker: number;
  /** HTTPS with these, in PEM; plain HTTP without. */
  readonly tls?: Certificate;
  /** `--lan`: whoever holds a code of this server's terminal may make its room, and it listens at these addresses too. */
  readonly lan?: { readonly also: readonly string[] };
  /** Origin and base of links handed out, without a trailing slash; else the request's own origin. */
  readonly publicUrl: string | undefined;
  /** Where pages reach this very server among those that share a Valkey; pages are not sent to one that has none. */
  readonly nodeUrl: string | undefined;
  /** Address put into ICE candidates; mediasoup's own choice when absent. */
  readonly announcedIp: string | undefined;
  readonly logLevel: LogLevel;
  /** Close sockets when their token's `exp` passes, rather than at the session cap. */
  readonly sessionEndsAtExp: boolean;
  /** Origins, beside the server's own, whose pages may call it. `*` allows any. */
  readonly origins: readonly string[];
  /** Words and phrases that chat masks; one that begins with `!` refuses the line. */
  readonly blockedWords: readonly string[];
  /** First UDP+TCP port for media, one per worker counting up; 0 takes any free ports. */
  readonly rtcPort: number;
  /** The relay and the packager listen on a port of their own, 0 for any free one; pages reach it at `url`, else at this server's host name. */
  readonly relay: {
    readonly port: number;
    readonly url: string | undefined;
    /** Other relays that know it may take every stream from this one. */
    readonly secret?: string | undefined;
    /** Another relay, with its secret: what nobody publishes here is taken from there. */
    readonly upstream?: string | undefined;
  };
  /** How far back viewers of HLS can go, in seconds: 0 packages only what is watched; and what their segments may take of the disk, in bytes. */
  readonly hls: { readonly dvrSec: number; readonly diskBytes: number };
  /** What helps pages to find a way to each other and to the SFU. */
  readonly ice: IceConfig;
  /** Media workers, 1 to 64. */
  readonly workers: number;
  /** Where rooms and chat are kept that several servers share; without it they are in `dataDir`. */
  readonly valkeyUrl: string | undefined;
  /** This server's name in `Welcome.node`, in resume tokens and among those that share a Valkey. */
  readonly node: string;
}

function secretsOf(env: Environment, loopback: boolean): Secret[] {
  const named = env.JWT_SECRETS ?? [];
  const plain = env.JWT_SECRET ?? (named.length === 0 && loopback ? localSecret(env.DATA_DIR) : undefined);
  const secrets = [...named, ...(plain === undefined ? [] : [{ key: new TextEncoder().encode(plain) }])];
  if (secrets.length === 0) throw new StartError(`JWT_SECRET is missing: set it to at least 32 random bytes, because HOST=${env.HOST} is reachable from other machines.`);
  if (secrets.some(({ key }) => key.length < 32)) throw new StartError('JWT_SECRET is too short: use at least 32 random bytes, for example from `openssl rand -base64 48`.');
  return secrets;
}

function tenancyOf({ APP_API_URL: url, APP_INTERNAL_SECRET: secret, APP_API_PRIVATE: allowPrivate }: Environment): Config['tenancy'] {
  if (url === undefined) return undefined;
  if (secret === undefined || secret.length < 16) throw new StartError('APP_INTERNAL_SECRET must be set with APP_API_URL, to at least 16 characters that the application knows too: calls to it are signed with it.');
  return { url, secret, allowPrivate };
}

function warningsFor(given: NodeJS.ProcessEnv, env: Environment, loopback: boolean): string[] {
  const known = knownNames.filter((name) => name.startsWith('MUF_'));
  const warnings = Object.keys(given)
    .filter((name) => name.startsWith('MUF_') && !known.includes(name))
    .map((name) => `${name} is not a setting of this server; did you mean ${nearest(name, known)}?`);
  if (loopback && env.MUF_API_KEY === undefined && env.PUBLIC_URL !== undefined && !isLoopback(new URL(env.PUBLIC_URL).hostname)) {
    warnings.push('PUBLIC_URL is reachable from other machines and MUF_API_KEY is not set, so anyone there can open rooms; set MUF_API_KEY.');
  }
  return warnings;
}

/**
 * Reads and checks the whole environment at once; empty values count as unset. On loopback without a secret, one is
 * made in `DATA_DIR`. Throws a `StartError` whose message is one sentence naming the variable and the remedy.
 */
export function loadConfig(given: NodeJS.ProcessEnv): { config: Config; warnings: readonly string[] } {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = v.safeParse(environmentSchema, set, { abortEarly: true });
  if (!result.success) throw new StartError(result.issues[0].message);
  const env = result.output;
  const loopback = isLoopback(env.HOST);
  if (!loopback && env.MUF_API_KEY === undefined && env.APP_API_URL === undefined) {
    throw new StartError(`MUF_API_KEY is missing: set it to a secret that your backend sends as x-org-key, because HOST=${env.HOST} is reachable from other machines.`);
  }
  return {
    config: {
      port: env.PORT,
      host: env.HOST,
      loopback,
      dataDir: env.DATA_DIR,
      secrets: secretsOf(env, loopback),
      apiKey: env.MUF_API_KEY,
      tenancy: tenancyOf(env),
      issuer: env.JWT_ISSUER,
      audience: env.JWT_AUDIENCE,
      viewerTtlSec: env.VIEWER_TOKEN_TTL,
      presetsDir: env.MUF_PRESETS,
      quotas: { rooms: env.MUF_MAX_ROOMS, peers: env.MUF_MAX_PEERS, tokensPerMinute: env.MUF_TOKENS_PER_MINUTE },
      socketsPerAddress: env.MUF_SOCKETS_PER_ADDRESS,
      transportsPerWorker: env.MUF_TRANSPORTS_PER_WORKER,
      publicUrl: env.PUBLIC_URL,
      nodeUrl: env.MUF_NODE_URL,
      announcedIp: env.MEDIASOUP_ANNOUNCED_IP,
      logLevel: env.LOG_LEVEL,
      sessionEndsAtExp: env.SESSION_ENDS_AT_EXP,
      origins: env.MUF_ORIGINS,
      blockedWords: env.CHAT_BLOCKED_WORDS,
      rtcPort: env.RTC_PORT,
      relay: { port: env.RELAY_PORT, url: env.RELAY_URL, secret: env.RELAY_SECRET, upstream: env.RELAY_UPSTREAM },
      hls: { dvrSec: env.HLS_DVR_SEC, diskBytes: env.HLS_DISK_MB * 1024 ** 2 },
      ice: iceConfigOf(env),
      workers: env.MUF_WORKERS,
      valkeyUrl: env.VALKEY_URL,
      node: env.VALKEY_URL === undefined ? 'me' : nodeName(env.DATA_DIR),
    },
    warnings: warningsFor(given, env, loopback),
  };
}
