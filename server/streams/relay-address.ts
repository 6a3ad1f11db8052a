import type { Config } from '../config.ts';

/** Where pages reach the relay, which listens on a port of its own. */
export interface RelayAddress {
  /** Origin, and path if it has one, without a trailing slash. `base` is the address the asking page reached this server by. */
  originFor(base?: string): string;
  /** The port it really took, where any free one was asked for. */
  listensOn(port: number): void;
}

/** `RELAY_URL`; else the host the page reached this server by, with the relay's port. */
export function createRelayAddress({ relay, publicUrl, host, tls }: Pick<Config, 'relay' | 'publicUrl' | 'host' | 'tls'>): RelayAddress {
  let { port } = relay;
  const own = `${tls ? 'https' : 'http'}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`;
  return {
    originFor(base = own) {
      if (relay.url !== undefined) return relay.url;
      // A Host header may be anything.
      const url = URL.parse(publicUrl ?? base) ?? new URL(own);
      url.port = String(port);
      return url.origin;
    },
    listensOn: (taken) => { port = taken; },
  };
}
