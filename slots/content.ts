import { allowedEverywhere, allowedHtml, allowedSvg } from './allow-list.ts';
import { enforce } from './enforce.ts';
import { htmlPolicy } from './trusted.ts';

/** Turns an HTML string into nodes that hold only what the allow-list names. */
export type Sanitise = (html: string) => readonly ChildNode[];

/** `Element.setHTML` (HTML Sanitizer API), which the DOM typings leave out. */
interface SetHtml { setHTML(html: string, options: { readonly sanitizer: object }): void }

/** The platform's own sanitiser with our list, where there is one. */
export function platformSanitiser(): Sanitise | undefined {
  if (typeof Element === 'undefined' || !('setHTML' in Element.prototype)) return undefined;
  const sanitizer = {
    elements: [...elements(allowedHtml, 'http://www.w3.org/1999/xhtml'), ...elements(allowedSvg, 'http://www.w3.org/2000/svg')],
    attributes: allowedEverywhere,
    dataAttributes: true,
    comments: false,
  };
  return (html) => {
    const box = inertBox();
    (box as HTMLElement & SetHtml).setHTML(html, { sanitizer });
    enforce(box);
    return [...box.childNodes];
  };
}

function elements(list: Readonly<Record<string, readonly string[]>>, namespace: string): object[] {
  return Object.entries(list).map(([name, attributes]) => ({ name, namespace, attributes }));
}

/** DOMPurify with the same list. It is loaded only where it is needed. */
export async function purifierSanitiser(): Promise<Sanitise> {
  const { default: DOMPurify } = await import('dompurify');
  const lists = [...Object.values(allowedHtml), ...Object.values(allowedSvg)].flat();
  const policy = htmlPolicy();
  const config = {
    ALLOWED_TAGS: [...Object.keys(allowedHtml), ...Object.keys(allowedSvg), '#text'],
    ALLOWED_ATTR: [...new Set([...allowedEverywhere, ...lists])],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: true,
    KEEP_CONTENT: false,
    // Both guard text that is written out and parsed again, or forms: here are neither.
    SAFE_FOR_XML: false,
    SANITIZE_DOM: false,
    IN_PLACE: true,
    ...(policy ? { TRUSTED_TYPES_POLICY: policy as never } : {}),
  } as const;
  return (html) => {
    const box = inertBox();
    box.innerHTML = policy ? policy.createHTML(html) : html;
    forgetBuiltIns(box);
    DOMPurify.sanitize(box, { ...config, ALLOWED_TAGS: [...config.ALLOWED_TAGS], ALLOWED_ATTR: [...config.ALLOWED_ATTR] });
    enforce(box);
    return [...box.childNodes];
  };
}

/** An element parsed with `is` would become that custom element even when the attribute is gone, so it is made anew. */
function forgetBuiltIns(root: HTMLElement): void {
  for (const element of root.querySelectorAll('[is]')) {
    const plain = root.ownerDocument.createElementNS(element.namespaceURI, element.localName);
    element.removeAttribute('is');
    for (const attribute of [...element.attributes]) plain.setAttributeNode(element.removeAttributeNode(attribute));
    plain.append(...element.childNodes);
    element.replaceWith(plain);
  }
}

/** In a document of its own no image is fetched and no handler runs before the tree is clean. */
function inertBox(): HTMLElement {
  return document.implementation.createHTMLDocument('').createElement('div');
}
