/** A page for hostile text: every element, filled with it from every side. Bundled by payloads.e2e.test.ts. */
import { createClient, createLocalPort, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { html, render, type TemplateResult } from 'lit';
import '../define/all.js';

const agent = { kind: 'agent', id: 'agent-1' } as const;
const visitorId = 'visitor-of-the-payload-stage';

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** A link mark that leads where the text says, beside what the text itself may be taken for. */
const linked = (text: string) => [{ type: 'link' as const, start: 0, end: text.length, href: text }];

async function fill(client: CrmClient, texts: readonly string[]): Promise<{ contactId: string; ticketId: string; pipelineId: string }> {
  await client.agents.create({ ...agent, name: texts[0]!, active: true, availability: 'online' } as never);
  const { pipeline } = await client.createPipeline({
    name: texts[1 % texts.length]!,
    currency: 'EUR',
    stages: [
      { name: texts[2 % texts.length]!, probability: 1_000 },
      { name: 'Next', probability: 5_000 },
    ],
  });
  const [stage] = (await client.stages.list({ where: { pipelineId: pipeline.id }, sort: [{ by: 'order' }] })).records;
  const companies = await client.companies.createMany(texts.slice(0, 20).map((name) => ({ name, domains: [name] })));
  const contacts = await client.contacts.createMany(
    texts.map((text, i) => ({
      ...(i === 0 && { id: visitorId }),
      fullName: text,
      nickname: text,
      jobTitle: text,
      pronouns: text,
      photo: text,
      tags: [text],
      urls: [{ value: text }],
      socials: [{ network: text, value: text }],
      emails: [{ value: text, key: text }],
      phones: [{ raw: text }],
      addresses: [{ street: text, locality: text, country: text }],
      companyId: companies[i % companies.length]!.id,
      timeZone: text,
    })),
  );
  for (const group of chunks(texts, 50))
    await client.deals.createMany(
      group.map((text, i) => ({
        name: text,
        pipelineId: pipeline.id,
        stageId: stage!.id,
        amount: null,
        contactIds: [contacts[0]!.id],
        companyId: companies[i % companies.length]!.id,
        nextStep: text,
        tags: [text],
      })),
    );
  const [started] = await client.startTickets(
    texts.map((text, i) => ({ requesterId: contacts[i]!.id, subject: text, channel: 'chat', text })) as never,
  );
  const ticketId = started!.ticket.id;
  await client.labelTicket({ ticketId, add: texts.slice(0, 20) }).catch(() => undefined);
  for (const [i, text] of texts.entries()) {
    const marks = text.length > 0 ? linked(text) : [];
    if (i % 3 === 0) await client.replyToTicket({ ticketId, text, marks });
    else if (i % 3 === 1) await client.sendMessage({ ticketId, text, marks });
    else
      await client.addNote({
        targets: [
          { type: 'ticket', id: ticketId },
          { type: 'contact', id: contacts[0]!.id },
        ],
        text,
        marks,
      });
  }
  const file = await client.storeFile({
    bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    name: texts[0]!,
  });
  await client.replyToTicket({ ticketId, text: 'a file', files: [file] });
  return { contactId: contacts[0]!.id, ticketId, pipelineId: pipeline.id };
}

const settled = () => new Promise((done) => setTimeout(done, 300));

/** Everything that scrolls, through shadow roots, once from top to bottom, so that all that is windowed is drawn. */
async function scrollThrough(root: ParentNode): Promise<void> {
  const scrollers: Element[] = [];
  const look = (within: ParentNode) => {
    for (const element of within.querySelectorAll('*')) {
      if (element.scrollHeight > element.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(element).overflowY))
        scrollers.push(element);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(root);
  for (const scroller of scrollers) {
    for (let top = 0; top < scroller.scrollHeight; top += Math.max(200, scroller.clientHeight * 0.8)) {
      scroller.scrollTop = top;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
  }
}

/** The addresses of all links and pictures, through shadow roots. */
function addresses(within: ParentNode, found: string[] = []): string[] {
  for (const element of within.querySelectorAll('*')) {
    for (const name of ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset', 'data']) {
      const value = element.getAttribute(name);
      if (value !== null) found.push(`${element.localName} ${name}=${value}`);
    }
    if (element.shadowRoot) addresses(element.shadowRoot, found);
  }
  return found;
}

/** Shows all elements with these texts, one after another, and returns every address that became one. */
async function show(texts: readonly string[]): Promise<{ drawn: number; addresses: string[] }> {
  const adapter = createMemoryAdapter();
  const client = createClient(adapter, { actor: agent, onInvalid: () => undefined });
  const { contactId, ticketId } = await fill(client, texts);
  const port = createLocalPort(client, { visitorId });
  const scenes: TemplateResult[] = [
    html`<crm-contact-card contact-id=${contactId}></crm-contact-card>`,
    html`<crm-contact-list></crm-contact-list>`,
    html`<crm-pipeline-board></crm-pipeline-board>`,
    html`<crm-ticket-inbox ticket-id=${ticketId} tab="open"></crm-ticket-inbox>`,
    html`<crm-chat-panel name="payloads" .port=${port}></crm-chat-panel>`,
  ];
  const found: string[] = [];
  let drawn = 0;
  for (const scene of scenes) {
    render(html`<crm-provider .client=${client}><div class="box">${scene}</div></crm-provider>`, document.body);
    await settled();
    await scrollThrough(document.body);
    addresses(document.body, found);
    drawn += document.body.querySelector('.box')!.firstElementChild?.shadowRoot ? 1 : 0;
    render(html``, document.body);
  }
  await port.close();
  await adapter.close();
  return { drawn, addresses: found };
}

/** The control: what an unsafe page would do with the same texts. */
function showUnsafely(texts: readonly string[]): void {
  const box = document.createElement('div');
  document.body.append(box);
  for (const text of texts) {
    const frame = document.createRange();
    frame.selectNode(box);
    // The point of it is to be wrong.
    // eslint-disable-next-line no-restricted-syntax
    box.append(frame.createContextualFragment(text));
  }
}

Object.assign(globalThis, { stage: { show, showUnsafely } });
