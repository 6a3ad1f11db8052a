import type { Bus } from './ports.ts';

type Handler = (message: string) => void;

/**
 * A bus within one process. Messages arrive after the publisher's turn and in order, as they would from another
 * process; a handler that throws stops no other, and `onError` hears of it.
 */
export function createMemoryBus(onError: (error: unknown) => void): Bus {
  const topics = new Map<string, Set<Handler>>();
  const deliver = (topic: string, message: string): void => {
    for (const handler of [...(topics.get(topic) ?? [])]) {
      try {
        handler(message);
      } catch (error) {
        onError(error);
      }
    }
  };
  return {
    async publish(topic, message) {
      queueMicrotask(() => deliver(topic, message));
    },
    async subscribe(topic, handler) {
      // Wrapped, so that one function subscribed twice is two subscriptions.
      const own: Handler = (message) => handler(message);
      const handlers = topics.get(topic) ?? new Set();
      topics.set(topic, handlers.add(own));
      return async () => {
        handlers.delete(own);
        if (handlers.size === 0 && topics.get(topic) === handlers) topics.delete(topic);
      };
    },
  };
}
