import { withThemeByDataAttribute } from '@storybook/addon-themes';
import type { Preview } from '@storybook/web-components-vite';

const preview: Preview = {
  parameters: {
    // A violation fails the story's test: scripts/test-stories.mjs.
    a11y: { test: 'error' },
    controls: { expanded: true },
    backgrounds: { disable: true },
  },
  globalTypes: {
    direction: {
      description: 'Writing direction',
      toolbar: {
        title: 'Direction',
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
  },
  initialGlobals: { direction: 'ltr' },
  decorators: [
    withThemeByDataAttribute({ themes: { light: 'light', dark: 'dark' }, defaultTheme: 'light', attributeName: 'data-theme' }),
    (story, { globals }) => {
      document.documentElement.dir = globals['direction'] === 'rtl' ? 'rtl' : 'ltr';
      document.documentElement.lang = 'en';
      return story();
    },
  ],
};
export default preview;
