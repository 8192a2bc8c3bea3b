import { addons, type State } from 'storybook/manager-api';
import { create } from 'storybook/theming/create';

/** Storybook around the stories: as quiet as what it shows, light or dark as the reader's system is. */
const look = (base: 'light' | 'dark') =>
  create({
    base,
    brandTitle: 'CRM Elements',
    fontBase: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    appBorderRadius: 10,
    inputBorderRadius: 6,
    ...(base === 'light'
      ? {
          colorPrimary: '#5156b8',
          colorSecondary: '#4d52b0',
          appBg: '#f4f5f7',
          appContentBg: '#ffffff',
          appPreviewBg: '#f8f9fa',
          appBorderColor: '#dde0e5',
          textColor: '#181e2a',
          barSelectedColor: '#4d52b0',
        }
      : {
          colorPrimary: '#6e77dc',
          colorSecondary: '#6e77dc',
          appBg: '#0e0f12',
          appContentBg: '#191b1e',
          appPreviewBg: '#121316',
          appBorderColor: '#35383e',
          textColor: '#ebedef',
          barBg: '#191b1e',
          barSelectedColor: '#9ba6f9',
        }),
  });

/** Stories that have something in the panel below them; the others have the room. */
const withPanel = /(playground|accessibility)--/;

addons.setConfig({
  theme: look(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
  layoutCustomisations: {
    showPanel: ({ storyId }: State, byDefault: boolean) => byDefault && withPanel.test(storyId ?? ''),
  },
});
