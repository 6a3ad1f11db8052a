import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/sheets/muf-sheet.ts';
import { appears, escapes } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { about, story, type Args } from '../support/story.ts';

const inFrame = { docs: { story: { inline: false, height: '560px' } } };
const meta: Meta<Args> = { title: 'Sheets/Sheet', component: 'muf-sheet', parameters: { ...about('muf-sheet').parameters, ...inFrame }, args: { heading: 'Interact', open: true } };
export default meta;

const fill = (count: number) => ({ element }: Scene): void => element.append(...Array.from({ length: count }, (_, index) => Object.assign(document.createElement('p'), { textContent: `Whatever the page puts in, paragraph ${index + 1}.` })));

export const OnAPhone: StoryObj<Args> = story({ given: fill(2) });
export const OnADesktop: StoryObj<Args> = story({ given: fill(2), view: ({ $layout }) => $layout.set('wide') });
export const Long: StoryObj<Args> = story({ given: fill(60), says: 'It takes 85 % of the room at most; then it scrolls.' });
export const Alert: StoryObj<Args> = story({ args: { alert: true, heading: 'Leave without saving?' }, given: fill(1) });
export const Flush: StoryObj<Args> = story({ args: { flush: true }, given: fill(2) });
export const Closes: StoryObj<Args> = story({ given: fill(2), play: async (canvas) => {
  await appears(canvas, 'dialog[open]');
  await escapes(canvas);
} });
