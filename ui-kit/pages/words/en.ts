import type { Plural } from '../../locales/en.ts';
import type { Words } from '../../locales/words.ts';

/** What the pages say themselves, outside the room: English, the reference. Their HTML holds it too, for whoever runs no scripts. */
export const en = {
  'title.host': 'Go live · muf-live',
  'title.viewer': 'Watch live · muf-live',
  'title.player': 'Watch · muf-live',
  headline: 'The picture is the room.',
  lead: 'Go live from this page. Share a link. People watch and talk with you, on any phone or desktop, with nothing to install.',
  start: 'Start a room',
  haveLink: 'Have a link?',
  linkHint: 'Room link or id',
  join: 'Join',
  noLink: 'That is not a room link. Paste the whole link you were given.',
  live: 'Live now',
  room: 'Live room',
  watching: { one: '{count} watching', other: '{count} watching' },
  more: 'Show more',
  tag: 'Put a room on your own page with one tag:',
  // the picture of a phone
  'phone.live': 'LIVE',
  'phone.hello': 'hello from Lisbon',
  'phone.great': 'that was great',
  'phone.again': 'one more please',
  'phone.say': 'Say something…',
} as const satisfies Record<string, string | Plural>;

export type PageWords = Words<typeof en>;
