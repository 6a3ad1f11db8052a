import type { LiveEvents } from './live-event.ts';
import type { SlotContent, SlotPort } from './slot-port.ts';

/**
 * Remembers what slots should hold, and hands it to whoever shows them: fills and registrations made
 * before that are kept, and made again when the view is replaced.
 */
export class SlotLink {
  readonly #contents = new Map<string, SlotContent>();
  readonly #registered = new Map<string, HTMLElement>();
  #port: SlotPort | undefined;

  /** The returned function detaches it, unless another has taken its place. */
  attach(port: SlotPort): () => void {
    this.#port = port;
    for (const [name, element] of this.#registered) port.register(name, element);
    for (const [name, content] of this.#contents) port.fill(name, content);
    return () => {
      if (this.#port === port) this.#port = undefined;
    };
  }

  /** Whether it is shown now; otherwise it waits for its slot. */
  fill(name: string, content: SlotContent): boolean {
    this.#contents.set(name, content);
    return this.#port?.fill(name, content) ?? false;
  }

  clear(name: string): void {
    this.#contents.delete(name);
    this.#port?.clear(name);
  }

  mountOf(name: string): HTMLElement | null {
    return this.#port?.mountOf(name) ?? null;
  }

  register(name: string, element: HTMLElement): void {
    this.#registered.set(name, element);
    this.#port?.register(name, element);
  }

  /** Every `[data-slot="name"]` under `root`, the whole page when absent. */
  autoRegister(root: ParentNode | undefined = globalThis.document): void {
    for (const element of root?.querySelectorAll<HTMLElement>('[data-slot]') ?? []) {
      if (element.dataset['slot']) this.register(element.dataset['slot'], element);
    }
  }

  /** Tells a late subscriber of the mounts that are there already. */
  replay(handler: (render: LiveEvents['SLOT_RENDER']) => void): void {
    for (const [name, mount, ctx] of this.#port?.mounts() ?? []) handler({ name, mount, ctx });
  }
}
