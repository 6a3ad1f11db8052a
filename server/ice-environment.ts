import * as v from 'valibot';
import { StartError } from './start-error.ts';
import type { IceConfig } from './ice-servers.ts';

/** RFC 7064 and RFC 7065: scheme, host, port and, for TURN, a transport; no credentials inside. */
const address = /^(stuns?:[\w.:[\]-]{1,255}|turns?:[\w.:[\]-]{1,255}(\?transport=(udp|tcp))?)$/;
const isRelay = (url: string): boolean => url.startsWith('turn');

const url = v.pipe(v.string(), v.regex(address));
const urls = v.union([url, v.pipe(v.array(url), v.minLength(1), v.maxLength(8))]);
const words = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const server = v.pipe(
  v.strictObject({ urls, username: v.optional(words), credential: v.optional(words) }),
  v.check(({ urls: given, username, credential }) => [given].flat().every((one) => !isRelay(one)) || (username !== undefined && credential !== undefined)),
);

const shape = 'ICE_SERVERS must be a JSON list like [{"urls":"stun:stun.example.org:3478"}], of at most 8; a turn: server needs username and credential.';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const listSchema = v.pipe(v.array(server), v.maxLength(8));

// The values may hold credentials: the sentences must not repeat them.
export const iceEnvironment = {
  ICE_SERVERS: v.optional(v.pipe(v.string(), v.transform(parse), v.check((value) => v.is(listSchema, value), shape), v.transform((value) => value as v.InferOutput<typeof listSchema>)), '[]'),
  TURN_URLS: v.optional(v.pipe(
    v.string(),
    v.transform((text) => text.split(',').map((item) => item.trim()).filter((item) => item !== '')),
    v.check((list) => list.length > 0 && list.length <= 8 && list.every((one) => isRelay(one) && v.is(url, one)), 'TURN_URLS must list addresses like turn:turn.example.org:3478?transport=udp, separated by commas, at most 8.'),
  )),
  TURN_SECRET: v.optional(v.string()),
};

interface Given { readonly ICE_SERVERS: v.InferOutput<typeof listSchema>; readonly TURN_URLS?: string[] | undefined; readonly TURN_SECRET?: string | undefined }

/** Throws a `StartError` when one half of the TURN settings is missing or too weak. */
export function iceConfigOf({ ICE_SERVERS, TURN_URLS, TURN_SECRET }: Given): IceConfig {
  const iceServers = ICE_SERVERS.map(({ urls: given, username, credential }) => ({ urls: given, ...(username === undefined ? {} : { username }), ...(credential === undefined ? {} : { credential }) }));
  if ((TURN_URLS === undefined) !== (TURN_SECRET === undefined)) {
    throw new StartError(`${TURN_URLS === undefined ? 'TURN_URLS' : 'TURN_SECRET'} is missing: set TURN_URLS to the relay’s addresses and TURN_SECRET to the secret it shares with this server (coturn: static-auth-secret).`);
  }
  if (TURN_SECRET !== undefined && TURN_SECRET.length < 16) throw new StartError('TURN_SECRET is too short: use at least 16 characters, and the same in the relay’s own settings.');
  return { iceServers, turn: TURN_URLS && TURN_SECRET !== undefined ? { urls: TURN_URLS, secret: TURN_SECRET } : undefined };
}
