/**
 * Every bound of the signaling wire, in one place. Lengths are UTF-16 code units, times milliseconds,
 * sizes bytes. Both sides read them; the server also sends the ones a page needs in `Welcome`.
 */
export const limits = {
  /** One WebSocket frame from a page. */
  frameBytes: 64 * 1024,
  /** Nesting of objects and arrays in one frame, the frame itself being level 1. */
  jsonDepth: 8,
  name: 60,
  title: 120,
  category: 40,
  chatText: 500,
  emoji: 16,
  url: 2048,
  token: 4096,
  id: 64,
  /** Chat lines sent with `Welcome`. */
  chatHistory: 100,
  /** Viewers listed in a snapshot; above this many an audience gets counts only. */
  listedViewers: 100,
  /** Events a channel keeps for `Join {resume}`; older ones mean a resync. */
  replayEvents: 512,
  transportsPerPeer: 2,
  producersPerPeer: 4,
  consumersPerPeer: 64,
  /** An open socket must send `Join` within this time. */
  joinMs: 10_000,
  /** How long a peer that lost its socket keeps its place; also the host's grace. */
  resumeMs: 30_000,
  /** Server ping; two unanswered ones close the socket. */
  pingMs: 10_000,
  /** A transport that never connects is closed. */
  transportConnectMs: 15_000,
  /** A session outlives its token up to this (threat 2). */
  sessionMs: 12 * 60 * 60 * 1000,
  /** Above `coalesceBytes` of unsent data, what coalesces is dropped; above `closeBytes` the socket is closed. */
  coalesceBytes: 256 * 1024,
  closeBytes: 1024 * 1024,
  /** Typing turns itself off. */
  typingMs: 5000,
  /** How long chat lines are kept. */
  chatTtlMs: 24 * 60 * 60 * 1000,
} as const;

/** A token bucket: `burst` at once, refilled at `perSecond`. */
export interface Rate { readonly burst: number; readonly perSecond: number }

/** How much one socket may do wrong before it is closed: frames that are no valid requests, and requests that come too often. */
export const patience = {
  mistakes: { burst: 30, perSecond: 1 },
  floods: { burst: 100, perSecond: 5 },
} as const satisfies Readonly<Record<string, Rate>>;
