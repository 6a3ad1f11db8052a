let loading: Promise<typeof import('./live-session.ts')> | undefined;

/** Fetches what a live run needs and the screens before it do not: socket, schemas, media. A failed fetch is tried again by the next call. */
export function loadSession(): Promise<typeof import('./live-session.ts')> {
  loading ??= import('./live-session.ts').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
