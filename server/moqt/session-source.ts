import type { Namespace } from '../../core/wire/moqt/names.ts';
import type { Session } from '../../core/wire/moqt/session-api.ts';
import type { OpenTrack, TrackInput, TrackSource } from './track-source.ts';

/** Tracks that the other side of a session has. */
export class SessionSource implements TrackSource {
  readonly #session: Pick<Session, 'subscribe' | 'closed'>;
  readonly #namespace: Namespace;
  #over = false;

  /** `namespace`: as the other side calls it. */
  constructor(session: Pick<Session, 'subscribe' | 'closed'>, namespace: Namespace) {
    this.#session = session;
    this.#namespace = namespace;
    void session.closed.then(() => { this.#over = true; });
  }

  async open(name: string, input: TrackInput): Promise<OpenTrack> {
    const subscription = this.#session.subscribe({ namespace: this.#namespace, name }, {
      filter: { type: 'largest' },
      on: { object: (object) => input.object(object), subgroupEnd: (end) => input.subgroupEnd(end) },
    });
    const { largest } = await subscription.accepted;
    void subscription.done.then(({ code, reason }) => {
      // A session that is over ends its subscriptions in the same turn: that is no end of the track.
      setImmediate(() => { if (!this.#over) input.ended(code, reason); });
    });
    return { largest, close: () => subscription.unsubscribe() };
  }
}
