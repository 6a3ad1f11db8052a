import type { PlaneConfig } from './plane-config.ts';

/** Set in the environment of the process that `child.ts` starts, so that it waits for its configuration. */
export const childMark = 'MEDIA_PROCESS_OF';

/** From the main process, once. */
export interface Begin { readonly plane: 'begin'; readonly config: PlaneConfig }
/** From the child: it listens, or cannot, with a sentence for whoever started the server. */
export type Began = { readonly plane: 'listening'; readonly port: number } | { readonly plane: 'failed'; readonly sentence: string };

const isOurs = (message: unknown): message is { readonly plane: string } => typeof message === 'object' && message !== null && 'plane' in message;

export const isBegin = (message: unknown): message is Begin => isOurs(message) && message.plane === 'begin';
export const isBegan = (message: unknown): message is Began => isOurs(message) && (message.plane === 'listening' || message.plane === 'failed');
