import { every, type Clock } from '../clock.ts';
import type { Bus } from '../store/ports.ts';

/** What this server knows of the others that share its store. */
export interface RoomDirectory {
  /** Where pages reach that node; `undefined` when nothing is heard of it, or it has not said. */
  urlOf(node: string): string | undefined;
  /** Whether pages of this origin are another node's own. */
  hasOrigin(origin: string): boolean;
}

/** A server that shares its store with nobody. */
export const alone: RoomDirectory = { urlOf: () => undefined, hasOrigin: () => false };

const topic = 'nodes';
const beatMs = 5000;
/** Nothing was heard for so long: it is gone. */
const silentMs = 3 * beatMs;

/** `asks`: of one that cannot be reached yet, and would like to hear of the others. */
interface Beat { readonly node: string; readonly url?: string; readonly asks?: boolean; readonly leaves?: boolean }

export interface NodesOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  /** This one's name. */
  readonly node: string;
  readonly onError: (error: unknown) => void;
}

/** The nodes that share a store, by what each tells of itself over the bus, every five seconds. */
export class Nodes implements RoomDirectory {
  readonly #options: NodesOptions;
  readonly #known = new Map<string, { readonly url: string | undefined; readonly heardAt: number }>();
  /** What it tells of itself; nothing before it can be reached. */
  #self: Pick<Beat, 'node' | 'url'> | undefined;
  #stop: () => Promise<void> = () => Promise.resolve();
  #stopBeats: () => void = () => {};

  private constructor(options: NodesOptions) {
    this.#options = options;
  }

  /** Asks who is there, and listens; the others hear of this one from `announce` on. */
  static async open(options: NodesOptions): Promise<Nodes> {
    const nodes = new Nodes(options);
    nodes.#stop = await options.bus.subscribe(topic, (message) => nodes.#heard(JSON.parse(message) as Beat));
    nodes.#publish({ node: options.node, asks: true });
    return nodes;
  }

  /** @param url where pages reach this node, if they can reach it by itself */
  announce(url: string | undefined): void {
    this.#self = { node: this.#options.node, ...(url === undefined ? {} : { url }) };
    this.#stopBeats();
    this.#stopBeats = every(this.#options.clock, beatMs, () => this.#tell());
    this.#tell();
  }

  /** The others that are alive. */
  get others(): string[] {
    const { clock } = this.#options;
    for (const [node, { heardAt }] of this.#known) if (clock.now() - heardAt >= silentMs) this.#known.delete(node);
    return [...this.#known.keys()];
  }

  urlOf(node: string): string | undefined {
    return this.others.includes(node) ? this.#known.get(node)?.url : undefined;
  }

  hasOrigin(origin: string): boolean {
    return this.others.some((node) => this.#originOf(node) === origin);
  }

  async close(): Promise<void> {
    this.#stopBeats();
    this.#tell({ leaves: true });
    await this.#stop();
  }

  #originOf(node: string): string | undefined {
    const url = this.#known.get(node)?.url;
    return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
  }

  #heard({ node, url, asks = false, leaves = false }: Beat): void {
    if (node === this.#options.node) return;
    if (asks) this.#tell();
    else if (leaves) this.#known.delete(node);
    else this.#known.set(node, { url, heardAt: this.#options.clock.now() });
  }

  #tell(change: Pick<Beat, 'leaves'> = {}): void {
    if (this.#self) this.#publish({ ...this.#self, ...change });
  }

  #publish(beat: Beat): void {
    const { bus, onError } = this.#options;
    bus.publish(topic, JSON.stringify(beat)).catch(onError);
  }
}
