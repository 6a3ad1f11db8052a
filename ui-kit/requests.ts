import type { Command } from '../core/command.ts';
import type { LayoutName } from '../core/wire/signal/shapes.ts';
import type { PersonTarget, ReplyTarget, SheetName, SideTab } from './view-store.ts';

/** What can be asked of the view itself; everything else is a `Command` of the core. */
export type ViewRequest =
  | { readonly type: 'SHEET_OPEN'; readonly sheet: SheetName }
  | { readonly type: 'SHEET_CLOSE' }
  | { readonly type: 'TAB_SHOW'; readonly tab: SideTab }
  | { readonly type: 'CHAT_OPEN' }
  | { readonly type: 'REPLY_TO'; readonly line: ReplyTarget | null }
  | { readonly type: 'PEOPLE_OPEN' }
  | { readonly type: 'PERSON_OPEN'; readonly person: PersonTarget }
  | { readonly type: 'SHARE_OPEN' }
  | { readonly type: 'END_ASK' }
  | { readonly type: 'SOUND_UNLOCK' }
  | { readonly type: 'SOUND_BLOCKED' }
  | { readonly type: 'FULLSCREEN_TOGGLE' }
  | { readonly type: 'CAPTIONS_SHOW'; readonly shown: boolean }
  /** For me alone; `null` is as everyone has it. */
  | { readonly type: 'LAYOUT_CHOOSE'; readonly layout: LayoutName | null }
  /** Makes a tile large for me alone, or lets it go. */
  | { readonly type: 'TILE_SPOTLIGHT'; readonly tile: string | null }
  | { readonly type: 'GO_LIVE'; readonly title?: string; readonly displayName?: string }
  | { readonly type: 'COUNTDOWN_CANCEL' }
  | { readonly type: 'WATCH'; readonly displayName?: string }
  /** Back to where one starts: from the end screen, or from a failure. */
  | { readonly type: 'SETUP_RETURN' }
  /** Once more what failed: watching, or the set-up of a broadcast. */
  | { readonly type: 'RETRY' }
  | { readonly type: 'TOAST_DISMISS'; readonly id: number };

/** The detail of every `muf-request` event. `<muf-live-room>` is its only listener. */
export type MufRequest = Command | ViewRequest;

declare global {
  interface GlobalEventHandlersEventMap { 'muf-request': CustomEvent<MufRequest> }
}
