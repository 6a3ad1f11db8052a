import type { LiveEventName, LiveEvents } from './live-event.ts';

type Handler<Name extends LiveEventName> = (payload: LiveEvents[Name]) => void;

export interface Emitter {
  /** Calls `handler` for each event of that name; the returned function stops it. */
  on<Name extends LiveEventName>(name: Name, handler: Handler<Name>): () => void;
  once<Name extends LiveEventName>(name: Name, handler: Handler<Name>): () => void;
  emit<Name extends LiveEventName>(name: Name, payload: LiveEvents[Name]): void;
}

/** A typed event emitter in which a handler that throws never stops another; `failed` hears of it. */
export function createEmitter(failed: (name: LiveEventName, error: unknown) => void): Emitter {
  const handlers = new Map<LiveEventName, Set<(payload: never) => void>>();
  const emitter: Emitter = {
    on(name, handler) {
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set.add(handler));
      return () => void set.delete(handler);
    },
    once(name, handler) {
      const off = emitter.on(name, (payload) => {
        off();
        handler(payload);
      });
      return off;
    },
    emit(name, payload) {
      for (const handler of [...(handlers.get(name) ?? [])]) {
        try {
          (handler as (value: typeof payload) => void)(payload);
        } catch (error) {
          failed(name, error);
        }
      }
    },
  };
  return emitter;
}
