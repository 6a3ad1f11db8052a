import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StorybookConfig } from '@storybook/web-components-vite';
import { withTables } from '../stories/guides/tables.ts';

const manifestId = 'virtual:muf-manifest';

interface Manifest { readonly modules: readonly { readonly declarations?: readonly { readonly tagName?: string }[] }[] }

/** What `custom-elements.json` says of the elements, and nothing else of it: it describes every module of the kit. */
function elements(): string {
  const { modules } = JSON.parse(readFileSync(join(import.meta.dirname, '../custom-elements.json'), 'utf8')) as Manifest;
  return JSON.stringify(modules.flatMap(({ declarations = [] }) => declarations.filter(({ tagName }) => tagName)));
}

const guideTables = {
  name: 'muf-guide-tables',
  enforce: 'pre' as const,
  transform: (code: string, id: string) => (id.endsWith('.mdx') ? { code: withTables(code), map: null } : undefined),
};

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/guides/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // Nobody is told that it runs.
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  features: { sidebarOnboardingChecklist: false },
  viteFinal: (vite) => ({
    ...vite,
    plugins: [guideTables, ...(vite.plugins ?? []), {
      name: 'muf-manifest',
      resolveId: (id: string) => (id === manifestId ? `\0${manifestId}` : undefined),
      load: (id: string) => (id === `\0${manifestId}` ? `export const declarations = ${elements()};` : undefined),
    }],
    build: { ...vite.build, chunkSizeWarningLimit: 4000 },
  }),
};

export default config;
