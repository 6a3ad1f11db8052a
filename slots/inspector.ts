import { slotNames } from './names.ts';
import type { PlaceState, SlotRegistry } from './registry-port.ts';

const mark = 'data-muf-inspect';

const style = `
  [${mark}] { display: block !important; position: relative; outline: 1px dashed #8fc7ff; outline-offset: -1px; min-block-size: 20px; min-inline-size: 48px; }
  [${mark}]::after { content: attr(${mark}); position: absolute; inset-block-start: 0; inset-inline-start: 0; z-index: 1; padding: 2px 6px;
    font: 500 11px/1.3 ui-monospace, monospace; white-space: nowrap; color: #06121f; background: #8fc7ff; border-end-end-radius: 6px; pointer-events: none; }
  [data-muf-slot-list] { position: fixed; inset-block-end: 12px; inset-inline-end: 12px; z-index: 2147483647; margin: 0; padding: 10px 14px; max-block-size: 60vh;
    overflow: auto; font: 500 11px/1.6 ui-monospace, monospace; color: #f3f4f7; background: rgb(15 16 21 / 0.92); border-radius: 12px; pointer-events: none; }
  [data-muf-slot-list] dl { display: grid; grid-template-columns: auto auto; gap: 0 16px; margin: 0; }
  [data-muf-slot-list] dd { margin: 0; color: #a4a9b6; }
  [data-muf-slot-list] .mounted { color: #8fc7ff; }
`;

/**
 * Outlines what fills each slot, with its name, and lists all slots with their fillers, those whose region is not
 * displayed included. For development; the returned function takes it all away again.
 */
export function attachInspector(registry: SlotRegistry, host: HTMLElement): () => void {
  const root = host.getRootNode() as Document | ShadowRoot;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets.push(sheet);
  const list = document.createElement('aside');
  list.setAttribute('data-muf-slot-list', '');
  list.setAttribute('aria-label', 'Slots');
  (root instanceof Document ? root.body : root).append(list);
  let marked: readonly Element[] = [];
  const draw = (): void => {
    for (const element of marked) element.removeAttribute(mark);
    const places = registry.places();
    for (const place of places) for (const element of place.elements) element.setAttribute(mark, label(place));
    marked = places.flatMap(({ elements }) => elements);
    list.replaceChildren(table(places));
  };
  const stop = registry.onChange(draw);
  draw();
  return () => {
    stop();
    for (const element of marked) element.removeAttribute(mark);
    list.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

function label({ name, filler }: PlaceState): string {
  return filler ? `${name} · ${filler}` : name;
}

function table(places: readonly PlaceState[]): HTMLElement {
  const rows = document.createElement('dl');
  for (const name of slotNames) {
    const place = places.find((other) => other.name === name);
    const term = document.createElement('dt');
    term.textContent = name;
    term.classList.toggle('mounted', (place?.elements.length ?? 0) > 0);
    const detail = document.createElement('dd');
    detail.textContent = stateOf(place);
    rows.append(term, detail);
  }
  return rows;
}

/** `fill`, `fill, waiting` while its region is not displayed, `empty`, or nothing to say. */
function stateOf(place: PlaceState | undefined): string {
  if (!place?.filler) return place?.mounted ? 'empty' : '';
  return place.mounted || place.filler === 'child' ? place.filler : `${place.filler}, waiting`;
}
