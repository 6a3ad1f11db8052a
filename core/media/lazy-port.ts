import { LiveError } from '../errors.ts';
import type { MediaPort, MediaPortHandlers } from './port.ts';

/**
 * A port whose code is fetched on first use. Calls wait for it in their order; a failed fetch is told and
 * tried again by the next call, and closing before it has come means that it never opens.
 */
export function lazyPort(handlers: MediaPortHandlers, load: () => Promise<(handlers: MediaPortHandlers) => MediaPort>): MediaPort {
  let loading: Promise<MediaPort> | undefined;
  let closed = false;

  async function create(): Promise<MediaPort> {
    const createPort = await load();
    if (closed) throw new LiveError('cancelled');
    return createPort(handlers);
  }

  function port(): Promise<MediaPort> {
    loading ??= create().catch((error: unknown) => {
      loading = undefined;
      throw LiveError.from(error, 'media-failed');
    });
    return loading;
  }

  return {
    open: async (media) => (await port()).open(media),
    setRemote: (producers) => void port().then((real) => real.setRemote(producers), (error: LiveError) => closed || handlers.failed(error)),
    setLocal: async (sources) => (await port()).setLocal(sources),
    setSuspended: async (suspended) => (await port()).setSuspended(suspended),
    setQuality: async (quality) => (await port()).setQuality(quality),
    setWanted: async (wanted) => (await port()).setWanted?.(wanted),
    setSendLimits: async (limits) => (await port()).setSendLimits?.(limits),
    stats: async () => (await port()).stats(),
    close() {
      closed = true;
      loading?.then((real) => real.close(), () => {});
    },
  };
}
