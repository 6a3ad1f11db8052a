import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Scene, SceneOptions } from './scene.ts';
import type { Ground } from './frame.ts';

export type Args = Record<string, unknown>;

export interface StoryOptions extends SceneOptions {
  readonly name?: string;
  /** Attributes and properties of the element, by their names. */
  readonly args?: Args;
  /** What it stands on; the meta's by default. */
  readonly ground?: Ground;
  /** CSS length; as wide as it likes by default. */
  readonly width?: string;
  /** What someone who tries it would do. */
  readonly play?: (canvas: HTMLElement) => Promise<void>;
  /** One sentence for the docs page. */
  readonly says?: string;
}

/** One story: a few words about how the room stands, and what to try. */
export function story({ name, args, play, says, ground, width, ...scene }: StoryOptions = {}): StoryObj<Args> {
  return {
    ...(name ? { name } : {}),
    ...(args ? { args } : {}),
    ...(play ? { play: ({ canvasElement }) => play(canvasElement) } : {}),
    parameters: {
      scene,
      ...(ground ? { ground } : {}),
      ...(width ? { width } : {}),
      docs: { ...(says ? { description: { story: says } } : {}), ...(scene.sheet ? inFrame : {}) },
    },
  };
}

/** A dialog would cover the whole docs page: there its story has a page of its own. */
const inFrame = { story: { inline: false, height: '640px' } } as const;

/** What the stories of one element have in common. The title has to stand in the story file itself. */
export function about(component: string, ground: Ground = 'surface', width?: string): Pick<Meta<Args>, 'component' | 'parameters'> {
  return { component, parameters: { ground, ...(width ? { width } : {}) } };
}

export type { Scene };
