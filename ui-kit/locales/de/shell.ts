import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in German. */
export const shell: ShellWords = {
  'header.leave': 'Verlassen',
  'feedback.dismiss': 'Ausblenden',
  'feedback.joining': 'Du trittst dem Raum bei',
  'feedback.joiningHint': 'Einen Moment',
  'feedback.goingLive': 'Gleich live',
  'feedback.waiting': 'Warten auf den Host',
  'feedback.waitingHint': 'Der Raum öffnet sich von selbst, wenn der Stream beginnt.',
  'feedback.toasts': 'Hinweise',
  'layout.interact': 'Mitmachen',
  'layout.effects': 'Effekte',
  'layout.guests': 'Mit Gästen LIVE gehen',
};
