import type { PageWords } from './en.ts';

/** What the pages say, in Arabic. */
export const ar: PageWords = {
  'title.host': 'بدء البث · muf-live',
  'title.viewer': 'شاهد مباشرةً · muf-live',
  'title.player': 'مشاهدة · muf-live',
  headline: 'الصورة هي الغرفة.',
  lead: 'ابدأ البث من هذه الصفحة. شارك رابطًا. يشاهدك الناس ويتحدثون معك، على أي هاتف أو حاسوب، دون تثبيت أي شيء.',
  start: 'ابدأ غرفة',
  haveLink: 'هل لديك رابط؟',
  linkHint: 'رابط الغرفة أو معرّفها',
  join: 'انضمام',
  noLink: 'هذا ليس رابط غرفة. ألصق الرابط الكامل الذي وصلك.',
  live: 'مباشر الآن',
  room: 'غرفة مباشرة',
  watching: { zero: '{count} مشاهد', one: 'مشاهد واحد ({count})', two: 'مشاهدان ({count})', few: '{count} مشاهدين', many: '{count} مشاهدًا', other: '{count} مشاهد' },
  more: 'عرض المزيد',
  tag: 'ضع غرفة في صفحتك بوسم واحد:',
  'phone.live': 'مباشر',
  'phone.hello': 'تحية من لشبونة',
  'phone.great': 'كان ذلك رائعًا',
  'phone.again': 'واحدة أخرى من فضلك',
  'phone.say': 'قل شيئًا…',
};
