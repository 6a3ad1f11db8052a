/**
 * A module's loader that asks for it once; a failed fetch is tried again by the next call. Kept besides the
 * browser's own cache because every `import()` takes a turn of the event loop, a module that is there too.
 */
export function loadOnce<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
