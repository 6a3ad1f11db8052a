/** Whether anyone can see the page: a tab in the background needs sound only. */
export interface Visibility {
  /** Tells at once, and again on each change; the returned function stops it. */
  watch(changed: (visible: boolean) => void): () => void;
}

/** The browser's own word on it; always visible where there is no document. */
export const pageVisibility: Visibility = {
  watch(changed) {
    const page: Document | undefined = globalThis.document;
    const tell = (): void => changed(page?.visibilityState !== 'hidden');
    tell();
    page?.addEventListener('visibilitychange', tell);
    return () => page?.removeEventListener('visibilitychange', tell);
  },
};
