import type { PublicElement } from './public-elements.ts';

const rooms = new Set(['muf-live-room', 'muf-room-provider']);
const doc = (text: string, indent: string): string => `${indent}/** ${text.replace(/\s+/g, ' ').replaceAll('*/', '*∕')} */\n`;
const moduleOf = ({ path }: PublicElement): string => `./${path.replace(/\.ts$/, '.js')}`;

const typeImport = (names: string, from: string): string => `import type { ${names} } from '${from}';\n`;

const heading = (elements: readonly PublicElement[]): string =>
  ['// Made from custom-elements.json.\n', typeImport('LiveEvents', './core/live-event.js'), typeImport('MufRequest', './ui-kit/requests.js'), ...elements.map((element) => typeImport(element.className, moduleOf(element)))].join('');

/** Attributes by the type of the field behind them, and fields that have no attribute. */
function propsOf({ className, attributes, properties }: PublicElement, indent: string): string {
  const fields = properties.filter((name) => !attributes.some((attribute) => attribute.name === name));
  const typeOf = (field: string | undefined): string => (field === undefined ? 'string' : `Exclude<${className}['${field}'], null>`);
  return [
    ...attributes.map(({ name, field, description }) => `${doc(description, indent)}${indent}'${name}'?: ${typeOf(field)} | undefined;\n`),
    ...fields.map((name) => `${indent}${name}?: ${className}['${name}'] | undefined;\n`),
  ].join('');
}

const eventType = (type: string): string => (/^CustomEvent<(string|number|boolean)>$/.test(type) ? type : 'CustomEvent');

/** Listeners as `on` and the event's name, which is how `naming` writes it. */
function listenersOf({ events }: PublicElement, naming: (event: string) => string, indent: string): string {
  const own = events.filter(({ name }) => name !== 'muf-request').map(({ name, type, description }) => `${doc(description, indent)}${indent}'${naming(name)}'?: ((event: ${eventType(type)}) => void) | undefined;\n`);
  return `${indent}'${naming('muf-request')}'?: ((event: CustomEvent<MufRequest>) => void) | undefined;\n${own.join('')}`;
}

const bodyOf = (element: PublicElement, naming: (event: string) => string): string =>
  `{\n${propsOf(element, '    ')}${listenersOf(element, naming, '    ')}  }${rooms.has(element.tag) ? ' & RoomListeners' : ''}`;

const entriesOf = (elements: readonly PublicElement[], wrapper: string, naming: (event: string) => string): string =>
  elements.map((element) => `${doc(element.description, '  ')}  '${element.tag}': ${wrapper}<${element.className}, ${bodyOf(element, naming)}>;\n`).join('');

/** The declaration file behind `muf-live/react`: every tag in React's JSX. React 19 listens by `on` and the event's own name. */
export function reactTypes(elements: readonly PublicElement[]): string {
  return `${heading(elements)}${typeImport('DetailedHTMLProps, HTMLAttributes', 'react')}

type Own<Class extends HTMLElement, Props> = Omit<DetailedHTMLProps<HTMLAttributes<Class>, Class>, keyof Props> & Props;
type RoomListeners = { [Name in keyof LiveEvents as \`onmuf:\${Lowercase<Name>}\`]?: ((event: CustomEvent<LiveEvents[Name]>) => void) | undefined };

export interface MufElements {
${entriesOf(elements, 'Own', (event) => `on${event}`)}}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends MufElements {}
  }
}
`;
}

const vueName = (event: string): string => `on${event.charAt(0).toUpperCase()}${event.slice(1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`;

/** The declaration file behind `muf-live/vue`: every tag in Vue's templates. */
export function vueTypes(elements: readonly PublicElement[]): string {
  return `${heading(elements)}${typeImport('HTMLAttributes, PublicProps', 'vue')}

type Own<Class extends HTMLElement, Props> = new () => Omit<Class, '$props'> & { $props: Omit<HTMLAttributes, keyof Props> & PublicProps & Props };
type RoomListeners = { [Name in keyof LiveEvents as \`onMuf:\${Lowercase<Name>}\`]?: ((event: CustomEvent<LiveEvents[Name]>) => void) | undefined };

export interface MufElements {
${entriesOf(elements, 'Own', vueName)}}

declare module 'vue' {
  interface GlobalComponents extends MufElements {}
}
`;
}
