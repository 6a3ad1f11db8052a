/** Fetches an element’s module when the page has the first of its tags. */
export function whenWanted(tag: string, load: () => Promise<unknown>): void {
  const look = (): boolean => {
    if (!document.querySelector(tag)) return false;
    load().catch((cause: unknown) => console.warn(`muf-live: <${tag}> could not be loaded.`, cause));
    return true;
  };
  if (look()) return;
  const observer = new MutationObserver(() => { if (look()) observer.disconnect(); });
  observer.observe(document, { childList: true, subtree: true });
}
