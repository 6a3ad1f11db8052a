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
  /** An object that an application attaches to a peer, as JSON. */
  metadata: 1024,
  /** Its levels: five more lie round it in a snapshot. */
  metadataDepth: 3,
  topic: 64,
  /** One `SendData`: its JSON, or that many bytes. `SendLossyData` fits one packet. */
  data: 16 * 1024,
  lossyData: 1200,
  url: 2048,
  /** One session description between two pages: Chromium's, with four media lines, has about 16 000. */
  sdp: 24 * 1024,
  candidate: 512,
  /** More on stage than this and every page would upload too often: the SFU takes over. */
  meshBroadcasters: 3,
  token: 4096,
  id: 64,
  /** What is repeated of a line that is answered. */
  quote: 140,
  /** People one line can mention. */
  mentions: 8,
  /** The longest time between two lines of one viewer, in seconds. */
  slowModeSec: 3600,
  /** Above this many people in an audience nobody is told who is typing. */
  typingAudience: 50,
  /** Lines of an audience at hand to be answered, pinned or deleted. */
  chatAtHand: 500,
  /** Chat lines sent with `Welcome`. */
  chatHistory: 100,
  /** Viewers listed in a snapshot; above this many an audience gets counts only. */
  listedViewers: 100,
  /** Events a channel keeps for `Join {resume}`; older ones mean a resync. */
  replayEvents: 512,
  /** And no more than this of them, so that what is replayed cannot make a slow reader of its page. */
  replayBytes: 512 * 1024,
  /** Someone removed may come back after this. */
  removedMs: 60_000,
  transportsPerPeer: 2,
  producersPerPeer: 4,
  consumersPerPeer: 64,
  /** An open socket must send `Join` within this time. */
  joinMs: 10_000,
  /** How long a cohost invitation or request waits for its answer. */
  inviteMs: 30_000,
  /** Invitations and requests of one room that wait at once. */
  openInvites: 64,
  /** How long a peer that lost its socket keeps its place; also the host's grace. */
  resumeMs: 30_000,
  /** Server ping; two unanswered ones close the socket. */
  pingMs: 10_000,
  /** A transport that never connects is closed. */
  transportConnectMs: 15_000,
  /** A session outlives its token up to this. */
  sessionMs: 12 * 60 * 60 * 1000,
  /** Above `coalesceBytes` of unsent data, what coalesces is dropped; above `closeBytes` the socket is closed: with what each frame costs beside its bytes, that is 1 MiB. */
  coalesceBytes: 256 * 1024,
  closeBytes: 960 * 1024,
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
