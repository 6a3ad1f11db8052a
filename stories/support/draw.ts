import type { TemplateResult } from 'lit';
import type { Args, StoryContext } from '@storybook/web-components-vite';
import { frame, type Ground } from './frame.ts';
import { sceneOn, type SceneOptions } from './scene.ts';

/** Everything a room can wear, as the toolbar has it. */
const worn = ['theme', 'preset', 'lang', 'dir', 'density'] as const;

function setAttribute(element: Element, name: string, value: unknown): void {
  if (typeof value === 'boolean') element.toggleAttribute(name, value);
  else if (typeof value === 'number' || (typeof value === 'string' && value !== '')) element.setAttribute(name, `${value}`);
  else element.removeAttribute(name);
}

/** Attributes by their names; what cannot be written as one, as the property. */
function give(element: Element, args: Args): void {
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'object' && value !== null) Object.assign(element, { [name]: value });
    else setAttribute(element, name, value);
  }
}

/** Draws any story: its element, in its room, in its frame, in the dress the toolbar says. */
export function draw(args: Args, { canvasElement, component, parameters, globals, viewMode }: StoryContext): TemplateResult {
  const { scene: options = {}, ground = 'surface', width } = parameters as { scene?: SceneOptions; ground?: Ground; width?: string };
  const scene = sceneOn(canvasElement, String(component), options);
  for (const name of worn) setAttribute(scene.room, name, globals[name]);
  give(scene.element, args);
  return frame(scene.room, { ground, width, inline: viewMode === 'docs' });
}
