/** Plural forms by `Intl.PluralRules` category. */
export interface Plural { readonly one?: string; readonly other: string; readonly zero?: string; readonly two?: string; readonly few?: string; readonly many?: string }

/** English, the reference: every other dictionary has exactly these keys. `{name}` marks a value. */
export const en = {
  // header
  'header.live': 'LIVE',
  'header.watching': { one: '{count} watching', other: '{count} watching' },
  'header.duration': 'Live for {duration}',
  'header.leave': 'Leave',
  'header.end': 'End',
  // stage
  'stage.label': 'Stage',
  'stage.you': 'You',
  // chat
  'chat.label': 'Chat',
  'chat.input': 'Message',
  'chat.placeholder': 'Say something…',
  'chat.send': 'Send',
  // people
  'people.label': 'People',
  // controls
  'controls.microphone': 'Microphone',
  'controls.camera': 'Camera',
  'controls.share': 'Share',
  // setup
  'setup.name': 'Your name',
  'setup.goLive': 'Go LIVE',
  'setup.watch': 'Watch',
  // feedback
  // end
} as const satisfies Record<string, string | Plural>;

export type MessageKey = keyof typeof en;
export type Dictionary = { readonly [Key in MessageKey]: (typeof en)[Key] extends string ? string : Plural };
