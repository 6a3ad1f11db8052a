import { createHmac } from 'node:crypto';

/** As `RTCPeerConnection` wants it. */
export interface IceServer {
  readonly urls: string | string[];
  readonly username?: string;
  readonly credential?: string;
}

/** A TURN server that shares a secret with this one (coturn's `use-auth-secret`). */
export interface TurnRelay { readonly urls: readonly string[]; readonly secret: string }

export interface IceConfig {
  /** Handed to every page as they are. */
  readonly iceServers: readonly IceServer[];
  readonly turn: TurnRelay | undefined;
}

/** As long as a session can last, so that none outlives the way its media takes; each `Welcome` brings new ones. In s. */
export const turnTtlSec = 12 * 60 * 60;

/**
 * What helps one peer to find a way. TURN credentials are made for the peer and end by themselves: the user is the
 * time they end and the peer's id, the password its HMAC-SHA-1 (draft-uberti-behave-turn-rest-00 §2.2).
 * @param now ms since the epoch
 * @param ttlSec how long the credentials are good
 */
export function iceServersFor({ iceServers, turn }: IceConfig, peerId: string, now: number, ttlSec: number = turnTtlSec): IceServer[] {
  if (!turn) return [...iceServers];
  const username = `${Math.floor(now / 1000) + ttlSec}:${peerId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [...iceServers, { urls: [...turn.urls], username, credential }];
}
