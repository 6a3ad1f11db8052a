/** What is read of a custom elements manifest (schema 1.0.0). */
interface Named { readonly name: string; readonly description?: string }
interface Typed extends Named { readonly type?: { readonly text: string } }
interface Declaration {
  readonly name: string;
  readonly tagName?: string;
  readonly description?: string;
  readonly attributes?: readonly (Typed & { readonly fieldName?: string })[];
  readonly members?: readonly (Typed & { readonly kind: string; readonly privacy?: string })[];
  readonly events?: readonly Typed[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}
export interface Manifest { readonly modules: readonly { readonly path: string; readonly declarations?: readonly Declaration[] }[] }

export interface Attribute { readonly name: string; readonly description: string; readonly type: string; readonly field: string | undefined }
export interface Described { readonly name: string; readonly description: string }

/** One element as page authors see it: what is documented is what there is. */
export interface PublicElement {
  readonly tag: string;
  readonly className: string;
  /** Of the module that defines it, from the package's sources: `ui-kit/chat/muf-chat-log.ts`. */
  readonly path: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
  /** Settable from script only, or from script too. */
  readonly properties: readonly string[];
  readonly events: readonly (Described & { readonly type: string })[];
  readonly slots: readonly Described[];
  readonly parts: readonly Described[];
  readonly cssProperties: readonly Described[];
}

const described = ({ name, description = '' }: Named): Described => ({ name, description: description.trim() });
const isDescribed = ({ description }: Named): boolean => !!description?.trim();

function elementOf(path: string, declaration: Declaration): PublicElement {
  const { name, tagName = '', description = '', attributes = [], members = [], events = [], slots = [], cssParts = [], cssProperties = [] } = declaration;
  const properties = members.filter((member) => member.kind === 'field' && (member.privacy === 'public' || member.name === 'manager')).map((member) => member.name);
  return {
    tag: tagName,
    className: name,
    path,
    description: description.trim(),
    // An attribute that nobody documented is a property's own business.
    attributes: attributes.filter(isDescribed).map((attribute) => ({
      ...described(attribute), type: attribute.type?.text ?? 'string', field: attribute.fieldName !== undefined && properties.includes(attribute.fieldName) ? attribute.fieldName : undefined,
    })),
    properties: [...new Set(properties)],
    events: events.filter(isDescribed).map((event) => ({ ...described(event), type: event.type?.text ?? 'CustomEvent' })),
    slots: slots.map(described),
    parts: cssParts.map(described),
    cssProperties: cssProperties.map(described),
  };
}

/** Every element of the manifest, by tag. */
export function publicElements({ modules }: Manifest): readonly PublicElement[] {
  return modules
    .flatMap(({ path, declarations = [] }) => declarations.filter(({ tagName }) => tagName !== undefined).map((declaration) => elementOf(path, declaration)))
    .toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
}
