import type { PageWords } from './en.ts';

/** What the pages say, in Portuguese. */
export const pt: PageWords = {
  'title.host': 'Entrar ao vivo · muf-live',
  'title.viewer': 'Assistir ao vivo · muf-live',
  'title.player': 'Assistir · muf-live',
  headline: 'A imagem é a sala.',
  lead: 'Entre ao vivo por esta página. Compartilhe um link. As pessoas assistem e conversam com você, em qualquer celular ou computador, sem instalar nada.',
  start: 'Abrir uma sala',
  haveLink: 'Tem um link?',
  linkHint: 'Link ou id da sala',
  join: 'Entrar',
  noLink: 'Isso não é um link de sala. Cole o link inteiro que você recebeu.',
  live: 'Ao vivo agora',
  room: 'Sala ao vivo',
  watching: { one: '{count} assistindo', many: '{count} assistindo', other: '{count} assistindo' },
  more: 'Mostrar mais',
  tag: 'Coloque uma sala na sua própria página com uma só tag:',
  'phone.live': 'AO VIVO',
  'phone.hello': 'olá de Lisboa',
  'phone.great': 'foi ótimo',
  'phone.again': 'mais uma, por favor',
  'phone.say': 'Diga algo…',
};
