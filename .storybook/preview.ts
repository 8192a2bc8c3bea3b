import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { html } from 'lit';
import manifest from '../packages/elements/custom-elements.json';
import { brands, dataStates, openStage, type DataState, type Stage } from '../stories/support/stage.js';
import '../stories/support/frames.css';
import '../stories/support/page.css';

setCustomElementsManifest(manifest);

type Icon = NonNullable<NonNullable<Preview['globalTypes']>[string]['toolbar']>['icon'];

const toolbar = (title: string, icon: Icon, items: readonly (string | { value: string; title: string })[], description: string) => ({
  description,
  toolbar: {
    title,
    icon,
    dynamicTitle: true,
    items: items.map((item) => (typeof item === 'string' ? { value: item, title: item } : item)),
  },
});

interface StoryGlobals {
  theme: 'light' | 'dark';
  brand: string;
  direction: 'auto' | 'ltr' | 'rtl';
  locale: string;
  density: 'comfortable' | 'compact';
  data: DataState;
}

const locales = [
  { value: 'en', title: 'English' },
  { value: 'de', title: 'Deutsch' },
  { value: 'ar', title: 'العربية' },
  { value: 'en-XA', title: 'en-XA: long and marked' },
  { value: 'ar-XB', title: 'ar-XB: right to left' },
] as const;

/** The page around a story is as the toolbar says, as a host's page would be. */
function dressPage({ theme, brand, direction, locale }: StoryGlobals): void {
  const root = document.documentElement;
  root.style.colorScheme = theme;
  root.dir = direction === 'auto' ? (locale.startsWith('ar') ? 'rtl' : 'ltr') : direction;
  root.lang = locale;
  const color = brands.find(({ value }) => value === brand)?.color;
  if (color) root.style.setProperty('--crm-color-brand', color);
  else root.style.removeProperty('--crm-color-brand');
}

/** The stage of each story on this page. It stays while the toolbar changes the looks, and goes with the story. */
const stages = new Map<string, { state: DataState; stage: Promise<Stage> }>();

function stageOf(storyId: string, state: DataState): Promise<Stage> {
  const open = stages.get(storyId);
  if (open?.state === state) return open.stage;
  const stage = openStage(state);
  stages.set(storyId, { state, stage });
  return stage;
}

const preview: Preview = {
  parameters: {
    // A violation fails the story's test: scripts/test-stories.mjs.
    a11y: { test: 'error' },
    controls: { expanded: true },
    backgrounds: { disable: true },
    layout: 'fullscreen',
    options: {
      // Storybook reads this without running it: so all of it is written out.
      storySort: {
        order: [
          'Start',
          'Contact card',
          ['Overview', 'Playground', 'States', 'Recipes', 'Accessibility'],
          'Pipeline board',
          ['Overview', 'Playground', 'States', 'Recipes', 'Accessibility'],
          'Pipeline summary',
          ['Overview', 'Playground', 'States'],
          'Ticket inbox',
          ['Overview', 'Playground', 'States', 'Search', 'Recipes', 'Accessibility'],
          'Chat widget',
          ['Overview', 'Playground', 'States', 'Recipes', 'Accessibility'],
          'Foundations',
          ['Tokens', 'Type', 'Colour', 'Icons', 'Theming', 'Records'],
        ],
      },
    },
    docs: { story: { inline: false, height: '640px' } },
  },
  globalTypes: {
    theme: toolbar('Theme', 'circlehollow', ['light', 'dark'], 'Light or dark'),
    brand: toolbar(
      'Brand',
      'paintbrush',
      brands.map(({ value, title }) => ({ value, title })),
      'One token, --crm-color-brand',
    ),
    direction: toolbar(
      'Direction',
      'transfer',
      [{ value: 'auto', title: 'as the language' }, 'ltr', 'rtl'],
      'Writing direction of the page',
    ),
    locale: toolbar('Locale', 'globe', locales, 'lang of the page; the last two are pseudo-locales'),
    density: toolbar('Density', 'grow', ['comfortable', 'compact'], 'How close things stand'),
    data: toolbar('Data', 'database', dataStates, 'What the store is like'),
  },
  initialGlobals: { theme: 'light', brand: 'default', direction: 'auto', locale: 'en', density: 'comfortable', data: 'ready' },
  beforeEach:
    ({ id }) =>
    () => {
      stages.delete(id);
    },
  loaders: [async ({ id, globals, parameters }) => ({ stage: await stageOf(id, (parameters['data'] ?? globals['data']) as DataState) })],
  decorators: [
    (story, { globals, loaded, args }) => {
      dressPage(globals as unknown as StoryGlobals);
      const { client, readonly } = loaded['stage'] as Stage;
      // A control of the story wins over the toolbar.
      const dressed = story({ args: { density: globals['density'] as string, ...args } });
      return html`<crm-provider .client=${client} ?readonly=${readonly}>${dressed}</crm-provider>`;
    },
  ],
};
export default preview;
