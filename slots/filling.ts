import type { SlotContent, SlotContext } from '../core/slot-port.ts';
import type { Sanitise } from './content.ts';

type Part = string | Node;

/** Functions that give functions, and arrays in arrays, go no deeper than this. */
const depthLimit = 16;

/**
 * What the registry itself has put into one mount. It knows its own nodes and leaves all others alone, so a page may
 * append to the same mount, or hand it to a framework.
 */
export class Filling {
  readonly #mount: HTMLElement;
  #parts: readonly Part[] | undefined;
  #nodes: readonly ChildNode[] = [];

  constructor(mount: HTMLElement) {
    this.#mount = mount;
  }

  /**
   * Shows `content` in place of what was shown before. Content that has not changed is left alone, with its focus and
   * its animations, and stays away where the page has removed it. Returns `false`, having changed nothing, while HTML
   * waits for its sanitiser. Throws what the content throws.
   */
  show(content: SlotContent, ctx: SlotContext, sanitise: Sanitise | undefined): boolean {
    const parts = partsOf(content, ctx);
    if (!sanitise && parts.some((part) => typeof part === 'string')) return false;
    if (this.#parts && parts.length === this.#parts.length && parts.every((part, index) => part === this.#parts?.[index])) return true;
    this.#replace(parts.flatMap((part) => (typeof part === 'string' ? sanitise?.(part) ?? [] : nodesOf(part))));
    this.#parts = parts;
    return true;
  }

  /** The next content is shown even if it is what was shown last. */
  forget(): void {
    this.#parts = undefined;
  }

  clear(): void {
    this.#replace([]);
    this.forget();
  }

  #replace(nodes: readonly ChildNode[]): void {
    const place = document.createComment('');
    this.#mount.insertBefore(place, this.#nodes.find((node) => node.parentNode === this.#mount) ?? null);
    for (const node of this.#nodes) if (node.parentNode === this.#mount && !nodes.includes(node)) node.remove();
    this.#nodes = nodes;
    try {
      place.before(...nodes);
    } finally {
      place.remove();
    }
  }
}

function partsOf(content: SlotContent | null | undefined, ctx: SlotContext, depth = 0): Part[] {
  if (depth > depthLimit) throw new RangeError(`Slot content is nested deeper than ${depthLimit}.`);
  if (content === null || content === undefined) return [];
  if (typeof content === 'string') return [content];
  if (typeof content === 'function') return partsOf(content(ctx), ctx, depth + 1);
  if (isList(content)) return content.flatMap((part) => partsOf(part, ctx, depth + 1));
  if (isNode(content)) return [content];
  throw new TypeError('Slot content is an HTML string, a node, a function or an array of these.');
}

/** A fragment loses its children when they are first shown, so it is kept as the list of them. */
export function settle(content: SlotContent): SlotContent {
  if (isList(content)) return content.map(settle);
  return isNode(content) && isFragment(content) ? [...content.childNodes] : content;
}

function nodesOf(node: Node): readonly ChildNode[] {
  return isFragment(node) ? [...node.childNodes] : [node as ChildNode];
}

/** By shape, since a node may come from the page of a frame. */
function isNode(content: unknown): content is Node {
  return typeof content === 'object' && content !== null && 'nodeType' in content;
}

function isFragment(node: Node): boolean {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE;
}

function isList(content: SlotContent): content is readonly SlotContent[] {
  return Array.isArray(content);
}
