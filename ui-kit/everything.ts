/** The package's root: the SDK, the elements and the slots. */
export * from '../core/index.ts';
export { createSlotRegistry, slotNames, slots, type SlotContents, type SlotRegistry } from '../slots/index.ts';
export * from './index.ts';
