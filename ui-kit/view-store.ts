import { atom } from 'nanostores';

/** Sheets that can be open, one at a time. */
export type SheetName = 'people' | 'share' | 'settings' | 'interact' | 'effects' | 'guests' | 'end-confirm';

export interface Toast { readonly id: number; readonly text: string; readonly tone: 'info' | 'warning' | 'danger' }

/** What only this page's view knows: open sheets, the side tab, blocked sound, notices, the countdown. */
export function createViewStore() {
  const $sheet = atom<SheetName | null>(null);
  const $tab = atom<'chat' | 'people'>('chat');
  /** The browser refused to play sound before a tap. */
  const $soundBlocked = atom(false);
  const $toasts = atom<readonly Toast[]>([]);
  /** 3, 2, 1 before going live; `null` otherwise. */
  const $countdown = atom<number | null>(null);
  /** `compact` is the phone's immersive layout, `wide` the desktop's theatre; set by the room from its own width. */
  const $layout = atom<'compact' | 'wide'>('compact');
  return { $sheet, $tab, $soundBlocked, $toasts, $countdown, $layout };
}
export type ViewStore = ReturnType<typeof createViewStore>;
