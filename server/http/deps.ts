import type { Tokens } from '../auth/tokens.ts';
import type { Trust } from '../auth/trust.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Ids } from '../ids.ts';
import type { LanCodes } from '../lan/lan-codes.ts';
import type { Logger } from '../observe/logger.ts';
import type { Census } from '../nodes/census.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { NetworkTests } from '../sfu/network-tests.ts';
import type { Store } from '../store/ports.ts';
import type { Streams } from '../streams/streams.ts';
import type { PageFolders } from './page-folders.ts';

/** What the HTTP side needs of the SFU. */
export interface MediaStatus {
  /** The router's RTP capabilities, for `Device.load()`. */
  readonly rtpCapabilities: object;
  /** Whether every room can get media now. */
  readonly ready: boolean;
}

export interface HttpDeps {
  readonly config: Config;
  readonly tokens: Tokens;
  readonly trust: Trust;
  readonly store: Store;
  readonly media: MediaStatus;
  readonly networkTests: NetworkTests;
  readonly census: Census;
  readonly streams: Streams;
  /** With `--lan`. */
  readonly lan?: LanCodes | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly pages: PageFolders;
  /** Whether the server is shutting down: nothing new begins. */
  isDraining(): boolean;
}
