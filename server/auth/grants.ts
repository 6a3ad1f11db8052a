import { capabilities, type Capability, type Claims, type Role } from '../../core/wire/signal/claims.ts';
import type { RequestType } from '../../core/wire/signal/requests.ts';
import type { Source } from '../../core/wire/signal/shapes.ts';

export interface Grants {
  readonly role: Role;
  readonly caps: ReadonlySet<Capability>;
  readonly isOriginalHost: boolean;
}

const publish = ['publish:camera', 'publish:mic', 'publish:screen'] as const satisfies readonly Capability[];

const defaults: Readonly<Record<Role, readonly Capability[]>> = {
  host: [...publish, 'subscribe:*', 'chat:send'],
  guest: [...publish, 'subscribe:*', 'chat:send'],
  viewer: ['subscribe:*', 'chat:send'],
};

/**
 * What a token's bearer may do. `caps` in the token replaces the role's default set; names this server
 * does not know are ignored. The server itself always states `is_original_host`; a host's token minted
 * elsewhere without it is taken for the original host's.
 */
export function grantsOf(claims: Claims): Grants {
  const isOriginalHost = claims.role === 'host' && (claims.is_original_host ?? true);
  const byRole = isOriginalHost ? [...defaults.host, 'room:end' as const] : defaults[claims.role];
  const caps = claims.caps === undefined ? byRole : capabilities.filter((cap) => claims.caps?.includes(cap));
  return { role: claims.role, caps: new Set(caps), isOriginalHost };
}

/** For each request, the capabilities of which one is enough. A request missing here does not compile. */
const needs: Readonly<Record<RequestType, readonly Capability[] | 'anyone'>> = {
  Join: 'anyone',
  Leave: 'anyone',
  EndRoom: ['room:end'],
  OpenTransport: [...publish, 'subscribe:*'],
  ConnectTransport: [...publish, 'subscribe:*'],
  RestartIce: [...publish, 'subscribe:*'],
  Produce: publish,
  SetProducerPaused: publish,
  CloseProducer: publish,
  Consume: ['subscribe:*'],
  SetConsumerPaused: ['subscribe:*'],
  SetPreferredLayer: ['subscribe:*'],
  CloseConsumer: ['subscribe:*'],
  ChatSend: ['chat:send'],
  SetTyping: ['chat:send'],
  React: ['chat:send'],
  SetBroadcastPaused: publish,
};

const hasOneOf = (grants: Grants, wanted: readonly Capability[]): boolean => wanted.some((cap) => grants.caps.has(cap));

/** Whether these grants allow a request of this type; `canProduce` and `canOpen` look at what is in it. */
export function can(grants: Grants, type: RequestType): boolean {
  const wanted = needs[type];
  return wanted === 'anyone' || hasOneOf(grants, wanted);
}

const capOf: Readonly<Record<Source, Capability>> = {
  camera: 'publish:camera',
  mic: 'publish:mic',
  screen: 'publish:screen',
  screenAudio: 'publish:screen',
};

export const canProduce = (grants: Grants, source: Source): boolean => grants.caps.has(capOf[source]);

export const canOpen = (grants: Grants, direction: 'send' | 'recv'): boolean =>
  hasOneOf(grants, direction === 'send' ? publish : ['subscribe:*']);

/** Whether the bearer may be on stage at all. */
export const canBroadcast = (grants: Grants): boolean => grants.role !== 'viewer' && hasOneOf(grants, publish);
