import { svg, type SVGTemplateResult } from 'lit';
import type { LayoutName } from '../../core/wire/signal/shapes.ts';

type Box = readonly [x: number, y: number, width: number, height: number, tone?: 'faint'];

/** On a field of 48 by 32: pictures, and faint where the chat is. */
const boxes: Readonly<Record<LayoutName, readonly Box[]>> = {
  auto: [[2, 2, 27, 28], [33, 9, 13, 21], [36, 12, 7, 6, 'faint']],
  immersive: [[14, 2, 20, 28], [17, 20, 9, 2, 'faint'], [17, 24, 12, 2, 'faint']],
  theatre: [[2, 5, 29, 22], [34, 5, 12, 22, 'faint']],
  grid: [[2, 2, 21, 13], [25, 2, 21, 13], [2, 17, 21, 13], [25, 17, 21, 13]],
  spotlight: [[2, 2, 32, 28], [36, 2, 10, 8], [36, 12, 10, 8], [36, 22, 10, 8]],
};

/** A layout in miniature, in the colour of the text around it. */
export const layoutSketch = (name: LayoutName): SVGTemplateResult => svg`<svg width="48" height="32" viewBox="0 0 48 32" aria-hidden="true" fill="currentColor">
  ${boxes[name].map(([x, y, width, height, tone]) => svg`<rect x=${x} y=${y} width=${width} height=${height} rx=${Math.min(2.5, height / 2)} opacity=${tone ? (name === 'theatre' ? 0.35 : 1) : 0.85} fill=${tone && name !== 'theatre' ? 'var(--muf-color-surface-raised)' : 'currentColor'}></rect>`)}
</svg>`;
