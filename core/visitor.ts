/** The part of `localStorage` that is used; a page may be without it, or forbid it. */
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

function quietly<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/**
 * What a server knows this browser by when nobody has an account: a random id that it has signed. Kept over
 * visits, so that whoever was banned stays the one who was banned.
 */
export function visitorOf(server: string, storage: Storage | undefined = quietly(() => globalThis.localStorage)) {
  const key = `muf-live visitor ${server}`;
  return {
    get: (): string | undefined => quietly(() => storage?.getItem(key)) ?? undefined,
    set(credential: unknown): void {
      if (typeof credential === 'string' && credential.length <= 256) quietly(() => storage?.setItem(key, credential));
    },
  };
}
