import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/import.js';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { find, findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { cardsFile, contactsFile, dealFiles, otherFiles } from './files.js';
import { checkPlan, matchColumns, readFiles } from './walk.js';

const draw = (files: readonly File[]) => (args: Dressed) => html`
  <div class="frame">
    <crm-import density=${args.density} .files=${files}></crm-import>
  </div>
`;

const meta: Meta<Dressed> = {
  title: 'Import/States',
  component: 'crm-import',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: draw([]),
};
export default meta;

export const NothingChosen: Story = {
  name: 'Nothing chosen',
  play: async ({ canvasElement }) => {
    const element = await find(canvasElement, 'crm-import');
    await waitFor(() => expect(inside(element).getByRole('button', { name: /./, expanded: false })).toBeVisible());
  },
};

export const Chosen: Story = {
  name: 'Files chosen',
  render: draw([...dealFiles(), cardsFile(), ...otherFiles()]),
  play: async ({ canvasElement }) => void (await readFiles(canvasElement)),
};

export const Matching: Story = {
  render: draw([contactsFile(), ...dealFiles()]),
  play: async ({ canvasElement }) => void (await matchColumns(canvasElement)),
};

export const Checking: Story = {
  render: draw([contactsFile(), ...dealFiles(), cardsFile()]),
  play: async ({ canvasElement }) => {
    const element = await checkPlan(canvasElement);
    await expect(findAll(element, '[part~=names]')).toHaveLength(1);
  },
};

export const Reported: Story = {
  render: draw([contactsFile(), ...dealFiles(), cardsFile()]),
  play: async ({ canvasElement }) => {
    const element = await checkPlan(canvasElement);
    await userEvent.click(await find(element, '.start'));
    await find(element, '[part~=report]');
  },
};

/** The store does not take what it is given: what is in stays, and the rest can be tried again. */
export const Offline: Story = {
  parameters: { data: 'offline' },
  render: draw([contactsFile()]),
  play: async ({ canvasElement }) => {
    const element = await checkPlan(canvasElement);
    await expect(element.matches(':state(offline)')).toBe(true);
    await userEvent.click(await find(element, '.start'));
    await waitFor(() => expect(findAll(element, '[role=alert]:not([data-announcer])')).toHaveLength(1));
  },
};

/** The store does not say what it holds, so it cannot be worked out what would be made. */
export const Failed: Story = {
  name: 'Error',
  parameters: { data: 'error' },
  render: draw([contactsFile()]),
  play: async ({ canvasElement }) => {
    const element = await matchColumns(canvasElement);
    await userEvent.click(await find(element, '.next'));
    await find(element, '[part~=error] button');
  },
};

export const ReadOnly: Story = {
  parameters: { data: 'readonly' },
  play: async ({ canvasElement }) => {
    const element = await find(canvasElement, 'crm-import');
    await waitFor(() => expect(element.matches(':state(readonly)')).toBe(true));
    await waitFor(() => expect(findAll(element, '[part~=notice]')).toHaveLength(1));
  },
};

export const Loading: Story = {
  parameters: { data: 'loading' },
  play: async ({ canvasElement }) => {
    const element = await find(canvasElement, 'crm-import');
    await waitFor(() => expect(element.matches(':state(loading)')).toBe(true));
  },
};
