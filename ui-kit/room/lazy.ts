/** Elements a viewer's first paint can do without. Until one is here, its tag takes no room and its slots are hidden. */
const loaders = {
  'muf-toasts': () => import('../feedback/muf-toasts.ts'),
  'muf-joining': () => import('../feedback/muf-joining.ts'),
  'muf-stage': () => import('./live-elements.ts'),
  'muf-setup': () => import('../setup/muf-setup.ts'),
  'muf-countdown': () => import('../setup/muf-countdown.ts'),
  'muf-lobby': () => import('../setup/muf-lobby.ts'),
  'muf-end-screen': () => import('../end-screen/muf-end-screen.ts'),
  'muf-fatal': () => import('../feedback/muf-fatal.ts'),
  'muf-sheet': () => import('../sheets/muf-sheet.ts'),
  'muf-people-sheet': () => import('../sheets/muf-people-sheet.ts'),
  'muf-share-sheet': () => import('../sheets/muf-share-sheet.ts'),
  'muf-settings-sheet': () => import('../sheets/muf-settings-sheet.ts'),
  'muf-network-sheet': () => import('../sheets/muf-network-sheet.ts'),
  'muf-person-sheet': () => import('../moderation/muf-person-sheet.ts'),
  'muf-audit-sheet': () => import('../moderation/muf-audit-sheet.ts'),
  'muf-sent-out': () => import('../moderation/muf-sent-out.ts'),
  'muf-guests-sheet': () => import('../cohost/muf-guests-sheet.ts'),
  'muf-keyboard-help': () => import('../keyboard/muf-keyboard-help.ts'),
  'muf-shortcuts': () => import('../keyboard/muf-shortcuts.ts'),
  'muf-debug-sheet': () => import('../debug/muf-debug-sheet.ts'),
  'muf-permission-help': () => import('../setup/muf-permission-help.ts'),
  'muf-permission-sheet': () => import('../setup/muf-permission-sheet.ts'),
  'muf-end-confirm': () => import('../sheets/muf-end-confirm.ts'),
  'muf-emoji-picker': () => import('../chat/muf-emoji-picker.ts'),
  'muf-chat-menu': () => import('../chat/muf-chat-menu.ts'),
  'muf-viewer-list': () => import('../people/muf-viewer-list.ts'),
} as const;

export type LazyTag = keyof typeof loaders;

const asked = new Set<LazyTag>();

/** Fetches an element's module once; a failed fetch (offline) may be asked for again. */
export function need(...tags: readonly LazyTag[]): void {
  for (const tag of tags) {
    if (asked.has(tag) || customElements.get(tag)) continue;
    asked.add(tag);
    loaders[tag]().catch((cause: unknown) => {
      asked.delete(tag);
      console.warn(`muf-live: <${tag}> could not be loaded.`, cause);
    });
  }
}
