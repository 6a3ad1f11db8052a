import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';
import { brand } from '../stories/support/brand.ts';

const { surface, surfaceRaised, onSurface, onSurfaceMuted, accent } = brand;

addons.setConfig({
  theme: create({
    base: 'dark',
    brandTitle: 'muf-live',
    brandUrl: './',
    colorPrimary: accent,
    colorSecondary: '#d4124c',
    appBg: surface,
    appContentBg: surface,
    appPreviewBg: surface,
    appBorderColor: '#262932',
    appBorderRadius: 12,
    barBg: surface,
    barTextColor: onSurfaceMuted,
    barHoverColor: onSurface,
    barSelectedColor: accent,
    textColor: onSurface,
    textMutedColor: onSurfaceMuted,
    inputBg: surfaceRaised,
    inputTextColor: onSurface,
    inputBorder: '#363a45',
    fontBase: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  }),
  sidebar: { showRoots: true },
});
