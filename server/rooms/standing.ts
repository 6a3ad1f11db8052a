import type { Capability, Claims } from '../../core/wire/signal/claims.ts';

/** What a room has made of a peer, whatever its token says: `token` is just what it says. */
export const standings = ['token', 'cohost', 'host', 'viewer'] as const;
export type Standing = (typeof standings)[number];

const publish = ['publish:camera', 'publish:mic', 'publish:screen'] as const satisfies readonly Capability[];
const withSeat: readonly Capability[] = [...publish, 'cohost:invite'];
/** Somebody has to keep order in a room: whoever inherits it may, whatever their token lists. */
const withRoom: readonly Capability[] = [...withSeat, 'room:end', 'record', 'chat:moderate'];
const ofStage: ReadonlySet<string> = new Set<Capability>([...withRoom, 'data:broadcast']);

/** A token that lists its capabilities gains what the place needs; one that does not has its role's defaults. */
const gaining = ({ caps }: Claims, more: readonly Capability[]): Pick<Claims, 'caps'> => (caps === undefined ? {} : { caps: [...new Set([...caps, ...more])] });
const losing = ({ caps }: Claims): Pick<Claims, 'caps'> => (caps === undefined ? {} : { caps: caps.filter((cap) => !ofStage.has(cap)) });

/** What decides role and capabilities, for each standing of this token's bearer. */
const rank: { readonly [Name in Standing]: (token: Claims) => Pick<Claims, 'role' | 'is_original_host' | 'caps'> } = {
  token: ({ role, is_original_host: original, caps }) => ({ role, ...(original === undefined ? {} : { is_original_host: original }), ...(caps === undefined ? {} : { caps }) }),
  cohost: (token) => ({ role: 'host', is_original_host: false, ...gaining(token, withSeat) }),
  host: (token) => ({ role: 'host', is_original_host: true, ...gaining(token, withRoom) }),
  viewer: (token) => ({ role: 'viewer', ...losing(token) }),
};

/** The claims a peer of this standing goes by: who it is stays, what it is here comes from its token and its standing. */
export function claimsAs(standing: Standing, token: Claims, person: Claims = token): Claims {
  const { role: _role, is_original_host: _original, caps: _caps, ...rest } = person;
  return { ...rest, ...rank[standing](token) };
}
