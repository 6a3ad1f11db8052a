import type { Clock } from '../clock.ts';
import type { Admission, Authority, BroadcastRow, Revoked } from './authority-port.ts';

/** One end of a channel between two processes of this server. */
export interface IpcPort {
  /** What is posted to a process that has gone is lost. */
  post(message: object): void;
  /** Returns how to stop. */
  listen(listener: (message: unknown) => void): () => void;
}

type PublisherAsk = Parameters<Authority['publisher']>[0];
type ViewerAsk = Parameters<Authority['viewer']>[0];

/** What crosses the channel; other messages on it are passed over. */
type AuthorityMessage =
  | { readonly authority: 'publisher'; readonly id: number; readonly ask: PublisherAsk }
  | { readonly authority: 'viewer'; readonly id: number; readonly ask: ViewerAsk }
  /** Without an admission it could not be found out. */
  | { readonly authority: 'answer'; readonly id: number; readonly admission: Admission | null }
  | { readonly authority: 'revoked'; readonly revoked: Revoked }
  | { readonly authority: 'row'; readonly row: BroadcastRow };

const isOurs = (message: unknown): message is AuthorityMessage => typeof message === 'object' && message !== null && 'authority' in message;

/** How long an answer may take, ms. */
const answerMs = 10_000;

/** Answers the questions of the process at the other end. Returns how to stop. */
export function serveAuthority(port: IpcPort, authority: Authority): () => void {
  const answer = (id: number, asked: Promise<Admission>): void => {
    asked.then((admission) => port.post({ authority: 'answer', id, admission }), () => port.post({ authority: 'answer', id, admission: null }));
  };
  const stops = [
    authority.onRevoked((revoked) => port.post({ authority: 'revoked', revoked })),
    port.listen((message) => {
      if (!isOurs(message)) return;
      if (message.authority === 'publisher') answer(message.id, authority.publisher(message.ask));
      else if (message.authority === 'viewer') answer(message.id, authority.viewer(message.ask));
      else if (message.authority === 'row') authority.record(message.row);
    }),
  ];
  return () => { for (const stop of stops) stop(); };
}

interface Asked { answer(admission: Admission | null): void; cancel(): void }

/** The authority of the process at the other end. Its questions reject when there is no answer within 10 s. */
export function authorityOver(port: IpcPort, clock: Clock): Authority & { close(): void } {
  const listeners = new Set<(revoked: Revoked) => void>();
  const asked = new Map<number, Asked>();
  let last = 0;

  const stop = port.listen((message) => {
    if (!isOurs(message)) return;
    if (message.authority === 'answer') asked.get(message.id)?.answer(message.admission);
    if (message.authority === 'revoked') for (const listener of listeners) listener(message.revoked);
  });

  function ask(question: { authority: 'publisher'; ask: PublisherAsk } | { authority: 'viewer'; ask: ViewerAsk }): Promise<Admission> {
    const id = last += 1;
    const { promise, resolve, reject } = Promise.withResolvers<Admission>();
    const end = (settle: () => void): void => {
      cancel();
      asked.delete(id);
      settle();
    };
    const fail = (): void => end(() => reject(new Error('The control plane has not answered.')));
    const cancel = clock.after(answerMs, fail);
    asked.set(id, { answer: (admission) => (admission ? end(() => resolve(admission)) : fail()), cancel });
    port.post({ ...question, id });
    return promise;
  }

  return {
    publisher: (question) => ask({ authority: 'publisher', ask: question }),
    viewer: (question) => ask({ authority: 'viewer', ask: question }),
    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    record: (row) => port.post({ authority: 'row', row }),
    close() {
      stop();
      for (const { cancel } of asked.values()) cancel();
      asked.clear();
    },
  };
}
