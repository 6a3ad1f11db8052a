import type { PageWords } from './en.ts';

/** What the pages say, in German. */
export const de: PageWords = {
  'title.host': 'Live gehen · muf-live',
  'title.viewer': 'Live zuschauen · muf-live',
  'title.player': 'Zuschauen · muf-live',
  headline: 'Das Bild ist der Raum.',
  lead: 'Geh von dieser Seite aus live. Teile einen Link. Andere schauen zu und reden mit dir, auf jedem Telefon oder Computer, ohne etwas zu installieren.',
  start: 'Raum starten',
  haveLink: 'Hast du einen Link?',
  linkHint: 'Raum-Link oder ID',
  join: 'Beitreten',
  noLink: 'Das ist kein Link zu einem Raum. Füge den ganzen Link ein, den du bekommen hast.',
  live: 'Jetzt live',
  room: 'Live-Raum',
  watching: { one: '{count} schaut zu', other: '{count} schauen zu' },
  more: 'Mehr anzeigen',
  tag: 'Hol mit einem Tag einen Raum auf deine eigene Seite:',
  'phone.live': 'LIVE',
  'phone.hello': 'hallo aus Lissabon',
  'phone.great': 'das war toll',
  'phone.again': 'bitte noch eins',
  'phone.say': 'Sag etwas…',
};
