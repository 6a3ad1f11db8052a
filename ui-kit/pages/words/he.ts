import type { PageWords } from './en.ts';

/** What the pages say, in Hebrew. */
export const he: PageWords = {
  'title.host': 'לעלות לשידור · muf-live',
  'title.viewer': 'לצפייה בשידור חי · muf-live',
  'title.player': 'לצפייה · muf-live',
  headline: 'התמונה היא החדר.',
  lead: 'משדרים בשידור חי מהדף הזה. משתפים קישור. אנשים צופים ומדברים איתכם, בכל טלפון או מחשב, בלי להתקין דבר.',
  start: 'לפתוח חדר',
  haveLink: 'יש לכם קישור?',
  linkHint: 'קישור או מזהה של החדר',
  join: 'הצטרפות',
  noLink: 'זה לא קישור לחדר. הדביקו את הקישור המלא שקיבלתם.',
  live: 'עכשיו בשידור חי',
  room: 'חדר חי',
  watching: { one: 'צופה אחד ({count})', two: '{count} צופים', other: '{count} צופים' },
  more: 'להציג עוד',
  tag: 'שימו חדר בדף שלכם עם תגית אחת:',
  'phone.live': 'שידור חי',
  'phone.hello': 'שלום מליסבון',
  'phone.great': 'זה היה נהדר',
  'phone.again': 'עוד אחד בבקשה',
  'phone.say': 'מה תרצו לומר…',
};
