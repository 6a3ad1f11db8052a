import type { Permissions } from '../../core/wire/preset/permissions.ts';
import { capabilities, qualityCaps, type Capability, type CapSource, type Claims, type QualityCap, type Role } from '../../core/wire/signal/claims.ts';
import type { RequestType } from '../../core/wire/signal/requests.ts';
import type { Source } from '../../core/wire/signal/shapes.ts';

export interface Grants {
  readonly role: Role;
  readonly caps: ReadonlySet<Capability>;
  readonly isOriginalHost: boolean;
  /** Where each capability comes from. */
  readonly sources: ReadonlyMap<Capability, CapSource>;
  /** The best picture this peer may send and receive. */
  readonly maxQuality: QualityCap;
}

const publish = ['publish:camera', 'publish:mic', 'publish:screen'] as const satisfies readonly Capability[];

const defaults: Readonly<Record<Role, readonly Capability[]>> = {
  host: [...publish, 'subscribe:*', 'chat:send', 'data:send', 'data:broadcast', 'self:metadata', 'chat:moderate', 'cohost:invite'],
  guest: [...publish, 'subscribe:*', 'chat:send', 'data:send', 'data:broadcast', 'self:metadata'],
  viewer: ['subscribe:*', 'chat:send', 'data:send', 'cohost:request'],
};

/** What only the room's own host may do, beside a host's defaults. */
const originalHostOnly = ['room:end', 'record'] as const satisfies readonly Capability[];

/** What whoever has the room needs, whatever their token lists. */
const ofRoom: ReadonlySet<Capability> = new Set<Capability>([...originalHostOnly, 'chat:moderate']);

/** The same list without what only the room's own host may do. */
export const withoutRoom = (caps: readonly string[]): string[] => caps.filter((cap) => !(originalHostOnly as readonly string[]).includes(cap));

function granting(base: Pick<Grants, 'role' | 'isOriginalHost' | 'maxQuality'>, sources: ReadonlyMap<Capability, CapSource>): Grants {
  return { ...base, sources, caps: new Set(sources.keys()) };
}

const lowest = (...caps: readonly (QualityCap | undefined)[]): QualityCap => qualityCaps.find((cap) => caps.includes(cap)) ?? 'high';

/** Where a capability of an explicit list comes from: the token's own list, else the place its bearer was given. */
function sourceIn(own: readonly string[], cap: Capability, isOriginalHost: boolean): CapSource {
  if (own.includes(cap)) return 'token';
  return isOriginalHost && ofRoom.has(cap) ? 'originalHost' : 'role';
}

/**
 * What a token's bearer may do: `caps` in the token, else what the preset gives the role, else the role's defaults.
 * Names this server does not know are ignored. The server itself always states `is_original_host`; a host's token
 * minted elsewhere without it is taken for the original host's.
 * @param own what the token itself lists, where the bearer's place has added to it
 */
export function grantsOf(claims: Claims, preset?: Permissions, own: readonly string[] = claims.caps ?? []): Grants {
  const { role } = claims;
  const isOriginalHost = role === 'host' && (claims.is_original_host ?? true);
  const base = { role, isOriginalHost, maxQuality: lowest(claims.max_quality, preset?.maxQuality) };
  if (claims.caps !== undefined) return granting(base, new Map(capabilities.filter((cap) => claims.caps?.includes(cap)).map((cap) => [cap, sourceIn(own, cap, isOriginalHost)])));
  const byPreset = preset?.caps[role];
  const sources = new Map<Capability, CapSource>((byPreset ?? defaults[role]).map((cap) => [cap, byPreset ? 'preset' : 'role']));
  if (isOriginalHost) for (const cap of originalHostOnly) sources.set(cap, 'originalHost');
  return granting(base, sources);
}

/** The same with or without the right to keep order. */
export function withModerator(given: Grants, isModerator: boolean): Grants {
  const sources = new Map(given.sources);
  if (isModerator && !sources.has('chat:moderate')) sources.set('chat:moderate', 'moderator');
  if (!isModerator && sources.get('chat:moderate') === 'moderator') sources.delete('chat:moderate');
  return granting(given, sources);
}

/** For each request, the capabilities of which one is enough. A request missing here does not compile. */
const needs: Readonly<Record<RequestType, readonly Capability[] | 'anyone'>> = {
  Join: 'anyone',
  Leave: 'anyone',
  EndRoom: ['room:end'],
  OpenTransport: [...publish, 'subscribe:*'],
  ConnectTransport: [...publish, 'subscribe:*'],
  RestartIce: [...publish, 'subscribe:*'],
  MeshPublish: publish,
  MeshSignal: publish,
  MeshFailed: publish,
  Produce: publish,
  SetProducerPaused: publish,
  CloseProducer: publish,
  Consume: ['subscribe:*'],
  SetConsumerPaused: ['subscribe:*'],
  SetPreferredLayer: ['subscribe:*'],
  CloseConsumer: ['subscribe:*'],
  BroadcastUrl: ['subscribe:*'],
  ChatSend: ['chat:send'],
  DeleteMessage: ['chat:send', 'chat:moderate'],
  PinMessage: ['chat:moderate'],
  SetSlowMode: ['chat:moderate'],
  MergeAudiences: publish,
  SplitAudience: publish,
  RaidAudience: publish,
  InviteCohost: ['cohost:invite'],
  RequestCohost: ['cohost:request'],
  RespondCohostInvite: 'anyone',
  CancelCohostInvite: 'anyone',
  SetAcceptInvitations: ['cohost:invite'],
  RemoveCohost: ['cohost:invite'],
  LeaveStage: publish,
  SetLayout: publish,
  SetTyping: ['chat:send'],
  React: ['chat:send'],
  SetBroadcastPaused: publish,
  SendData: ['data:send'],
  SendLossyData: ['data:send'],
  SetDisplayName: ['self:rename'],
  SetMetadata: ['self:metadata'],
  WhoAmI: 'anyone',
  RemovePeer: ['chat:moderate'],
  BanPeer: ['chat:moderate'],
  UnbanPeer: ['chat:moderate'],
  MutePeer: ['chat:moderate'],
  SetModerator: ['chat:moderate'],
  AuditLog: ['chat:moderate'],
};

const hasOneOf = (grants: Grants, wanted: readonly Capability[]): boolean => wanted.some((cap) => grants.caps.has(cap));

/** What a host alone may ask, whatever a token's capabilities say. */
const hostsOnly: ReadonlySet<RequestType> = new Set<RequestType>(['SetModerator', 'AuditLog']);

/** Whether these grants allow a request of this type; `canProduce` and `canOpen` look at what is in it. */
export function can(given: Grants, type: RequestType): boolean {
  const wanted = needs[type];
  if (hostsOnly.has(type) && given.role !== 'host') return false;
  return wanted === 'anyone' || hasOneOf(given, wanted);
}

const ruling: ReadonlySet<Capability> = new Set<Capability>(['chat:moderate', 'cohost:invite', 'cohost:request', 'room:end', 'record']);
const alsoRuling: ReadonlySet<RequestType> = new Set<RequestType>(['RespondCohostInvite', 'CancelCohostInvite', 'MergeAudiences', 'SplitAudience', 'RaidAudience']);

/** Whether a request, asked with these grants, rules over others: each is written into the room's audit log. */
export function isRuling(type: RequestType, given: Grants): boolean {
  const wanted = needs[type];
  if (type === 'AuditLog' || wanted === 'anyone') return alsoRuling.has(type);
  return alsoRuling.has(type) || wanted.some((cap) => ruling.has(cap) && given.caps.has(cap));
}

/** Whether a request writes to others: what a muted viewer may not. */
export const isWriting = (type: RequestType): boolean => type !== 'React' && (needs[type].includes('chat:send') || needs[type].includes('data:send'));

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
