import { getCustomElements, type StoryObj } from '@storybook/web-components-vite';

export type Density = 'comfortable' | 'compact';

/** What every story is given: the toolbar's density, or that of its controls. */
export interface Dressed {
  density: Density;
}

export type Story = StoryObj<Dressed>;

interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
}

interface Declaration {
  readonly tagName: string;
  readonly events?: readonly { readonly name: string }[];
}

/** The names of the events that an element fires, for the panel of actions: the manifest knows them. */
export function eventsOf(tag: string): string[] {
  const { modules } = getCustomElements() as Manifest;
  const found = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag);
  return found?.events?.map(({ name }) => name) ?? [];
}

/** Gives an element the properties that the controls say, as a page would: what they leave open is left to the element. */
export function give(args: object) {
  return (element: Element | undefined): void => {
    if (element) Object.assign(element, Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)));
  };
}
