import type { Claims } from '../../core/wire/signal/claims.ts';
import type { ChatMessage, RoomInfo } from '../../core/wire/signal/shapes.ts';

/** A room as it outlives a restart. Times are ms since the epoch. */
export interface RoomRecord extends RoomInfo {
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly peakViewers: number;
  /** Its first host left it to whoever is its host now: what tokens say of the original host no longer counts. */
  readonly inherited?: boolean;
  /** Sent off the stage: their tokens no longer bring them there. */
  readonly sentOff?: readonly string[];
  /** Whether it may be found by those who have no link: `/api/live/explore`. */
  readonly listed?: boolean;
  /** The organisation it belongs to, in tenant mode. */
  readonly orgId?: string;
  /** The preset its tokens name. */
  readonly preset?: string;
  /** What its audiences were set to, by audience id. */
  readonly audiences?: Readonly<Record<string, AudienceSettings>>;
}

/** What outlives a restart of one audience, beside its log. */
export interface AudienceSettings {
  /** The audience that its people are in instead: merged, or raided away. */
  readonly movedTo?: string;
  readonly pinned?: ChatMessage;
  readonly slowModeSec?: number;
}

/** One peer's place in a room, reclaimable with the resume token whose SHA-256 is `tokenHash`. */
export interface SessionRecord {
  readonly tokenHash: string;
  readonly roomId: string;
  readonly peerId: string;
  readonly claims: Claims;
  readonly joinedAt: number;
  /** Where the room has put it somewhere else than its token does. */
  readonly standing?: StandingRecord;
}

/** Someone invited on stage, sent off it, or host in another's place. */
export interface StandingRecord {
  readonly as: 'cohost' | 'host' | 'viewer';
  /** What its token says. */
  readonly token: Claims;
  readonly seatedAt?: number;
}

/** Rooms and the places in them: what must be there again after a restart. */
export interface Rooms {
  get(roomId: string): Promise<RoomRecord | undefined>;
  put(room: RoomRecord): Promise<void>;
  /** Rooms that are waiting or live. */
  open(): Promise<readonly RoomRecord[]>;
  /** With its sessions. */
  delete(roomId: string): Promise<void>;
  /** Forgets rooms that ended, or were made and never went live, before this time; returns how many. */
  sweep(before: number): Promise<number>;
  /** Replaces the session of the same room and peer: a resume token is good once. */
  putSession(session: SessionRecord): Promise<void>;
  sessionByToken(tokenHash: string): Promise<SessionRecord | undefined>;
  sessionsOf(roomId: string): Promise<readonly SessionRecord[]>;
  deleteSession(roomId: string, peerId: string): Promise<void>;
  /** Takes the room for this node until `release`, unless another node that is alive has it; resolves to the name of the one that does. */
  claim(roomId: string): Promise<string>;
  /** Lets another node have it. */
  release(roomId: string): Promise<void>;
  /** Calls back with each room that this node held and another has taken, for it was cut off for too long. */
  onLost(handler: (roomId: string) => void): void;
}

/** Chat lines by audience: `(roomId, hostPeerId)`. */
export interface ChatLog {
  /** Idempotent by `(from, clientId)`: the second call returns the line stored first. */
  append(roomId: string, hostPeerId: string, message: ChatMessage): Promise<ChatMessage>;
  /**
   * Takes a line's words away for good and leaves it out of `recent`; whether there was one. Sending it again does not
   * bring it back: `append` then resolves to the line as given, but for the `id` of the removed one.
   */
  remove(roomId: string, hostPeerId: string, messageId: string): Promise<boolean>;
  /** Newest last. */
  recent(roomId: string, hostPeerId: string, limit: number): Promise<readonly ChatMessage[]>;
  /** Forgets lines sent before this time; returns how many. */
  sweep(before: number): Promise<number>;
}

/** Publish and subscribe between processes; in one process, between its parts. */
export interface Bus {
  publish(topic: string, message: string): Promise<void>;
  subscribe(topic: string, handler: (message: string) => void): Promise<() => Promise<void>>;
}

/** What lasts for years, by collection and key. Values are JSON. */
export interface Records {
  /** `undefined` when absent or expired. */
  get(collection: string, key: string): Promise<unknown>;
  /** Replaces. With `expiresAt` (ms since the epoch) the record is gone from then on. */
  put(collection: string, key: string, value: unknown, options?: { expiresAt?: number }): Promise<void>;
  /** Gets and deletes as one step, so that of several callers one gets the value: single-use codes. */
  take(collection: string, key: string): Promise<unknown>;
  delete(collection: string, key: string): Promise<void>;
}

export interface Store {
  readonly rooms: Rooms;
  readonly chat: ChatLog;
  readonly bus: Bus;
  readonly records: Records;
  /** Whether it answers; for `/health/ready`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
