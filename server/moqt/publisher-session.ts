import { hasPrefix, type Namespace } from '../../core/wire/moqt/names.ts';
import type { NamespaceRequest, Session } from '../../core/wire/moqt/session-api.ts';
import type { BroadcastRegistry, Held } from './broadcasts.ts';
import { sameNamespace } from './namespace-key.ts';
import { SessionSource } from './session-source.ts';

export interface PublishingOptions {
  readonly broadcasts: BroadcastRegistry;
  /** What is published as this namespace; nothing when it may not be. */
  readonly publishedAs: (namespace: Namespace) => Namespace | undefined;
  readonly session: () => Promise<Session>;
}

/** What a publisher offers on its session, until that is over. */
export class Publishing {
  readonly #options: PublishingOptions;
  readonly #held = new Set<Held>();

  constructor(options: PublishingOptions) {
    this.#options = options;
  }

  async offered(request: NamespaceRequest): Promise<void> {
    const { broadcasts, publishedAs } = this.#options;
    const namespace = publishedAs(request.namespace);
    if (!namespace) return request.refuse('UNAUTHORIZED', 'auth_failed');
    const session = await this.#options.session();
    if (broadcasts.isTaken(namespace)) return request.refuse('UNINTERESTED', 'busy: someone else publishes here');
    let held: Held | undefined;
    // Said before tracks are asked for: some publishers know nothing of a namespace until then.
    request.accept({ withdrawn: () => { if (held) this.#withdrawn(held); } });
    held = broadcasts.hold(namespace, new SessionSource(session, request.namespace));
    this.#held.add(held);
  }

  /** The end of a session withdraws too, in the same turn: its publisher may come back. */
  #withdrawn(held: Held): void {
    setImmediate(() => { if (this.#held.has(held)) this.#over(held, 'The broadcast is over.'); });
  }

  /** The session is over: its publisher may come back. */
  lost(): void {
    for (const held of this.#held) held.lost('The publisher has gone.');
    this.#held.clear();
  }

  /** It must not come back. */
  revoked(reason: string): void {
    for (const held of this.#held) this.#over(held, reason);
  }

  #over(held: Held, reason: string): void {
    this.#held.delete(held);
    held.over(reason);
  }
}

/** A publisher's own namespace, or one that leaves it to the relay: none, or only the stream's id. */
export function namespaceFor(admitted: Namespace): (asked: Namespace) => Namespace | undefined {
  const id = admitted.slice(-1);
  const isOwn = (asked: Namespace): boolean => {
    // `@moq/net` and others write a namespace as one path.
    const parts = asked.flatMap((part) => part.split('/')).filter((part) => part !== '');
    return parts.length === 0 || sameNamespace(parts, admitted) || sameNamespace(parts, id);
  };
  return (asked) => (isOwn(asked) ? admitted : undefined);
}

/** Whoever knows the relay's own secret publishes any stream. */
export const anyStream = (asked: Namespace): Namespace | undefined => (asked.length === 3 && hasPrefix(asked, ['stream']) ? asked : undefined);
