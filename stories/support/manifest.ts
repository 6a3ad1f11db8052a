import type { ArgTypes } from '@storybook/web-components-vite';

interface Described { readonly name: string; readonly description?: string; readonly type?: { readonly text: string }; readonly default?: string }

/** One element as `custom-elements.json` has it. */
export interface Declaration {
  readonly tagName: string;
  readonly description?: string;
  readonly attributes?: readonly (Described & { readonly fieldName?: string })[];
  readonly events?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
}

/** The words of a union of strings; none when it is anything else, or open. */
function choicesOf(type: string): readonly string[] {
  const words = type.split('|').map((word) => word.trim());
  const quoted = words.filter((word) => /^'.*'$/.test(word));
  return quoted.length > 1 ? quoted.map((word) => word.slice(1, -1)) : [];
}

function controlOf(type: string): ArgTypes[string] {
  const options = choicesOf(type);
  if (options.length > 0) return { control: { type: options.length > 4 ? 'select' : 'inline-radio' }, options };
  if (type === 'boolean' || type === 'number') return { control: { type } };
  return { control: { type: 'text' } };
}

function row({ name, description, type, default: byDefault }: Described, category: string): ArgTypes[string] {
  return {
    name, ...(description ? { description } : {}),
    table: { category, ...(type ? { type: { summary: type.text } } : {}), ...(byDefault ? { defaultValue: { summary: byDefault } } : {}) },
  };
}

/** Controls and the docs table of one element: what is described, and nothing that is its own affair. */
export function argTypesOf({ attributes = [], events = [], slots = [], cssParts = [], cssProperties = [] }: Declaration): ArgTypes {
  const listed = (category: string, items: readonly Described[]): [string, ArgTypes[string]][] =>
    items.map((item) => [`${category} ${item.name}`, { ...row(item.name ? item : { ...item, name: '(content)' }, category), control: false }]);
  return Object.fromEntries([
    ...attributes.filter(({ description }) => description).map((item): [string, ArgTypes[string]] => [item.name, { ...row(item, 'attributes'), ...controlOf(item.type?.text ?? 'string') }]),
    ...listed('events', events), ...listed('slots', slots), ...listed('css parts', cssParts), ...listed('css properties', cssProperties),
  ]);
}
