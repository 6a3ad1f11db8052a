import type { PageWords } from './en.ts';

/** What the pages say, in French. */
export const fr: PageWords = {
  'title.host': 'Passer en direct · muf-live',
  'title.viewer': 'Regarder en direct · muf-live',
  'title.player': 'Regarder · muf-live',
  headline: 'L’image est la salle.',
  lead: 'Passez en direct depuis cette page. Partagez un lien. On vous regarde et on parle avec vous, sur tout téléphone ou ordinateur, sans rien installer.',
  start: 'Ouvrir une salle',
  haveLink: 'Vous avez un lien ?',
  linkHint: 'Lien ou id de la salle',
  join: 'Rejoindre',
  noLink: 'Ce n’est pas un lien de salle. Collez le lien entier que vous avez reçu.',
  live: 'En direct maintenant',
  room: 'Salle en direct',
  watching: { one: '{count} spectateur', many: '{count} de spectateurs', other: '{count} spectateurs' },
  more: 'Afficher plus',
  tag: 'Mettez une salle sur votre propre page avec une seule balise :',
  'phone.live': 'DIRECT',
  'phone.hello': 'bonjour de Lisbonne',
  'phone.great': 'c’était superbe',
  'phone.again': 'encore une, s’il te plaît',
  'phone.say': 'Dites quelque chose…',
};
