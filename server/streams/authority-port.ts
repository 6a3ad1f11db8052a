import type { Namespace } from '../../core/wire/moqt/names.ts';

/** Who may publish and who may watch. The relay and the packager ask it; the control plane answers, also across processes: everything here goes through JSON. */
export interface Authority {
  /** `POST`s nothing: looks the key up, in the same time for a wrong key as for an unknown input. */
  publisher(ask: { readonly inputId: string; readonly streamKey: string; readonly address: string }): Promise<Admission>;
  /** `id` is a live input, an asset, a playback id or a room. */
  viewer(ask: { readonly id: string; readonly token: string }): Promise<Admission>;
  /** Called when what was admitted may no longer go on: a key was rotated, an input deleted, a signing key retired, a room ended. Returns how to stop. */
  onRevoked(listener: (revoked: Revoked) => void): () => void;
  /** Adds one finished or running broadcast's figures; the last row of an id wins. */
  record(row: BroadcastRow): void;
}

export type Admission =
  | { readonly ok: true; readonly namespace: Namespace; readonly org: string; /** Signing key of a viewer. */ readonly kid?: string; /** Who watches, where the token says so. */ readonly subject?: string; /** ms since the epoch. */ readonly expiresAt?: number }
  /** `reason` is safe to tell and the same for whatever must not be told apart. */
  | { readonly ok: false; readonly code: 'auth_failed' | 'expired' | 'not_found' | 'busy' | 'rate_limited'; readonly reason: string; readonly retryAfterMs?: number };

/** By namespace: everything of it; by `kid`: those who watch by that key; with `subject`: of these, those who watch as that one. `publisher` and `viewers` say whose sessions end. */
export interface Revoked { readonly namespace?: Namespace; readonly kid?: string; readonly subject?: string; readonly publisher: boolean; readonly viewers: boolean; readonly reason: string }

/** What one broadcast was: the row that analytics are made of. Tagged `media.broadcast`. */
export interface BroadcastRow {
  readonly id: string;
  readonly org: string;
  readonly streamId: string;
  readonly tag: 'media.broadcast';
  /** ms since the epoch; nothing while it runs. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly viewersPeak: number;
  readonly views: number;
  readonly viewerMinutes: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly objectsDropped: number;
  /** From a viewer's SUBSCRIBE to the first object sent, ms; the median. */
  readonly startupMs: number | null;
  readonly byTransport: { readonly webtransport: number; readonly websocket: number; readonly hls: number };
}
