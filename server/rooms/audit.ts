import type { AuditLine } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Records } from '../store/ports.ts';
import type { Scoped } from './bans.ts';
import { Latest } from './latest.ts';

type Line = AuditLine & Scoped;
/** A line as its author writes it. */
export type AuditEntry = Omit<Line, 'at' | 'count'>;

const collection = 'audit';
const keepMs = 30 * 24 * 60 * 60 * 1000;
/** Older lines are forgotten. */
const maxLines = 500;
const writeMs = 1000;
/** The same refused attempt within this time is the same line, so that nobody can push others out of the log. */
const sameMs = 60_000;
/** Refused attempts are compared with so many of the newest lines. */
const lookBack = 32;

const isRepeat = (a: AuditEntry, b: Line): boolean =>
  b.outcome !== 'done' && a.outcome === b.outcome && a.action === b.action && a.on === b.on && a.by.peerId === b.by.peerId && a.target?.peerId === b.target?.peerId;

/** Who ruled over whom in one room, and who tried: kept for 30 days, oldest first. */
export class Audit {
  readonly #roomId: string;
  readonly #records: Pick<Records, 'get' | 'put'>;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #writes: Latest<readonly Line[]>;
  #lines: readonly Line[] = [];
  #unwritten = false;

  constructor({ roomId, records, clock, logger }: { roomId: string; records: Pick<Records, 'get' | 'put'>; clock: Clock; logger: Logger }) {
    this.#roomId = roomId;
    this.#records = records;
    this.#clock = clock;
    this.#logger = logger;
    this.#writes = new Latest({ clock, ms: writeMs, send: () => this.#write() });
  }

  /** Reads the lines of earlier runs, once, before anything is added. */
  async load(): Promise<void> {
    this.#lines = ((await this.#records.get(collection, this.#roomId)) ?? []) as readonly Line[];
  }

  add(entry: AuditEntry): void {
    const at = this.#clock.now();
    const recent = this.#lines.slice(-lookBack);
    const repeated = entry.outcome === 'done' ? undefined : recent.findLast((line) => at - line.at < sameMs && isRepeat(entry, line));
    const others = repeated ? this.#lines.filter((line) => line !== repeated) : this.#lines;
    this.#lines = [...others, { ...entry, at, count: (repeated?.count ?? 0) + 1 }].slice(-maxLines);
    this.#unwritten = true;
    this.#writes.push(this.#lines);
  }

  /** Newest first; of one audience, or all. */
  lines(audienceId?: string): AuditLine[] {
    const visible = this.#lines.filter((line) => audienceId === undefined || line.audienceId === audienceId);
    return visible.toReversed().map(({ audienceId: _, ...line }) => line);
  }

  close(): void {
    this.#writes.close();
    if (this.#unwritten) this.#write();
  }

  #write(): void {
    this.#unwritten = false;
    this.#records.put(collection, this.#roomId, this.#lines, { expiresAt: this.#clock.now() + keepMs })
      .catch((error: unknown) => this.#logger.error({ roomId: this.#roomId, err: error }, 'the audit log could not be written'));
  }
}
