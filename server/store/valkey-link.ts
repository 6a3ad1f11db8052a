import { createHash } from 'node:crypto';
import { Valkey, type Redis } from 'iovalkey';
import type { Logger } from '../observe/logger.ts';
import { SignalError } from '../signal-error.ts';
import { StartError } from '../start-error.ts';

/** An answer that takes longer than this is as good as none. */
const answerMs = 2000;
const retryAfterMs = 2000;
const backoffMs = { first: 250, most: 5000 } as const;

/** Replies that mean "not now" rather than "never". */
const notNow = /^(?:READONLY|MISCONF|OOM|LOADING|MASTERDOWN|NOREPLICAS|BUSY|TRYAGAIN|CLUSTERDOWN)\b/;

/** The Valkey server cannot do this now. */
export class Away extends SignalError {
  constructor(cause?: unknown) {
    super('busy', { cause, retryAfterMs });
  }
}

/** Lua that the server runs as one step. */
export interface Script { readonly lua: string; readonly sha: string }

export const script = (lua: string): Script => ({ lua, sha: createHash('sha1').update(lua).digest('hex') });

/** The next try's delay, in ms, spread by a quarter so that many servers do not come at once. */
const backoff = (attempt: number): number => Math.min(backoffMs.first * 2 ** (attempt - 1), backoffMs.most) * (0.75 + Math.random() / 2);

async function connected(client: Redis): Promise<void> {
  // What was wrong comes as an event; the promise says at most that it did not work, and of a wrong database not even that.
  const reasons: Error[] = [];
  const note = (error: Error): void => void reasons.push(error);
  client.on('error', note);
  await client.connect().catch(note);
  client.off('error', note);
  if (reasons[0] !== undefined) throw reasons[0];
}

async function assertUsable(client: Redis): Promise<void> {
  const [major = 0, minor = 0] = (/^redis_version:([\d.]+)/m.exec(await client.info('server'))?.[1] ?? '').split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) throw new Error('it is older than Redis 6.2');
  await client.set('muf:probe', '1', 'PX', 1000);
}

/** The two connections to a Valkey server (a subscriber can do nothing else), which come back by themselves when they are lost. */
export class ValkeyLink {
  readonly #client: Redis;
  readonly #subscriber: Redis;
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  #onBack: (() => void)[] = [];
  #suspected = false;
  #closed = false;

  private constructor(client: Redis, subscriber: Redis, logger: Pick<Logger, 'info' | 'warn'>) {
    this.#client = client;
    this.#subscriber = subscriber;
    this.#logger = logger;
  }

  /** Throws a `StartError` when the server at `url` does not answer, wants another password or cannot be written to. */
  static async open(url: string, logger: Pick<Logger, 'info' | 'warn'>): Promise<ValkeyLink> {
    let opened = false;
    const client = new Valkey(url.replace(/^valkey/, 'redis'), {
      lazyConnect: true,
      commandTimeout: answerMs,
      // What was under way is refused when the connection goes, and nothing waits for the next one: the callers know better.
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      retryStrategy: (attempt) => (opened ? backoff(attempt) : null),
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    const subscriber = client.duplicate();
    try {
      await connected(client);
      await assertUsable(client);
      await connected(subscriber);
    } catch (error) {
      client.disconnect();
      subscriber.disconnect();
      throw new StartError(`The server that VALKEY_URL names cannot be used (${(error as Error).message}): start or correct it, or unset VALKEY_URL to keep rooms in DATA_DIR.`, { cause: error });
    }
    opened = true;
    const link = new ValkeyLink(client, subscriber, logger);
    link.#watch();
    return link;
  }

  /** Whether both connections stand. */
  get ready(): boolean {
    return this.#client.status === 'ready' && this.#subscriber.status === 'ready';
  }

  get subscriber(): Redis {
    return this.#subscriber;
  }

  /** Calls back when the connection is there again after a loss. */
  onBack(handler: () => void): void {
    this.#onBack.push(handler);
  }

  /** Sends commands. Throws `Away` where the server cannot be reached or cannot write now. */
  async run<Result>(work: (client: Redis) => Promise<Result>): Promise<Result> {
    if (this.#client.status !== 'ready') throw new Away();
    try {
      return await work(this.#client);
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'ReplyError' && !notNow.test(message)) throw error;
      if (message === 'Command timed out') this.#suspect();
      throw new Away(error);
    }
  }

  /** Runs a script, in one round trip once the server knows it. */
  eval({ sha, lua }: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.run(async (client) => {
      try {
        return await client.evalsha(sha, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
        return client.eval(lua, keys.length, ...keys, ...args);
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    // What has been sent is answered before the goodbye.
    if (this.#client.status === 'ready') await this.#client.quit().catch(() => {});
    this.#client.disconnect();
    this.#subscriber.disconnect();
  }

  /** No answer came: the connection may be dead without either side knowing. */
  #suspect(): void {
    if (this.#suspected || this.#closed) return;
    this.#suspected = true;
    for (const client of [this.#client, this.#subscriber]) if (client.status === 'ready') client.disconnect(true);
  }

  #watch(): void {
    let lost = false;
    for (const client of [this.#client, this.#subscriber]) {
      // Each failed try tells of itself; the loss was told once.
      client.on('error', () => {});
      client.on('close', () => {
        if (!lost && !this.#closed) this.#logger.warn('the connection to Valkey is lost; rooms go on from memory');
        lost = true;
      });
      client.on('ready', () => {
        if (!lost || !this.ready) return;
        lost = false;
        this.#suspected = false;
        this.#logger.info('Valkey is back');
        for (const handler of this.#onBack) handler();
      });
    }
  }
}
