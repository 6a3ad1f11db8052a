import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in Hebrew. */
export const shell: ShellWords = {
  'header.leave': 'יציאה',
  'feedback.dismiss': 'סגירה',
  'feedback.joining': 'מצטרפים לחדר',
  'feedback.joiningHint': 'רק רגע',
  'feedback.goingLive': 'עולים לשידור',
  'feedback.waiting': 'מחכים למארח',
  'feedback.waitingHint': 'החדר ייפתח מעצמו כשהשידור יתחיל.',
  'feedback.toasts': 'הודעות מערכת',
  'layout.interact': 'השתתפות',
  'layout.effects': 'אפקטים',
  'layout.guests': 'שידור חי עם אורחים',
};
