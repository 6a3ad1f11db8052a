import type { Preview } from '@storybook/web-components-vite';
import { themes } from 'storybook/theming';
import { declarations } from 'virtual:muf-manifest';
import { draw } from '../stories/support/draw.ts';
import { frameStyles } from '../stories/support/frame.ts';
import { argTypesOf } from '../stories/support/manifest.ts';
import { closeScene } from '../stories/support/scene.ts';
import { globalTypes, initialGlobals, viewports } from '../stories/support/toolbar.ts';

if (frameStyles.styleSheet) document.adoptedStyleSheets.push(frameStyles.styleSheet);

const declarationOf = (tag: string) => declarations.find(({ tagName }) => tagName === tag);

const preview: Preview = {
  tags: ['autodocs'],
  render: draw,
  beforeEach: ({ canvasElement }) => () => closeScene(canvasElement),
  globalTypes,
  initialGlobals,
  parameters: {
    layout: 'fullscreen',
    viewport: { options: viewports },
    backgrounds: { disable: true },
    controls: { expanded: true, sort: 'requiredFirst' },
    options: {
      storySort: {
        order: ['Guides', ['Quick start'], 'Live room', ['Phases', 'Stage', 'Chat', 'Cohosts', 'Sheets', 'Slots', 'Dress', 'Frames'], 'Stage', 'Header', 'Chat', 'People', 'Controls', 'Cohost', 'Moderation', 'Set-up', 'Sheets', 'Feedback', 'End screen', 'Pieces'],
      },
    },
    a11y: {
      test: 'error',
      options: { resultTypes: ['violations'] },
      config: {
        rules: [
          // Such a button says by a clock in it more than what it does; its name is what it does.
          { id: 'label-content-name-mismatch', selector: '*:not(.cancel)' },
          // Browsers let the keyboard into what scrolls by themselves; the content is the page's.
          { id: 'scrollable-region-focusable', enabled: false },
        ],
      },
    },
    docs: {
      theme: themes.dark,
      extractArgTypes: (tag: string) => argTypesOf(declarationOf(tag) ?? { tagName: tag }),
      extractComponentDescription: (tag: string) => declarationOf(tag)?.description ?? '',
    },
  },
};

export default preview;
