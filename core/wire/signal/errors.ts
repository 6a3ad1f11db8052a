/**
 * What can go wrong on the signaling wire. `message` is one plain sentence for people without a locale,
 * with the remedy in its second half. `retryable` says whether the same request may succeed later.
 */
const table = {
  'bad-message': { message: 'The message was not understood. Update the page.', retryable: false },
  'unknown-type': { message: 'The server does not know this kind of message. Update the page or the server.', retryable: false },
  'too-large': { message: 'The message is too large. Send less at once.', retryable: false },
  'rate-limited': { message: 'Too many requests. Wait a moment and try again.', retryable: true },
  'not-joined': { message: 'Join the room first.', retryable: false },
  'already-joined': { message: 'This connection has joined a room already.', retryable: false },
  'join-timeout': { message: 'The page did not join in time. Reload it.', retryable: true },
  'token-missing': { message: 'A token is needed. Ask your server for one.', retryable: false },
  'token-invalid': { message: 'The token is not valid. Ask for a new one.', retryable: false },
  'token-expired': { message: 'The token has expired. Ask for a new one.', retryable: true },
  'token-wrong-room': { message: 'The token is for another room. Open the link again.', retryable: false },
  'not-allowed': { message: 'This is not allowed for your role. Ask the host.', retryable: false },
  'not-found': { message: 'That no longer exists.', retryable: false },
  'room-full': { message: 'The stage is full. Try again when someone has left it.', retryable: true },
  'room-crowded': { message: 'The room is full. Try again later.', retryable: true },
  'room-ended': { message: 'This stream has ended.', retryable: false },
  'resume-failed': { message: 'The earlier connection is gone. Joining anew.', retryable: true },
  'replaced': { message: 'You joined from another tab or device. Close one of them.', retryable: false },
  'slow-consumer': { message: 'Your connection is too slow to keep up. Reconnecting.', retryable: true },
  'limit-reached': { message: 'There are too many streams open. Close one first.', retryable: false },
  'busy': { message: 'The server is at its limit. Try again shortly.', retryable: true },
  'media-failed': { message: 'The media connection could not be made. Check your network and try again.', retryable: true },
  'draining': { message: 'The server is restarting. The room comes back by itself.', retryable: true },
  'session-over': { message: 'The session has reached its longest time. Join again.', retryable: true },
  'removed': { message: 'You were removed from this stream. You can come back in a minute.', retryable: true },
  'banned': { message: 'You cannot join this stream any more. Its hosts decided so.', retryable: false },
  'muted': { message: 'A host has muted you. Ask them to let you speak again.', retryable: false },
  'slow-mode': { message: 'Slow mode is on. Wait a moment before the next message.', retryable: true },
  'blocked-words': { message: 'The message has words that are not allowed here. Say it differently.', retryable: false },
  'no-audience': { message: 'There is no audience of that host. Choose someone on stage.', retryable: false },
  'same-audience': { message: 'These audiences are one already.', retryable: false },
  'not-merged': { message: 'Your audience is not merged with another.', retryable: false },
  'invite-expired': { message: 'This invitation has run out. Ask for a new one.', retryable: false },
  'invite-settled': { message: 'This invitation was answered already.', retryable: false },
  'invite-foreign': { message: 'This invitation is for someone else.', retryable: false },
  'invite-pending': { message: 'An invitation is waiting for an answer already.', retryable: true },
  'requests-closed': { message: 'The host is not taking requests now. Try again later.', retryable: true },
  'already-on-stage': { message: 'They are on stage already.', retryable: false },
  'internal': { message: 'Something went wrong on the server. Try again.', retryable: true },
} as const satisfies Record<string, { message: string; retryable: boolean }>;

export type SignalErrorCode = keyof typeof table;

export const signalErrors: Readonly<Record<SignalErrorCode, { readonly message: string; readonly retryable: boolean }>> = table;

export const signalErrorCodes = Object.keys(table) as [SignalErrorCode, ...SignalErrorCode[]];

/** WebSocket close codes (RFC 6455 §7.4.2: 4000–4999 are the application's); the close reason is the error code. */
export const closeCodes = {
  'bad-message': 4400,
  'token-missing': 4401,
  'token-invalid': 4401,
  'token-expired': 4401,
  'token-wrong-room': 4403,
  'not-allowed': 4403,
  'join-timeout': 4408,
  'replaced': 4409,
  'room-ended': 4410,
  'too-large': 4413,
  'rate-limited': 4429,
  'internal': 4500,
  'draining': 4503,
  'slow-consumer': 4508,
  'session-over': 4440,
  'busy': 4513,
  'room-full': 4423,
  'room-crowded': 4423,
  'removed': 4424,
  'banned': 4425,
} as const satisfies Partial<Record<SignalErrorCode, number>>;
