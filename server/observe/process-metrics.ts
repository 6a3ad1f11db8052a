import { collectDefaultMetrics, type Registry } from 'prom-client';

/** How often the delay of the event loop is looked at, ms. By default it is each 10, and a hundred wake-ups a second cost a relay as much as a dozen viewers. */
const delayEveryMs = 100;

/** Adds the process's own figures: CPU time, memory, garbage, the delay of its event loop. */
export const addProcessMetrics = (register: Registry): void => collectDefaultMetrics({ register, eventLoopMonitoringPrecision: delayEveryMs });
