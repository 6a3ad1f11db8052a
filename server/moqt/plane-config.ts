import type { Config } from '../config.ts';
import type { Certificate } from '../lan/certificate.ts';
import type { LogLevel } from '../observe/logger.ts';

export type PlaneRole = 'relay' | 'hls';

/** What the audience plane needs to know. Crosses processes as JSON. */
export interface PlaneConfig {
  readonly roles: readonly PlaneRole[];
  readonly host: string;
  /** TCP for HTTP and WebSocket, UDP of the same number for WebTransport; 0 takes any free one. */
  readonly port: number;
  /** Where pages reach it; else at the address of their request. */
  readonly url: string | undefined;
  /** HTTPS with these, in PEM; plain HTTP without. WebTransport has a certificate of its own then, told by its hash. */
  readonly tls: Certificate | undefined;
  /** Further addresses to listen at. */
  readonly also: readonly string[];
  readonly dataDir: string;
  /** Without it, only what is watched is packaged. */
  readonly hls?: Config['hls'];
  readonly logLevel: LogLevel;
  /** Who may see `/metrics`: holders of the key, or everyone, or nobody. */
  readonly metrics: { readonly key: string | undefined; readonly open: boolean };
  /** Of other relays, and of the rooms of this server. */
  readonly secrets: readonly string[];
  /** Another relay's URL, with its secret. */
  readonly upstream: string | undefined;
}

/** `secrets`: further ones than the configured. */
export function planeConfigOf({ relay, hls, host, tls, lan, dataDir, logLevel, apiKey, tenancy }: Config, roles: readonly PlaneRole[], secrets: readonly string[] = []): PlaneConfig {
  return {
    roles, host, port: relay.port, url: relay.url, tls, also: lan?.also ?? [], dataDir, hls, logLevel,
    metrics: { key: apiKey, open: apiKey === undefined && tenancy === undefined },
    secrets: [...secrets, ...(relay.secret === undefined ? [] : [relay.secret])], upstream: relay.upstream,
  };
}
