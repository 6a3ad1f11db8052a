/** Whether the device says it is on a network; a hint, never proof. */
export interface Network {
  /** Calls back on each change; the returned function stops it. */
  listen(changed: (online: boolean) => void): () => void;
}

/** The browser's `online` and `offline` events; silent where there are none. */
export const pageNetwork: Network = {
  listen(changed) {
    if (typeof globalThis.addEventListener !== 'function') return () => {};
    const online = (): void => changed(true);
    const offline = (): void => changed(false);
    globalThis.addEventListener('online', online);
    globalThis.addEventListener('offline', offline);
    return () => {
      globalThis.removeEventListener('online', online);
      globalThis.removeEventListener('offline', offline);
    };
  },
};
