import type { SlotContent, SlotPort } from '../slot-port.ts';
import { ManagerBase } from './base.ts';

/** Slots of the room this manager has a face in; kept for it until it has one. */
export abstract class SlotCalls extends ManagerBase {
  fillSlot(name: string, content: SlotContent): boolean {
    return this.parts.slots.fill(name, content);
  }

  clearSlot(name: string): void {
    this.parts.slots.clear(name);
  }

  getSlotMount(name: string): HTMLElement | null {
    return this.parts.slots.mountOf(name);
  }

  registerSlot(name: string, element: HTMLElement): void {
    this.parts.slots.register(name, element);
  }

  autoRegisterSlots(root?: ParentNode): void {
    this.parts.slots.autoRegister(root);
  }

  attachSlots(port: SlotPort): () => void {
    return this.parts.slots.attach(port);
  }
}
