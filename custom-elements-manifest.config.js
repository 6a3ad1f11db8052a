import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reactTypes, vueTypes } from './ui-kit/manifest/framework-types.ts';
import { publicElements } from './ui-kit/manifest/public-elements.ts';
import { cssData, htmlData } from './ui-kit/manifest/vscode.ts';

const themes = ['tokens', 'dark'].map((name) => readFileSync(join(import.meta.dirname, 'themes', `${name}.css`), 'utf8'));

const namesOf = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

/**
 * What the analyzer does not see: `@attr {type} name` says more than the field behind it, whose type may be a name; and a property
 * with `state: true` is the element's own affair, not an attribute.
 */
const asDocumented = {
  name: 'as-documented',
  packageLinkPhase({ customElementsManifest }) {
    for (const { path, declarations = [] } of customElementsManifest.modules) {
      const source = readFileSync(join(import.meta.dirname, path), 'utf8');
      const types = new Map([...source.matchAll(/@attr \{([^}]+)\} ([\w-]+)/g)].map(([, type, name]) => [name, type]));
      const states = new Set(namesOf(source, /(\w+): \{[^{}]*\bstate: true[^{}]*\}/g));
      for (const declaration of declarations) {
        declaration.attributes = declaration.attributes?.filter(({ fieldName }) => !states.has(fieldName));
        for (const attribute of declaration.attributes ?? []) if (types.has(attribute.name)) attribute.type = { text: types.get(attribute.name) };
        for (const member of declaration.members ?? []) if (states.has(member.name)) member.privacy = 'protected';
      }
    }
  },
};

/** What editors and frameworks want to know, in their own words, beside the modules in `dist/`. */
const editorData = {
  name: 'editor-data',
  packageLinkPhase({ customElementsManifest }) {
    const elements = publicElements(customElementsManifest);
    const files = {
      'vscode.html-custom-data.json': JSON.stringify(htmlData(elements), null, 2),
      'vscode.css-custom-data.json': JSON.stringify(cssData(elements, themes), null, 2),
      'react.d.ts': reactTypes(elements),
      'react.js': 'export {};\n',
      'vue.d.ts': vueTypes(elements),
      'vue.js': 'export {};\n',
    };
    const dist = join(import.meta.dirname, 'dist');
    mkdirSync(dist, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text);
  },
};

export default {
  globs: ['ui-kit/**/*.ts', 'slots/**/*.ts'],
  exclude: ['ui-kit/pages/**', 'ui-kit/manifest/**'],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [asDocumented, editorData],
};
