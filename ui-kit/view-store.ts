import { atom } from 'nanostores';
import type { Command } from '../core/command.ts';
import type { LayoutName } from '../core/wire/signal/shapes.ts';
import type { LayoutChoice } from './layout/layouts.ts';

/** Sheets that can be open, one at a time. */
export type SheetName = 'people' | 'share' | 'settings' | 'network' | 'interact' | 'effects' | 'guests' | 'person' | 'audit' | 'keyboard' | 'debug' | 'permission' | 'end-confirm';

export type SideTab = 'chat' | 'people';

export interface Toast { readonly id: number; readonly text: string; readonly tone: 'info' | 'warning' | 'danger' }

/** Whom a sheet is about: they may have left meanwhile. */
export interface PersonTarget { readonly peerId: string; readonly displayName: string }

export interface ReplyTarget { readonly id: string; readonly displayName: string; readonly text: string }

/** Newer toasts push out older ones beyond this many. */
const maxToasts = 3;

/** What only this page's view knows: open sheets, the side tab, blocked sound, notices, the countdown. */
export function createViewStore() {
  const $sheet = atom<SheetName | null>(null);
  const $tab = atom<SideTab>('chat');
  /** Whom the person sheet is about. */
  const $person = atom<PersonTarget | null>(null);
  /** The browser refused to play sound before a tap. */
  const $soundBlocked = atom(false);
  const $toasts = atom<readonly Toast[]>([]);
  /** 3, 2, 1 before going live; `null` otherwise. */
  const $countdown = atom<number | null>(null);
  /** Whether the room's parts stand over the stage, as on a phone, or beside it; set by the room from its layout and its own size. */
  const $layout = atom<'compact' | 'wide'>('compact');
  /** The layout the page asks for, and my own choice. */
  const $asked = atom<LayoutName>('auto');
  const $choice = atom<LayoutChoice | null>(null);
  /** There is to be no camera here: what is about one is hidden. */
  const $cameraless = atom(false);
  /** The summary or the error that was on screen when someone went back from it: it is not shown again. */
  const $leftBehind = atom<object | null>(null);
  /** The line that the message box answers. */
  const $replyTo = atom<ReplyTarget | null>(null);
  /** Single keys act in this room. */
  const $shortcuts = atom(false);
  /** `none` until a caption has come; then whether they are shown. */
  const $captions = atom<'none' | 'on' | 'off'>('none');
  /** What could not be done while camera or microphone are blocked. */
  const $refused = atom<Command | null>(null);
  let lastToast = 0;

  return {
    $sheet, $tab, $person, $soundBlocked, $toasts, $countdown, $layout, $asked, $choice, $cameraless, $leftBehind, $replyTo, $shortcuts, $captions, $refused,
    toast(text: string, tone: Toast['tone'] = 'info'): void {
      const others = $toasts.get().filter((toast) => toast.text !== text);
      $toasts.set([...others, { id: ++lastToast, text, tone }].slice(-maxToasts));
    },
    dismissToast(id: number): void {
      $toasts.set($toasts.get().filter((toast) => toast.id !== id));
    },
  };
}
export type ViewStore = ReturnType<typeof createViewStore>;
