import type { Quality } from './port.ts';

/** The largest simulcast layer wanted for each choice, from 0; under `auto` the server sends what the network carries. */
export const spatialLayerOf: Readonly<Record<Quality, 0 | 1 | 2>> = { auto: 2, low: 0, medium: 1, high: 2 };
