import { join } from 'node:path';
import type { Namespace } from '../../core/wire/moqt/names.ts';
import { every, type Clock } from '../clock.ts';
import type { Broadcast, Broadcasts } from '../moqt/broadcast-port.ts';
import type { Logger } from '../observe/logger.ts';
import { Channel } from './channel.ts';
import { SegmentDisk } from './segment-disk.ts';
import { Waiting } from './waiting.ts';

export interface OriginOptions {
  readonly broadcasts: Pick<Broadcasts, 'find' | 'watch'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly dataDir: string;
  /** Packages every broadcast from its start, so that viewers can go back so far, in seconds; 0 packages what is asked for. */
  readonly dvrSec?: number;
  /** What all segments on disk may come to, in bytes. */
  readonly diskBytes?: number;
  readonly waiting?: Waiting;
}

/** Without a DVR: enough to pause for a moment, in seconds. */
const shortWindowSec = 60;
const sweepMs = 10_000;

const keyOf = (namespace: Namespace): string => JSON.stringify(namespace);

/** All broadcasts that are watched over HLS. Who does not use it pays nothing: packaging begins with the first request. */
export class Origin {
  readonly waiting: Waiting;
  readonly #options: OriginOptions;
  readonly #disk: SegmentDisk;
  readonly #channels = new Map<string, Channel>();
  readonly #stops: readonly (() => void)[];

  constructor(options: OriginOptions) {
    const { broadcasts, clock, logger, dataDir, diskBytes = 10 * 1024 ** 3 } = options;
    this.#options = options;
    this.waiting = options.waiting ?? new Waiting({ clock });
    this.#disk = new SegmentDisk({ dir: join(dataDir, 'hls'), maxBytes: diskBytes, logger });
    this.#stops = [broadcasts.watch((broadcast) => this.#started(broadcast)), every(clock, sweepMs, () => this.#sweep())];
  }

  /** Nothing where nobody broadcasts under that name, nor has just done so. */
  channel(namespace: Namespace): Channel | undefined {
    const known = this.#channels.get(keyOf(namespace));
    if (known?.isOn) return known;
    const broadcast = this.#options.broadcasts.find(namespace);
    if (!broadcast) return known;
    return this.#attach(broadcast);
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
    this.waiting.close();
    await this.#disk.close();
  }

  #started(broadcast: Broadcast): void {
    if (this.#options.dvrSec || this.#channels.has(keyOf(broadcast.namespace))) this.#attach(broadcast);
  }

  #attach(broadcast: Broadcast): Channel {
    const key = keyOf(broadcast.namespace);
    const { clock, logger, dvrSec = 0 } = this.#options;
    const channel = this.#channels.get(key) ?? new Channel({ clock, logger, waiting: this.waiting, disk: this.#disk, windowSec: dvrSec || shortWindowSec, always: dvrSec > 0 });
    this.#channels.set(key, channel);
    channel.attach(broadcast);
    return channel;
  }

  #sweep(): void {
    for (const [key, channel] of this.#channels) {
      if (channel.sweep()) continue;
      channel.close();
      this.#channels.delete(key);
    }
  }
}
