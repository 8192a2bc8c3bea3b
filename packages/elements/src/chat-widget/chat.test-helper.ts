/** A shop page with a chat, and the other side of it. */
import { createClient, createDesk, createMemoryAdapter, type CrmClient, type DataAdapter, type Subscription } from '@crm-elements/data';
import type { Ticket } from '@crm-elements/schema';
import { pause } from '../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import type { CrmProvider } from '../provider/crm-provider.js';
import type { CrmChatPanel } from './crm-chat-panel.js';
import type { CrmChatWidget } from './crm-chat-widget.js';
import '../define/chat-widget.js';
import '../define/provider.js';

export const ana = { kind: 'agent', id: 'agent-ana' } as const;

let count = 0;

/** A workspace of its own, with one agent. */
export async function workspace(): Promise<{ adapter: DataAdapter; agent: CrmClient; adapterOfOthers: () => DataAdapter }> {
  const name = `chat-test-${++count}`;
  const adapterOfOthers = () => createMemoryAdapter({ name });
  const agent = createClient(adapterOfOthers(), { actor: ana });
  await agent.agents.create({ id: ana.id, name: 'Ana Diaz', email: 'ana@example.com', availability: 'online', active: true });
  return { adapter: createMemoryAdapter({ name }), agent, adapterOfOthers };
}

export const uniqueName = (): string => `test-${Date.now()}-${++count}`;

export interface Shop {
  widget: CrmChatWidget;
  provider: CrmProvider;
  agent: CrmClient;
  adapter: DataAdapter;
  /** Takes customers' messages, as an inbox does. */
  desk: () => Subscription;
  done: () => Promise<void>;
}

type Given = Partial<Pick<CrmChatWidget, 'prechatFields' | 'hours' | 'greeting' | 'beforeSend' | 'beforeDisplay' | 'port'>>;

/** A page with a chat over a workspace. Attributes are set before the element is in the page. */
export async function openShop(
  attributes: Record<string, string> = {},
  given: Given = {},
  over?: { adapter?: DataAdapter; agent?: CrmClient; into?: HTMLElement },
): Promise<Shop> {
  const made = over?.agent ? { adapter: over.adapter!, agent: over.agent } : await workspace();
  const adapter = over?.adapter ?? made.adapter;
  const provider = document.createElement('crm-provider');
  provider.adapter = adapter;
  const widget = document.createElement('crm-chat-widget');
  for (const [name, value] of Object.entries({ name: uniqueName(), ...attributes })) widget.setAttribute(name, value);
  Object.assign(widget, given);
  provider.append(widget);
  (over?.into ?? document.body).append(provider);
  return {
    widget,
    provider,
    agent: made.agent,
    adapter,
    desk: () => createDesk(made.agent),
    async done() {
      await widget.destroy();
      provider.remove();
    },
  };
}

type Looked<T> = T | undefined | null | false;

export async function until<T>(look: () => Looked<T> | Promise<Looked<T>>, what: string, atMostMs = 5_000): Promise<T> {
  const end = performance.now() + atMostMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`It did not come about: ${what}`);
    await pause(15);
  }
}

/** Inside the first inner element of that name. */
export const within = <E extends Element = HTMLElement>(widget: CrmChatWidget, inner: string, selector: string): E[] => [
  ...(deepQuery(widget, inner)?.shadowRoot?.querySelectorAll<E>(selector) ?? []),
];

export const launcher = (widget: CrmChatWidget): HTMLButtonElement => widget.shadowRoot!.querySelector<HTMLButtonElement>('.launcher')!;
export const panelOf = (widget: CrmChatWidget): CrmChatPanel | null => widget.shadowRoot!.querySelector<CrmChatPanel>('crm-chat-panel');
export const composerOf = (widget: CrmChatWidget): HTMLTextAreaElement | undefined => deepQuery<HTMLTextAreaElement>(widget, '#message');
export const articles = (widget: CrmChatWidget): HTMLElement[] => deepQueryAll(widget, 'article');
export const textOf = (widget: CrmChatWidget): string => visibleText(widget.shadowRoot!);
export const button = (widget: CrmChatWidget, name: string | RegExp): HTMLButtonElement | undefined =>
  deepQueryAll<HTMLButtonElement>(widget, 'button').find((one) => {
    const own = one.getAttribute('aria-label') ?? one.textContent.trim();
    return one.checkVisibility() && (typeof name === 'string' ? own === name : name.test(own));
  });

export const sees = (widget: CrmChatWidget, text: string, atMostMs?: number): Promise<unknown> =>
  until(() => textOf(widget).includes(text), `"${text}" is seen; what is seen:\n${textOf(widget)}`, atMostMs).catch((error: Error) => {
    throw new Error(`${error.message}\n${textOf(widget)}`);
  });

/** Presses the button, and waits until one can write. */
export async function openChat(widget: CrmChatWidget): Promise<HTMLTextAreaElement> {
  launcher(widget).click();
  return until(() => composerOf(widget), 'the composer is there');
}

/** Puts a text into the composer and sends it, as fast as no person can. */
export async function write(widget: CrmChatWidget, text: string): Promise<void> {
  const textarea = await until(() => composerOf(widget), 'the composer is there');
  textarea.value = text;
  textarea.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  textarea.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
  await pause(0);
}

/** The conversations that agents see, once there are some. */
export const ticketsOf = async (agent: CrmClient): Promise<Ticket[]> =>
  (await agent.tickets.list({ sort: [{ by: 'number', direction: 'desc' }] })).records;

export async function firstTicket(agent: CrmClient): Promise<Ticket> {
  for (let tries = 0; tries < 300; tries++) {
    const [ticket] = await ticketsOf(agent);
    if (ticket) return ticket;
    await pause(15);
  }
  throw new Error('No ticket came.');
}

export const messagesOf = async (agent: CrmClient, ticketId: string) =>
  (await agent.messages.list({ where: { ticketId }, sort: [{ by: 'seq' }], limit: 200 })).records;

/** A chat in which something was said, and its ticket. */
export async function begun(
  attributes: Record<string, string> = {},
  given: Parameters<typeof openShop>[1] = {},
): Promise<Shop & { ticketId: string }> {
  const shop = await openShop(attributes, given);
  await openChat(shop.widget);
  await write(shop.widget, 'Hello');
  const { id } = await firstTicket(shop.agent);
  await sees(shop.widget, 'Saved on this device');
  return { ...shop, ticketId: id };
}
