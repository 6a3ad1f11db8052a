import type { Preview } from '@storybook/web-components-vite';

/** The languages the room speaks, in their own names. */
export const languages = {
  en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', pt: 'Português', ar: 'العربية', he: 'עברית', hi: 'हिन्दी', ja: '日本語', zh: '简体中文',
} as const;

export const themes = { dark: 'Dark', light: 'Light', auto: 'Like the system', contrast: 'High contrast', arcade: 'Arcade', salon: 'Salon' } as const;

/** What a room can be: each is a file of `themes/presets`. */
export const presets = {
  '': 'None', 'live-host': 'Live: host', 'live-viewer': 'Live: viewer', 'webinar-host': 'Webinar: host', 'webinar-participant': 'Webinar: participant',
  'group-call-host': 'Group call: host', 'group-call-participant': 'Group call: participant', 'audio-room': 'Audio room',
} as const;

const menu = (title: string, icon: string, choices: Readonly<Record<string, string>>): object => ({
  name: title, description: title,
  toolbar: { title, icon, dynamicTitle: true, items: Object.entries(choices).map(([value, name]) => ({ value, title: name })) },
});

/** What the toolbar can put on: each is an attribute of the room, by this name. */
export const globalTypes: NonNullable<Preview['globalTypes']> = {
  theme: menu('Theme', 'paintbrush', themes),
  preset: menu('Preset', 'cog', presets),
  lang: menu('Language', 'globe', languages),
  dir: menu('Direction', 'transfer', { '': 'Like the language', ltr: 'Left to right', rtl: 'Right to left' }),
  density: menu('Density', 'component', { '': 'Regular', compact: 'Compact', roomy: 'Roomy' }),
};

export const initialGlobals: NonNullable<Preview['initialGlobals']> = { theme: 'dark', preset: '', lang: 'en', dir: '', density: '' };

export const viewports = {
  phone: { name: 'Phone 390 × 844', styles: { width: '390px', height: '844px' }, type: 'mobile' },
  sidebar: { name: 'Sidebar 320', styles: { width: '320px', height: '720px' }, type: 'mobile' },
  lying: { name: 'Phone on its side', styles: { width: '844px', height: '390px' }, type: 'mobile' },
  desktop: { name: 'Desktop 1440 × 900', styles: { width: '1440px', height: '900px' }, type: 'desktop' },
} as const;
