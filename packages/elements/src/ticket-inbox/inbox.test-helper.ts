import { createClient, createLocalPort, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import type { RecordInput, Ticket } from '@crm-elements/schema';
import { waitUntil } from '@open-wc/testing';
import { deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';

/** A ticket that a test wants. */
export interface Asked {
  id: string;
  subject?: string;
  who?: string;
  texts?: readonly string[];
  assigneeId?: string;
  labels?: string[];
  priority?: Ticket['priority'];
  channel?: Ticket['channel'];
}

export const ann = 'agent-ann';
export const ben = 'agent-ben';

export interface Store {
  adapter: DataAdapter;
  /** Ann's own client: what the inbox under test is given. */
  client: CrmClient;
  /** Another window of Ann's company, with Ben at it. */
  other: CrmClient;
}

let stores = 0;

/** A store with two agents, people and tickets, each with its customer's messages. */
export async function makeStore(
  asked: readonly Asked[] = [],
  { adapter = createMemoryAdapter({ name: `inbox-${++stores}` }) }: { adapter?: DataAdapter } = {},
): Promise<Store> {
  const system = createClient(adapter);
  await system.agents.createMany([
    { id: ann, name: 'Ann Agent', email: 'ann@shop.example', active: true, availability: 'online' },
    { id: ben, name: 'Ben Baker', email: 'ben@shop.example', active: true, availability: 'online' },
  ]);
  for (const one of asked) await startTicket(system, one);
  const acting = (id: string) => createClient(adapter, { actor: { kind: 'agent', id } });
  return { adapter, client: acting(ann), other: acting(ben) };
}

export async function startTicket(
  client: CrmClient,
  { id, subject = `Subject ${id}`, who = `Customer ${id}`, texts = [`Hello from ${id}`], ...rest }: Asked,
): Promise<void> {
  const requesterId = `contact-${who}`;
  const [first = '', ...more] = texts;
  const requester: RecordInput<'contacts'> = { fullName: who, emails: [{ value: `${id}@example.com`, key: `${id}@example.com` }] };
  const channel = rest.channel ?? 'chat';
  await client.startTicket({ ticketId: id, requesterId, requester, subject, text: first, ...rest, channel });
  for (const text of more) await client.sendMessage({ ticketId: id, text });
}

/** Tickets in great number, written without the ceremony of commands. */
export async function fillTickets(adapter: DataAdapter, count: number): Promise<void> {
  const day = Date.parse('2026-01-01T00:00:00.000Z');
  for (let from = 0; from < count; from += 2_000) {
    const ops = Array.from({ length: Math.min(2_000, count - from) }, (_, i) => {
      const n = from + i;
      const at = new Date(day + n * 60_000).toISOString();
      return {
        op: 'create' as const,
        collection: 'tickets',
        record: {
          id: `t${String(n).padStart(6, '0')}`,
          number: n + 1,
          subject: `Ticket number ${n}`,
          channel: 'chat',
          status: 'open',
          priority: 'normal',
          requesterId: `c${n % 50}`,
          labels: [],
          lastMessageAt: at,
          lastActivityAt: at,
          waitingSince: at,
          reopenedCount: 0,
          mentionedIds: [],
          linkedIds: [],
        },
      };
    });
    await adapter.commit({ ops });
  }
}

/** Messages of a ticket in great number. */
export async function fillMessages(adapter: DataAdapter, ticketId: string, count: number): Promise<void> {
  const start = Date.parse('2026-01-01T00:00:00.000Z');
  for (let from = 0; from < count; from += 2_000) {
    const ops = Array.from({ length: Math.min(2_000, count - from) }, (_, i) => {
      const n = from + i;
      return {
        op: 'create' as const,
        collection: 'messages',
        assign: { seq: `messages.seq:${ticketId}` },
        record: {
          id: `${ticketId}-m${String(n).padStart(6, '0')}`,
          ticketId,
          direction: n % 2 ? 'outgoing' : 'incoming',
          kind: 'text',
          authorId: n % 2 ? ben : 'contact-x',
          authorKind: n % 2 ? 'agent' : 'contact',
          text: `Message number ${n}. ${'Some more words. '.repeat(n % 7)}`,
          marks: [],
          attachments: [],
          sentAt: new Date(start + n * 60_000).toISOString(),
          status: 'read',
          readAt: new Date(start + n * 60_000).toISOString(),
        },
      };
    });
    await adapter.commit({ ops });
  }
}

/** The customer's side, as the chat has it. */
export const customer = (store: Store, visitorId: string) => createLocalPort(createClient(store.adapter), { visitorId });

/** All that a selector finds, through all shadow roots; ` >> ` leads on into what was found. */
export const all = <E extends Element = HTMLElement>(root: Element, selector: string): E[] =>
  selector
    .split(' >> ')
    .reduce<Element[]>((from, part) => from.flatMap((one) => deepQueryAll(one, part).filter((found) => found !== one)), [root]) as E[];

export function inside<E extends Element = HTMLElement>(root: Element, selector: string): E {
  const [found] = all<E>(root, selector);
  if (!found) throw new Error(`There is no ${selector} in:\n${visibleText(root)}`);
  return found;
}

/** The button of this name, seen or spoken. */
export function button(root: Element, name: string | RegExp): HTMLElement {
  const matches = (text: string) => (typeof name === 'string' ? text === name : name.test(text));
  const found = all(root, 'button, [role=menuitem], [role=menuitemradio], [role=tab]').find(
    (one) => one.checkVisibility() && matches((one.getAttribute('aria-label') ?? one.textContent).replace(/\s+/g, ' ').trim()),
  );
  if (!found) throw new Error(`There is no button ${String(name)} in:\n${visibleText(root)}`);
  return found;
}

export const sees = (root: Element, text: string | RegExp, timeout = 4_000) =>
  waitUntil(() => (typeof text === 'string' ? visibleText(root).includes(text) : text.test(visibleText(root))), `to see ${String(text)}`, {
    timeout,
    interval: 20,
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; what is seen:\n${visibleText(root)}`);
  });
export const seesNot = (root: Element, text: string, timeout = 4_000) =>
  waitUntil(() => !visibleText(root).includes(text), `not to see ${text}`, { timeout, interval: 20 });

/** Types into a field as a person does, but at once. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data: text, inputType: 'insertText' }));
}

/** All nodes, through all shadow roots. */
export function countNodes(root: Node): number {
  let count = 0;
  const walk = (node: Node) => {
    count++;
    if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
    for (const child of node.childNodes) walk(child);
  };
  walk(root);
  return count;
}
