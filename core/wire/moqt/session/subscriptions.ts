import { violation, MoqtError } from '../moqt-error.ts';
import type { MessageOf } from '../messages.ts';
import { keyOf, type TrackName } from '../names.ts';
import type { SubscribeOptions } from '../session-api.ts';
import type { DataTarget } from './data-stream.ts';
import type { Link } from './link.ts';
import { LiveSubscription } from './live-subscription.ts';

/** Aliases of tracks that were given up: what still comes for them is stopped rather than kept. */
const maxGone = 256;

/** What we subscribe to. */
export class Subscriptions {
  readonly #link: Link;
  readonly #all = new Set<LiveSubscription>();
  readonly #byId = new Map<number, LiveSubscription>();
  readonly #byAlias = new Map<number, LiveSubscription>();
  readonly #gone = new Set<number>();
  readonly #aliasKnown: (alias: number) => void;

  constructor(link: Link, aliasKnown: (alias: number) => void) {
    this.#link = link;
    this.#aliasKnown = aliasKnown;
  }

  subscribe(track: TrackName, options: SubscribeOptions): LiveSubscription {
    const subscription: LiveSubscription = new LiveSubscription(this.#link, track, options, {
      asked: (id) => void this.#byId.set(id, subscription),
      answered: (alias) => this.#named(alias, subscription),
      over: () => this.#forget(subscription),
    });
    this.#all.add(subscription);
    subscription.ask();
    return subscription;
  }

  track(alias: number): DataTarget | undefined {
    return this.#byAlias.get(alias);
  }

  expects(alias: number): boolean {
    return !this.#gone.has(alias) && [...this.#byId.values()].some(({ alias: known }) => known === undefined);
  }

  done(message: MessageOf<'PublishDone'>): void {
    this.#link.asked.mustBeOurs(message.requestId);
    const subscription = this.#byId.get(message.requestId);
    if (subscription && subscription.alias === undefined) throw violation('A subscription that was not accepted is done.');
    subscription?.publisherDone(message);
  }

  end(error: Error): void {
    for (const subscription of this.#all) subscription.end(error);
  }

  #named(alias: number, subscription: LiveSubscription): void {
    const other = this.#byAlias.get(alias);
    if (other && keyOf(other.track) !== keyOf(subscription.track)) throw new MoqtError('DUPLICATE_TRACK_ALIAS', `The alias ${alias} is in use.`);
    this.#gone.delete(alias);
    this.#byAlias.set(alias, subscription);
    this.#aliasKnown(alias);
  }

  #forget(subscription: LiveSubscription): void {
    const { id, alias } = subscription;
    this.#all.delete(subscription);
    if (id !== undefined) this.#byId.delete(id);
    if (alias === undefined) return;
    if (this.#byAlias.get(alias) === subscription) this.#byAlias.delete(alias);
    this.#gone.add(alias);
    const [oldest] = this.#gone;
    if (this.#gone.size > maxGone) this.#gone.delete(oldest!);
  }
}
