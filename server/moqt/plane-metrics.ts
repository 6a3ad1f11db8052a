import { Gauge, Registry } from 'prom-client';
import { addProcessMetrics } from '../observe/process-metrics.ts';
import type { Relay } from './relay.ts';

export interface PlaneMetrics {
  readonly contentType: string;
  /** The Prometheus text format. */
  expose(): Promise<string>;
  close(): void;
}

/** What `/metrics` of the audience plane shows: read when it is asked for, so that counting costs the media nothing. */
export function createPlaneMetrics(relay: Relay): PlaneMetrics {
  const registry = new Registry();
  const registers = [registry];
  const { broadcasts, figures } = relay;
  addProcessMetrics(registry);
  const read = (name: string, help: string, value: () => number): Gauge => new Gauge({ name, help, registers, collect() { this.set(value()); } });
  read('muf_relay_sessions', 'Open MoQT sessions.', () => relay.sessions);
  read('muf_relay_broadcasts', 'Broadcasts that this relay has.', () => broadcasts.all().length);
  read('muf_relay_received_bytes_total', 'Media received from publishers.', () => broadcasts.bytesIn);
  read('muf_relay_sent_bytes_total', 'Media sent to viewers.', () => figures.totals.bytesOut);
  read('muf_relay_dropped_objects_total', 'Objects that viewers were too slow for.', () => figures.totals.objectsDropped);
  const viewers = new Gauge({
    name: 'muf_relay_viewers', help: 'Viewers, by how they watch.', labelNames: ['via'], registers,
    collect() { for (const via of ['webtransport', 'websocket', 'hls'] as const) this.set({ via }, figures.viewers(via)); },
  });
  viewers.set({ via: 'hls' }, 0);
  return { contentType: registry.contentType, expose: () => registry.metrics(), close: () => registry.clear() };
}
