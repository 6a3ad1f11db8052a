/** A playback URL and what is in it. `expiresAt` is in ms since the epoch. */
export interface SignedPlayback {
  readonly url: string;
  readonly kid: string;
  readonly alg: string;
  readonly expiresAt: number;
}

/** What rooms need of the control plane: places in the audience for their viewers. */
export interface RoomPlayback {
  /**
   * A playback URL of the room for one peer. `org` is nothing on a server for one. `base` is where pages reach the
   * server, such as `https://live.example`; the configured address when absent. `ttlSec` is clamped to 30 s – 24 h.
   */
  signRoomPlayback(ask: { readonly org: string | undefined; readonly roomId: string; readonly peerId: string; readonly ttlSec?: number; readonly base?: string | undefined }): Promise<SignedPlayback>;
  /** This peer was sent away: it watches no more, and no URL that it was given until now lets it in. */
  peerRemoved(peer: { readonly org: string | undefined; readonly roomId: string; readonly peerId: string }): void;
  /** The room is over: whoever watches it is sent away. */
  roomEnded(room: { readonly org: string | undefined; readonly roomId: string }): void;
}
