interface Attribute { readonly name: string; readonly value: string }
interface Markup { readonly tags: readonly string[]; readonly attributes: readonly Attribute[] }
interface Danger { readonly found: (markup: Markup) => boolean; readonly sentence: string }

const script = /^[\s\0]*(?:java|vb)\s*script\s*:/i;
const gone = new Set(['iframe', 'object', 'embed', 'form', 'input', 'textarea', 'select', 'link', 'meta', 'base', 'video', 'audio', 'template', 'slot']);
const isAddress = ({ name }: Attribute): boolean => name === 'src' || name === 'href';

/** Looked for to tell the author; what is shown goes through the slots' sanitiser, which knows what is allowed. */
const dangers: readonly Danger[] = [
  { found: ({ tags }) => tags.includes('script'), sentence: 'has a <script>, which is taken out. To make a button act, write data-muf-request="SHARE_OPEN" and the like' },
  { found: ({ attributes }) => attributes.some(({ name }) => name.startsWith('on')), sentence: 'has a handler (onclick= and the like), which is taken out. Write data-muf-request="SHARE_OPEN" and the like instead' },
  { found: ({ attributes }) => attributes.some(({ value }) => script.test(value)), sentence: 'has a link that runs script, which is taken out. Links begin with https://' },
  { found: ({ tags }) => tags.some((tag) => gone.has(tag)), sentence: 'has an element that is taken out. Allowed are text, lists, buttons, links, pictures and plain SVG shapes' },
  { found: ({ tags, attributes }) => tags.includes('style') || attributes.some(({ name }) => name === 'style'), sentence: 'has a style, which is taken out. Give it a class, and style that in the page' },
  { found: ({ attributes }) => attributes.some((one) => isAddress(one) && !script.test(one.value) && !/^https:/i.test(one.value)), sentence: 'has an address that does not begin with https://, which is taken out' },
];

/** Every tag with its attributes, in one pass: near enough to how a browser reads it for a word to the author. */
function read(html: string): Markup {
  const tags: string[] = [];
  const attributes: Attribute[] = [];
  for (const [, tag, rest] of html.matchAll(/<([a-z][a-z\d-]*)([^<>]*)/gi)) {
    tags.push(tag!.toLowerCase());
    for (const [, name, value] of rest!.matchAll(/(?<![\w-])([a-z][\w:-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*)/gi)) attributes.push({ name: name!.toLowerCase(), value: value!.replace(/^["']|["']$/g, '') });
  }
  return { tags, attributes };
}

/** A sentence for each thing in HTML content that the room will not show. */
export function takenOut(html: string): string[] {
  const markup = read(html);
  return dangers.filter(({ found }) => found(markup)).map(({ sentence }) => sentence);
}
