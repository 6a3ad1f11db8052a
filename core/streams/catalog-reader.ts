import { catalogTrack, readCatalog, type Catalog } from '../wire/moqt/catalog.ts';
import { RequestRefused, type Subscription } from '../wire/moqt/session-api.ts';
import { priorities } from './feed.ts';
import type { RelaySession } from './playback.ts';
import { StreamError } from './stream-error.ts';

export interface CatalogHandlers {
  catalog(catalog: Catalog): void;
  /** The broadcast is over. */
  ended(): void;
  failed(error: StreamError): void;
}

/** Follows the catalog of a broadcast, from session to session. */
export class CatalogReader {
  readonly #handlers: CatalogHandlers;
  #subscription: Subscription | undefined;

  constructor(handlers: CatalogHandlers) {
    this.#handlers = handlers;
  }

  /** Reads it in this session from now on; `tokens` are shown to the relay. */
  read({ session, namespace }: RelaySession, tokens?: readonly Uint8Array[]): void {
    const before = this.#subscription;
    let newest = -1;
    const subscription = session.subscribe({ namespace, name: catalogTrack }, {
      priority: priorities.catalog,
      filter: { type: 'largest' },
      ...(tokens && { tokens }),
      on: {
        object: ({ group, payload }) => {
          if (group < newest || payload.length === 0 || this.#subscription !== subscription) return;
          newest = group;
          this.#read(payload);
        },
      },
    });
    this.#subscription = subscription;
    subscription.accepted.catch((cause: unknown) => {
      // The end of the session is told where sessions are watched.
      if (cause instanceof RequestRefused && this.#subscription === subscription) this.#handlers.failed(refusalOf(cause));
    });
    void subscription.done.then(({ code }) => {
      if (this.#subscription === subscription && code === 'TRACK_ENDED') this.#handlers.ended();
    });
    before?.unsubscribe();
  }

  close(): void {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    subscription?.unsubscribe();
  }

  #read(payload: Uint8Array): void {
    let catalog: Catalog;
    try {
      catalog = readCatalog(payload);
    } catch (cause) {
      return this.#handlers.failed(new StreamError('media-failed', { cause }));
    }
    this.#handlers.catalog(catalog);
  }
}

const refusals: Readonly<Partial<Record<RequestRefused['code'], StreamError['code']>>> = {
  UNAUTHORIZED: 'auth-failed', MALFORMED_AUTH_TOKEN: 'auth-failed', EXPIRED_AUTH_TOKEN: 'expired', DOES_NOT_EXIST: 'not-found', TIMEOUT: 'not-found',
};

const refusalOf = (cause: RequestRefused): StreamError => new StreamError(refusals[cause.code] ?? 'unreachable', { cause });
