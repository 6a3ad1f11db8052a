/** Whether anyone can see the page: a tab in the background needs sound only. */
export interface Visibility {
  /** Tells at once, and again on each change; the returned function stops it. */
  watch(changed: (visible: boolean) => void): () => void;
}

/** A window over all others that shows the stage while its page is out of sight. */
type Pictures = EventTarget & { readonly window: Window | null };
const pictures = (): Pictures | undefined => (globalThis as { documentPictureInPicture?: Pictures }).documentPictureInPicture;

const isSeen = (page: Document | undefined): boolean => page?.visibilityState !== 'hidden' || !!page.pictureInPictureElement || !!pictures()?.window;

/** The browser's own word on it; always visible where there is no document. */
export const pageVisibility: Visibility = {
  watch(changed) {
    const page: Document | undefined = globalThis.document;
    const stop = new AbortController();
    const { signal } = stop;
    const tell = (): void => changed(isSeen(page));
    tell();
    page?.addEventListener('visibilitychange', tell, { signal });
    pictures()?.addEventListener('enter', (event) => {
      tell();
      // It still counts as open while it closes.
      (event as Event & { window?: Window }).window?.addEventListener('pagehide', () => setTimeout(() => signal.aborted || tell()), { signal });
    }, { signal });
    return () => stop.abort();
  },
};
