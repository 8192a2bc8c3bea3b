import type { Meta } from '@storybook/web-components-vite';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, type FaultRule } from '@crm-elements/data/testing';
import { loadSampleCompany, sampleAgents } from '@crm-elements/sample-company';
import 'crm-elements/define/ticket-inbox.js';
import 'crm-elements/define/ticket-list.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press, type } from '../support/keys.js';
import { expectAnnounced, find, findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { tickets } from './tickets.js';

const meta: Meta<Dressed> = {
  title: 'Ticket inbox/Search',
  component: 'crm-ticket-list',
  parameters: { controls: { disable: true }, data: 'ready' },
};
export default meta;

/** A store of its own for a story, made once: `dress` changes what its adapter can do, or what happens in it. */
const storeFor = (dress: (adapter: DataAdapter) => DataAdapter | Promise<DataAdapter>) => async () => {
  const adapter = createMemoryAdapter();
  await loadSampleCompany(adapter, { now: Date.now() });
  return { desk: createClient(await dress(adapter), { actor: { kind: 'agent', id: sampleAgents.mira.id } }) };
};
const withFaults = (...rules: FaultRule[]) => storeFor((adapter) => createFaultyAdapter(adapter, { seed: 1, rules }));
const deskIn = ({ loaded }: { loaded: Record<string, unknown> }) => loaded['desk'] as CrmClient;

/** What a list looks like that searches this store for these words. */
const listOf =
  (search: string): NonNullable<Story['render']> =>
  ({ density }, context) => html`
    <div class="frame medium">
      <crm-ticket-list .client=${deskIn(context)} search=${search} density=${density}></crm-ticket-list>
    </div>
  `;

const seesMarks = (canvas: HTMLElement) => waitFor(() => expect(findAll(canvas, 'mark').length).toBeGreaterThan(1));

/** Words that were written in conversations: the line of the message stands below its ticket. Choosing it leads to the message. */
export const InMessages: Story = {
  name: 'Found in messages',
  render: ({ density }) => html`
    <div class="whole"><crm-ticket-inbox ticket-id=${tickets.layla} density=${density}></crm-ticket-inbox></div>
  `,
  play: async ({ canvasElement, step }) => {
    const inbox = await find(canvasElement, 'crm-ticket-inbox');
    await step('it is typed', async () => {
      const field = await find<HTMLInputElement>(inbox, 'input[type=search]');
      field.focus();
      field.select();
      await type('parcel');
      await seesMarks(canvasElement);
      await expectAnnounced(await find(inbox, 'crm-ticket-list'), /tickets found/);
    });
    await step('Enter opens the conversation at the message', async () => {
      (await find(inbox, 'crm-ticket-list')).focus();
      await waitFor(() => expect(findAll(inbox, '[role=row]:focus')).toHaveLength(1));
      await press('Enter');
      await find(inbox, '.entry.marked');
      await expectAnnounced(await find(inbox, 'crm-ticket-thread'), /parcel/);
    });
  },
};

const several = 120;
const subject = 'Delivery';
const question = 'Has my parcel left yet? It is number';

/** So many conversations about one thing that they are read page by page. */
async function addParcels(adapter: DataAdapter): Promise<DataAdapter> {
  const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
  const { records } = await createClient(adapter).tickets.list({ limit: 1 });
  const { requesterId } = records[0]!;
  const numbers = Array.from({ length: several }, (_, n) => n);
  await adapter.commit({
    ops: numbers.flatMap((n) => [
      {
        op: 'create' as const,
        collection: 'tickets',
        record: {
          ...{
            id: `parcel-${n}`,
            number: 5_000 + n,
            subject: `${subject} ${n + 1}`,
            channel: 'email',
            status: 'resolved',
            priority: 'normal',
          },
          ...{ requesterId, labels: [], lastMessageAt: at(n), lastActivityAt: at(n), reopenedCount: 0, mentionedIds: [], linkedIds: [] },
        },
      },
      {
        op: 'create' as const,
        collection: 'messages',
        assign: { seq: `messages.seq:parcel-${n}` },
        record: {
          ...{ id: `parcel-${n}-1`, ticketId: `parcel-${n}`, direction: 'incoming', kind: 'text', status: 'read', sentAt: at(n) },
          ...{
            authorId: requesterId,
            authorKind: 'contact',
            text: `${question} ${n + 1}.`,
            marks: [],
            attachments: [],
          },
        },
      },
    ]),
  });
  return adapter;
}

/** The newest are there at once; the number says that there may be more. */
export const SoFar: Story = {
  name: 'More than one page',
  loaders: [storeFor(addParcels)],
  render: listOf('parcel'),
  play: async ({ canvasElement }) => {
    const list = await find(canvasElement, 'crm-ticket-list');
    await waitFor(() => expect(inside(list).getByRole('button', { name: 'Search older messages' })).toBeVisible());
    await expect(inside(list).getByText(/tickets so far/)).toBeVisible();
  },
};

/** Messages are still being looked through; what was found by subject and people is there. */
export const Searching: Story = {
  loaders: [withFaults({ on: 'search', fault: 'hang', at: 3 })],
  render: listOf('dormouse'),
  play: async ({ canvasElement }) => {
    const list = await find(canvasElement, 'crm-ticket-list');
    await waitFor(() => expect(inside(list).getByText('Searching messages…')).toBeVisible());
  },
};

/** Messages could not be looked through. What was found by other ways stays. */
export const Failed: Story = {
  name: 'Not all could be searched',
  loaders: [withFaults({ on: 'search', fault: 'fail-before', at: 3, error: 'OFFLINE' })],
  render: listOf('dormouse'),
  play: async ({ canvasElement }) => {
    const list = await find(canvasElement, 'crm-ticket-list');
    await waitFor(() => expect(inside(list).getByText(/Not everything was searched/)).toBeVisible());
    await expect(inside(list).getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const NothingFound: Story = {
  name: 'Nothing found',
  loaders: [storeFor((adapter) => adapter)],
  render: listOf('xylophone'),
  play: async ({ canvasElement }) => {
    const list = await find(canvasElement, 'crm-ticket-list');
    await waitFor(() => expect(inside(list).getByText(/Nothing was found for/)).toBeVisible());
  },
};

/** The same adapter, which says of itself that it has no search. */
function withoutSearch(adapter: DataAdapter): DataAdapter {
  const capabilities = { ...adapter.capabilities, search: false };
  return new Proxy(adapter, {
    get(target, key) {
      if (key === 'capabilities') return capabilities;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A store that cannot search: subjects and people are found all the same, and it says what is not searched. */
export const NoMessages: Story = {
  name: 'Store without search',
  loaders: [storeFor(withoutSearch)],
  render: listOf('dormouse'),
  play: async ({ canvasElement }) => {
    const list = await find(canvasElement, 'crm-ticket-list');
    await waitFor(() => expect(inside(list).getByText('The text of messages is not searched here.')).toBeVisible());
    await waitFor(() => expect(findAll(list, '[part~=row]').length).toBeGreaterThan(0));
  },
};
