/** The package's `./slots`: names, and slots for pages that stand on the core alone. */
export type { SlotContent, SlotContext } from '../core/slot-port.ts';
export { attachInspector } from './inspector.ts';
export { regionOf, slotAliases, slotNames, slots, type SlotAlias, type SlotName, type SlotRegion } from './names.ts';
export { createSlotRegistry } from './registry.ts';
export type { PlaceState, SlotContents, SlotRegistry, SlotRegistryOptions, SlotUpdate } from './registry-port.ts';
