import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { addProcessMetrics } from './process-metrics.ts';

/** Everything `/metrics` shows beside the process's own figures. One registry per server: two in a process do not mix. */
export interface Metrics {
  readonly sockets: Gauge;
  readonly rooms: Gauge;
  readonly peers: Gauge<'role'>;
  readonly chatMessages: Counter;
  readonly errors: Counter<'code'>;
  readonly unknownMessages: Counter;
  readonly workerDeaths: Counter;
  readonly httpSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly contentType: string;
  /** The Prometheus text format. */
  expose(): Promise<string>;
  close(): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  addProcessMetrics(registry);
  return {
    sockets: new Gauge({ name: 'muf_sockets', help: 'Open signaling sockets.', registers }),
    rooms: new Gauge({ name: 'muf_rooms', help: 'Rooms held in memory.', registers }),
    peers: new Gauge({ name: 'muf_peers', help: 'Peers in rooms, by role.', labelNames: ['role'], registers }),
    chatMessages: new Counter({ name: 'muf_chat_messages_total', help: 'Chat lines posted.', registers }),
    errors: new Counter({ name: 'muf_errors_total', help: 'Errors told to clients, by code.', labelNames: ['code'], registers }),
    unknownMessages: new Counter({ name: 'muf_unknown_messages_total', help: 'Frames of a type this server does not know.', registers }),
    workerDeaths: new Counter({ name: 'muf_media_worker_deaths_total', help: 'Media workers that died and were replaced.', registers }),
    httpSeconds: new Histogram({
      name: 'muf_http_request_duration_seconds',
      help: 'HTTP requests, by route pattern.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    contentType: registry.contentType,
    expose: () => registry.metrics(),
    close: () => registry.clear(),
  };
}
