import { createEmitter } from '../../../core/emitter.ts';
import type { LiveEventName, LiveEvents } from '../../../core/live-event.ts';
import type { SlotContext } from '../../../core/slot-port.ts';
import { createSlotRegistry, slotNames, type SlotName, type SlotRegistry, type SlotRegistryOptions, type SlotUpdate } from '../../../slots/index.ts';

export const context: SlotContext = { roomId: 'r', role: 'viewer', myPeerId: 'web-1', myIdentity: {}, isLive: true, durationSec: 0, viewerCount: 1, broadcasters: [] };
export const all: ReadonlySet<SlotName> = new Set(slotNames);

/** A plain element with the room's slots, its registry and what that has said. */
export class Room {
  readonly host = document.createElement('div');
  readonly events: (readonly [LiveEventName, LiveEvents[LiveEventName]])[] = [];
  readonly warnings: string[] = [];
  readonly emitter = createEmitter((_name, error) => {
    throw error;
  });
  readonly registry: SlotRegistry;
  readonly #warn = console.warn;
  now = 0;

  constructor(options: Partial<SlotRegistryOptions> & { html?: string } = {}) {
    this.host.innerHTML = options.html ?? '';
    const root = this.host.attachShadow({ mode: 'open' });
    for (const name of slotNames) root.append(Object.assign(document.createElement('slot'), { name }));
    document.body.append(this.host);
    console.warn = (line: string) => void this.warnings.push(line);
    this.registry = createSlotRegistry({
      host: this.host,
      now: () => this.now,
      emit: (name, payload) => {
        this.events.push([name, payload]);
        this.emitter.emit(name, payload);
      },
      ...options,
    });
  }

  show(names: Iterable<SlotName> = all, more: Partial<SlotUpdate> = {}): void {
    this.registry.update({ shown: new Set(names), ctx: context, ...more });
  }

  tell(ctx: Partial<SlotContext>, shown: ReadonlySet<SlotName> = all): void {
    this.registry.update({ shown, ctx: { ...context, ...ctx } });
  }

  mount(name: string): HTMLElement {
    const mount = this.registry.mountOf(name);
    if (!mount) throw new Error(`${name} has no mount`);
    return mount;
  }

  /** How often each slot was said to be so. */
  count(event: 'SLOT_RENDER' | 'SLOT_UNMOUNT' | 'SLOT_CONTEXT', name: string): number {
    return this.events.filter(([type, payload]) => type === event && 'name' in payload && payload.name === name).length;
  }

  errors(): LiveEvents['ERROR'][] {
    return this.events.filter(([type]) => type === 'ERROR').map(([, payload]) => payload as LiveEvents['ERROR']);
  }

  close(): void {
    console.warn = this.#warn;
    this.registry.close();
    this.host.remove();
  }
}

/** What was queued by mutation observers has run by then. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
