import type { PageWords } from './en.ts';

/** What the pages say, in Spanish. */
export const es: PageWords = {
  'title.host': 'Transmitir en vivo · muf-live',
  'title.viewer': 'Ver en vivo · muf-live',
  'title.player': 'Ver · muf-live',
  headline: 'La imagen es la sala.',
  lead: 'Transmite en vivo desde esta página. Comparte un enlace. La gente te ve y habla contigo, en cualquier teléfono u ordenador, sin instalar nada.',
  start: 'Abrir una sala',
  haveLink: '¿Tienes un enlace?',
  linkHint: 'Enlace o id de la sala',
  join: 'Entrar',
  noLink: 'Eso no es un enlace de sala. Pega el enlace completo que te dieron.',
  live: 'Ahora en vivo',
  room: 'Sala en vivo',
  watching: { one: '{count} viendo', many: '{count} viendo', other: '{count} viendo' },
  more: 'Mostrar más',
  tag: 'Pon una sala en tu propia página con una sola etiqueta:',
  'phone.live': 'EN VIVO',
  'phone.hello': 'saludos desde Lisboa',
  'phone.great': 'estuvo genial',
  'phone.again': 'otra, por favor',
  'phone.say': 'Di algo…',
};
