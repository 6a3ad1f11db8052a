import type { Clock } from '../clock.ts';
import type { Records } from './ports.ts';
import { Away, script, type ValkeyLink } from './valkey-link.ts';

/** Changes that wait for the server to be back; more are refused. */
const waitingMost = 10_000;

/** The server keeps a record a little longer than it counts: whether it still does is for its readers' clock to say. */
const graceMs = 60_000;

const keyOf = (collection: string, key: string): string => `muf:record/${collection}/${key}`;

/** A record as it is written: with its end, which a clock that tests own decides about. */
interface Kept { readonly value: unknown; readonly expiresAt?: number }

const getAndDelete = script(`
local json = redis.call('GET', KEYS[1])
redis.call('DEL', KEYS[1])
return json`);

/** Records in Valkey, for all servers on it. What changes while it is away is kept, and written when it is back. */
export class ValkeyRecords implements Records {
  readonly #link: ValkeyLink;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  /** By key, in order; `undefined` is a deletion. */
  readonly #waiting = new Map<string, Kept | undefined>();
  #draining: Promise<void> | undefined;

  constructor(link: ValkeyLink, { clock, onError }: { clock: Clock; onError: (error: unknown) => void }) {
    this.#link = link;
    this.#clock = clock;
    this.#onError = onError;
    link.onBack(() => void this.drain());
  }

  async get(collection: string, key: string): Promise<unknown> {
    const name = keyOf(collection, key);
    if (this.#waiting.has(name)) return this.#alive(this.#waiting.get(name));
    return this.#read(await this.#link.run((client) => client.get(name)));
  }

  async put(collection: string, key: string, value: unknown, { expiresAt }: { expiresAt?: number } = {}): Promise<void> {
    await this.#orLater(keyOf(collection, key), { value, ...(expiresAt === undefined ? {} : { expiresAt }) });
  }

  /** Throws `busy` while the server is away: another one might take it too. */
  async take(collection: string, key: string): Promise<unknown> {
    if (!this.settled) await this.drain();
    if (!this.settled) throw new Away();
    return this.#read(await this.#link.eval(getAndDelete, [keyOf(collection, key)], []) as string | null);
  }

  async delete(collection: string, key: string): Promise<void> {
    await this.#orLater(keyOf(collection, key), undefined);
  }

  /** Whether the server has everything. */
  get settled(): boolean {
    return this.#waiting.size === 0;
  }

  /** Writes what waits, in order, as far as that is possible now. */
  drain(): Promise<void> {
    this.#draining ??= this.#drain().finally(() => { this.#draining = undefined; });
    return this.#draining;
  }

  async #drain(): Promise<void> {
    for (const [name, kept] of this.#waiting) {
      const failure: unknown = await this.#write(name, kept).then(() => undefined, (error: unknown) => error);
      if (failure instanceof Away) return;
      if (failure !== undefined) this.#onError(failure);
      // Unless it has changed again meanwhile.
      if (this.#waiting.get(name) === kept) this.#waiting.delete(name);
    }
  }

  async #orLater(name: string, kept: Kept | undefined): Promise<void> {
    try {
      // While some wait, those after them wait too: changes keep their order.
      if (this.settled) return await this.#write(name, kept);
    } catch (error) {
      if (!(error instanceof Away)) throw error;
    }
    if (this.#waiting.size >= waitingMost && !this.#waiting.has(name)) throw new Away();
    this.#waiting.delete(name);
    this.#waiting.set(name, kept);
  }

  async #write(name: string, kept: Kept | undefined): Promise<void> {
    const leftMs = kept?.expiresAt === undefined ? Infinity : kept.expiresAt - this.#clock.now();
    if (kept === undefined || leftMs <= 0) await this.#link.run((client) => client.del(name));
    else if (leftMs === Infinity) await this.#link.run((client) => client.set(name, JSON.stringify(kept)));
    else await this.#link.run((client) => client.set(name, JSON.stringify(kept), 'PX', Math.ceil(leftMs) + graceMs));
  }

  #read(json: string | null): unknown {
    return json === null ? undefined : this.#alive(JSON.parse(json) as Kept);
  }

  #alive(kept: Kept | undefined): unknown {
    return kept === undefined || (kept.expiresAt ?? Infinity) <= this.#clock.now() ? undefined : kept.value;
  }
}
