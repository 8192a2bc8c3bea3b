import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/settings-data.js';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';

const meta: Meta<Dressed> = {
  title: 'Settings/Data',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) =>
    html`<div class="frame medium stack"><crm-settings-data heading-level="2" density=${density}></crm-settings-data></div>`,
};
export default meta;

interface Played {
  canvasElement: HTMLElement;
}

const data = ({ canvasElement }: Played): HTMLElement => findAll(canvasElement, 'crm-settings-data')[0] as HTMLElement;

export const Ready: Story = {
  play: async (played) => {
    await waitFor(() => expect(inside(data(played)).getByText('Contacts')).toBeVisible());
  },
};

export const Empty: Story = {
  parameters: { data: 'empty' },
  play: async (played) => {
    await waitFor(() => expect(inside(data(played)).getByText('Nothing is stored yet.')).toBeVisible());
  },
};

export const Loading: Story = {
  parameters: { data: 'loading' },
  play: async (played) => {
    await waitFor(() => expect(data(played).matches(':state(loading)')).toBe(true));
  },
};

export const Failed: Story = {
  name: 'Error',
  parameters: { data: 'error' },
  play: async (played) => {
    await waitFor(() => expect(data(played).matches(':state(error)')).toBe(true));
  },
};

export const ReadOnly: Story = {
  name: 'Read-only',
  parameters: { data: 'readonly' },
  play: async (played) => {
    await waitFor(() =>
      expect(inside(data(played)).getByRole('button', { name: 'Restore a backup' })).toHaveAttribute('aria-disabled', 'true'),
    );
  },
};

/** What is asked before somebody is erased. */
export const ErasePerson: Story = {
  name: 'Erase one person',
  play: async (played) => {
    await waitFor(() => expect(inside(data(played)).getByRole('button', { name: 'Erase this person…' })).toBeVisible());
    const [picker] = findAll(data(played), 'crm-record-picker');
    const field = inside(picker as HTMLElement).getByRole('combobox');
    await userEvent.click(field);
    await userEvent.keyboard('a');
    await waitFor(() => expect(inside(picker as HTMLElement).getAllByRole('option')[0]).toBeVisible());
    await userEvent.keyboard('{Enter}');
    await userEvent.click(inside(data(played)).getByRole('button', { name: 'Erase this person…' }));
    await waitFor(() => expect(findAll(data(played), 'crm-dialog[open]')).toHaveLength(1));
  },
};
