import type { Draft } from './codes.ts';
import { draft14 } from './draft14.ts';
import { draft16 } from './draft16.ts';
import type { DraftTable } from './draft-table.ts';

/** Both drafts, whole: for who serves, and for who publishes. */
export const drafts: Readonly<Record<Draft, DraftTable>> = { 14: draft14, 16: draft16 };
