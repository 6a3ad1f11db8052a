import type { Bus } from './ports.ts';
import { createMemoryBus } from './memory-bus.ts';
import { Away, type ValkeyLink } from './valkey-link.ts';

const channelOf = (topic: string): string => `muf:bus/${topic}`;

/**
 * A bus between processes. What is published while the server is away reaches this process only; a message under way
 * when the connection goes may be lost or come twice.
 */
export function createValkeyBus(link: ValkeyLink, onError: (error: unknown) => void): Bus {
  // Within the process it is the other bus, fed by the server.
  const local = createMemoryBus(onError);
  const listening = new Map<string, number>();
  link.onBack(() => {
    if (listening.size > 0) link.subscriber.subscribe(...listening.keys()).catch(onError);
  });
  link.subscriber.on('message', (channel: string, message: string) => void local.publish(channel, message));

  return {
    async publish(topic, message) {
      const channel = channelOf(topic);
      try {
        await link.run((client) => client.publish(channel, message));
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        await local.publish(channel, message);
      }
    },
    async subscribe(topic, handler) {
      const channel = channelOf(topic);
      const stop = await local.subscribe(channel, handler);
      listening.set(channel, (listening.get(channel) ?? 0) + 1);
      if (listening.get(channel) === 1) await link.subscriber.subscribe(channel).catch(onError);
      return async () => {
        await stop();
        const left = (listening.get(channel) ?? 1) - 1;
        listening.set(channel, left);
        if (left > 0) return;
        listening.delete(channel);
        await link.subscriber.unsubscribe(channel).catch(onError);
      };
    },
  };
}
