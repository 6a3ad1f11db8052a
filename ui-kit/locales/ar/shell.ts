import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in Arabic. */
export const shell: ShellWords = {
  'header.leave': 'مغادرة',
  'feedback.dismiss': 'إغلاق',
  'feedback.joining': 'جارٍ الانضمام إلى الغرفة',
  'feedback.joiningHint': 'لحظة من فضلك',
  'feedback.goingLive': 'جارٍ بدء البث',
  'feedback.waiting': 'في انتظار المضيف',
  'feedback.waitingHint': 'ستُفتح الغرفة تلقائيًا عند بدء البث.',
  'feedback.toasts': 'إشعارات',
  'layout.interact': 'تفاعل',
  'layout.effects': 'المؤثرات',
  'layout.guests': 'بث مباشر مع ضيوف',
};
