import { LiveError } from '../errors.ts';
import type { MediaPort, MediaPortHandlers } from './port.ts';

/**
 * A port whose code is fetched when it is first opened: only then is it known which way media goes in the room. Calls
 * wait for it in their order; a failed fetch is told and tried again by the next call, and closing before it has come
 * means that it never opens.
 */
export function lazyPort(handlers: MediaPortHandlers, load: () => Promise<(handlers: MediaPortHandlers) => MediaPort>): MediaPort {
  let loading: Promise<MediaPort> | undefined;
  let closed = false;
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});

  async function create(): Promise<MediaPort> {
    const createPort = await load();
    if (closed) throw new LiveError('cancelled');
    // A fetch that failed before is made up for.
    handlers.mended?.();
    return createPort(handlers);
  }

  function port(): Promise<MediaPort> {
    loading ??= create().catch((error: unknown) => {
      loading = undefined;
      throw LiveError.from(error, 'media-failed');
    });
    return loading;
  }

  /** For what may be asked before there is a room. */
  async function opened(): Promise<MediaPort> {
    await first.promise;
    return port();
  }

  return {
    async open(media) {
      const opening = port();
      first.resolve();
      await (await opening).open(media);
    },
    setRemote: (producers) => void opened().then((real) => real.setRemote(producers), (error: LiveError) => closed || handlers.failed(error)),
    setLocal: async (sources) => (await opened()).setLocal(sources),
    setSuspended: async (suspended) => (await opened()).setSuspended(suspended),
    setQuality: async (quality) => (await opened()).setQuality(quality),
    setWanted: async (wanted) => (await opened()).setWanted?.(wanted),
    setSendLimits: async (limits) => (await opened()).setSendLimits?.(limits),
    // There is nothing to measure yet, and nobody waits for it.
    stats: async () => (loading ? (await loading).stats() : []),
    close() {
      closed = true;
      first.reject(new LiveError('cancelled'));
      loading?.then((real) => real.close(), () => {});
    },
  };
}
