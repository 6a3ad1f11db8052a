import type { PageWords } from './en.ts';

/** What the pages say, in Hindi. */
export const hi: PageWords = {
  'title.host': 'लाइव जाएँ · muf-live',
  'title.viewer': 'लाइव देखें · muf-live',
  'title.player': 'देखें · muf-live',
  headline: 'तस्वीर ही रूम है।',
  lead: 'इसी पेज से लाइव जाएँ। एक लिंक शेयर करें। लोग किसी भी फ़ोन या कंप्यूटर पर, कुछ भी इंस्टॉल किए बिना, देखते हैं और आपसे बात करते हैं।',
  start: 'रूम शुरू करें',
  haveLink: 'क्या आपके पास लिंक है?',
  linkHint: 'रूम का लिंक या आईडी',
  join: 'शामिल हों',
  noLink: 'यह रूम का लिंक नहीं है। जो लिंक मिला था, उसे पूरा पेस्ट करें।',
  live: 'अभी लाइव',
  room: 'लाइव रूम',
  watching: { one: '{count} दर्शक', other: '{count} दर्शक' },
  more: 'और दिखाएँ',
  tag: 'एक टैग से अपने पेज पर रूम लगाएँ:',
  'phone.live': 'लाइव',
  'phone.hello': 'लिस्बन से नमस्ते',
  'phone.great': 'बहुत बढ़िया था',
  'phone.again': 'एक और, प्लीज़',
  'phone.say': 'कुछ कहें…',
};
