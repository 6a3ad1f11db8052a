import type { Described, PublicElement } from './public-elements.ts';
import { tokensOf } from './tokens.ts';

/** What VS Code's `html.customData` and `css.customData` read (format 1.1). */
export interface HtmlData {
  readonly version: 1.1;
  readonly tags: readonly { readonly name: string; readonly description: string; readonly attributes: readonly { readonly name: string; readonly description: string; readonly valueSet?: 'v'; readonly values?: readonly { readonly name: string }[] }[] }[];
}
export interface CssData {
  readonly version: 1.1;
  readonly properties: readonly Described[];
  readonly pseudoElements: readonly Described[];
}

const literalsOf = (type: string): readonly string[] => [...type.matchAll(/'([\w-]+)'/g)].flatMap(([, value]) => value ?? []);

const listOf = (heading: string, items: readonly Described[]): string =>
  items.length === 0 ? '' : `\n\n${heading}\n${items.map(({ name, description }) => `- \`${name || 'default'}\` ${description.replace(/^[-–]\s*/, '')}`).join('\n')}`;

/** Tags and attributes, with what is in a tag's slots and parts in its description. */
export function htmlData(elements: readonly PublicElement[]): HtmlData {
  return {
    version: 1.1,
    tags: elements.map(({ tag, description, attributes, events, slots, parts }) => ({
      name: tag,
      description: `${description}${listOf('Slots', slots)}${listOf('Events', events)}${listOf('Parts', parts)}`,
      attributes: attributes.map(({ name, type, description: words }) => {
        const values = literalsOf(type).map((value) => ({ name: value }));
        return { name, description: words, ...(type === 'boolean' ? { valueSet: 'v' as const } : {}), ...(values.length > 0 ? { values } : {}) };
      }),
    })),
  };
}

/** Every `--muf-*` name of the themes and the elements, and every part. `stylesheets` are the themes' texts. */
export function cssData(elements: readonly PublicElement[], stylesheets: readonly string[]): CssData {
  const tokens = tokensOf(stylesheets.join('\n')).map(({ name, value }) => ({ name, description: `A token of every theme; \`${value}\` unless a theme or the page says otherwise.` }));
  const own = elements.flatMap(({ tag, cssProperties }) => cssProperties.map(({ name, description }) => ({ name, description: `<${tag}> ${description}` })));
  const parts = Map.groupBy(elements.flatMap(({ tag, parts: all }) => all.map((part) => ({ ...part, tag }))), ({ name }) => name);
  return {
    version: 1.1,
    properties: [...new Map([...own, ...tokens].map((item) => [item.name, item])).values()],
    pseudoElements: [...parts].map(([name, all]) => ({ name: `::part(${name})`, description: all.map(({ tag, description }) => `<${tag}> ${description}`).join('\n\n') })),
  };
}
