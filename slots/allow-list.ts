/**
 * What HTML strings may contain; everything else is removed with what is inside it. This one list is what both
 * sanitisers are configured from. Attributes are per element, beside those every element may have.
 */
const shape = ['transform', 'fill', 'fill-opacity', 'fill-rule', 'clip-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'opacity'] as const;

const text = [
  'div', 'span', 'p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'section', 'article', 'header', 'footer', 'figure', 'figcaption',
  'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'abbr', 'code', 'kbd', 'pre', 'q', 'blockquote', 'time',
  'ul', 'ol', 'li', 'dl', 'dt', 'dd',
] as const;

export const allowedHtml: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(text.map((name) => [name, []])),
  a: ['href', 'target'],
  button: ['type', 'disabled'],
  img: ['src', 'alt', 'width', 'height', 'loading'],
};

export const allowedSvg: Readonly<Record<string, readonly string[]>> = {
  svg: [...shape, 'viewBox', 'width', 'height', 'preserveAspectRatio'],
  g: shape,
  path: [...shape, 'd'],
  circle: [...shape, 'cx', 'cy', 'r'],
  ellipse: [...shape, 'cx', 'cy', 'rx', 'ry'],
  rect: [...shape, 'x', 'y', 'width', 'height', 'rx', 'ry'],
  line: [...shape, 'x1', 'y1', 'x2', 'y2'],
  polyline: [...shape, 'points'],
  polygon: [...shape, 'points'],
};

/** WAI-ARIA 1.2 §6.6; spelled out because the platform's sanitiser takes no patterns. */
const aria = [
  'activedescendant', 'atomic', 'autocomplete', 'braillelabel', 'brailleroledescription', 'busy', 'checked', 'colcount', 'colindex', 'colspan', 'controls', 'current', 'describedby',
  'description', 'details', 'disabled', 'errormessage', 'expanded', 'flowto', 'haspopup', 'hidden', 'invalid', 'keyshortcuts', 'label',
  'labelledby', 'level', 'live', 'modal', 'multiline', 'multiselectable', 'orientation', 'owns', 'placeholder', 'posinset', 'pressed',
  'readonly', 'relevant', 'required', 'roledescription', 'rowcount', 'rowindex', 'rowspan', 'selected', 'setsize', 'sort', 'valuemax',
  'valuemin', 'valuenow', 'valuetext',
] as const;

export const allowedEverywhere: readonly string[] = ['id', 'class', 'title', 'role', 'lang', 'dir', 'hidden', ...aria.map((name) => `aria-${name}`)];

/** Beside the lists above: `data-*`, by which content says what its buttons ask for. */
export const dataAttribute: RegExp = /^data-[a-z0-9_.-]+$/;
