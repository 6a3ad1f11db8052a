import { errorSentences } from './errors.ts';

/** What a room says before any of its elements has been fetched, and what goes wrong at any time. */
export const shellSentences = {
  'header.leave': 'Leave',
  'feedback.dismiss': 'Dismiss',
  'feedback.joining': 'Joining the room',
  'feedback.joiningHint': 'One moment',
  'feedback.goingLive': 'Going live',
  'feedback.waiting': 'Waiting for the host',
  'feedback.waitingHint': 'The room opens by itself when the stream starts.',
  'feedback.toasts': 'Notices',
  'layout.interact': 'Interact',
  'layout.effects': 'Effects',
  'layout.guests': 'Go LIVE with guests',
  ...errorSentences,
} as const;
