import { allowedEverywhere, allowedHtml, allowedSvg, dataAttribute } from './allow-list.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const htmlNamespace = 'http://www.w3.org/1999/xhtml';
const everywhere = new Set(allowedEverywhere);

/**
 * Holds a sanitised tree to the parts of the list that a sanitiser's configuration cannot say: which attribute
 * belongs to which element of which namespace, and that addresses are https. It runs on nodes, never on text, so
 * nothing is parsed a second time.
 */
export function enforce(root: ParentNode): void {
  for (const element of [...root.querySelectorAll('*')]) {
    const attributes = allowedFor(element);
    if (!attributes) element.remove();
    else for (const attribute of [...element.attributes]) {
      if (!allows(attributes, attribute)) element.removeAttributeNode(attribute);
    }
    // A page that is replaced takes the room with it, so links open beside it; the new page must not reach back.
    if (element.getAttribute('target') === '_blank') element.setAttribute('rel', 'noopener noreferrer');
  }
}

function allowedFor(element: Element): readonly string[] | undefined {
  const { namespaceURI, localName } = element;
  const list = namespaceURI === htmlNamespace ? allowedHtml : namespaceURI === svgNamespace ? allowedSvg : {};
  return Object.hasOwn(list, localName) ? list[localName] : undefined;
}

function allows(own: readonly string[], { name, value, namespaceURI }: Attr): boolean {
  if (namespaceURI !== null) return false;
  if (dataAttribute.test(name)) return true;
  if (!own.includes(name)) return everywhere.has(name);
  if (name === 'href' || name === 'src') return isHttps(value);
  if (name === 'target') return value === '_blank';
  // `fill="url(https://…)"` would fetch.
  return !/url\s*\(/i.test(value);
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
