/** A small company for the tests of the contact card. */
import type { CrmClient } from '@crm-elements/data';

export const ana = 'contact-ana';
export const acme = 'company-acme';
export const mira = 'agent-mira';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
const dateIn = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/** Ana Díaz of Acme, with all that a card can show. */
export async function fillCompany(client: CrmClient): Promise<void> {
  await client.agents.createMany([
    { id: mira, name: 'Mira Patel' },
    { id: 'agent-jon', name: 'Jon Berg' },
  ]);
  await client.companies.createMany([
    { id: acme, name: 'Acme Foods' },
    { id: 'company-nord', name: 'Nordlicht Café' },
  ]);
  await client.contacts.create({
    id: ana,
    fullName: 'Ana Díaz',
    pronouns: 'she/her',
    jobTitle: 'Head of procurement',
    companyId: acme,
    ownerId: mira,
    lifecycleStage: 'customer',
    verified: true,
    timeZone: 'Europe/Madrid',
    tags: ['Wholesale', 'Spain'],
    emails: [
      { value: 'ana.diaz@example.com', type: 'work', primary: true },
      { value: 'ana@home.example', type: 'home' },
    ],
    phones: [{ raw: '+34 600 111 222', e164: '+34600111222', type: 'work', extension: '12' }],
    urls: [{ value: 'https://acme.example/team/ana' }],
    socials: [{ network: 'LinkedIn', value: 'https://linkedin.example/in/ana-diaz' }],
    addresses: [{ street: 'Calle Mayor 1', postalCode: '28013', locality: 'Madrid', country: 'Spain', type: 'work' }],
  });
  const { pipeline, stages } = await client.createPipeline({
    name: 'Sales',
    currency: 'EUR',
    stages: [
      { name: 'Proposal', probability: 5_000 },
      { name: 'Won', kind: 'won', probability: 10_000 },
    ],
  });
  const deal = { pipelineId: pipeline.id, contactIds: [ana], companyId: acme };
  await client.createDeals([
    {
      ...deal,
      id: 'deal-renewal',
      name: 'Renewal 2027',
      stageId: stages[0]!.id,
      amount: { amount: 1_250_000, currency: 'EUR' },
      expectedCloseDate: dateIn(20),
    },
    {
      ...deal,
      id: 'deal-pilot',
      name: 'Pilot in Porto',
      stageId: stages[0]!.id,
      amount: { amount: 480_000, currency: 'EUR' },
      expectedCloseDate: dateIn(-3),
    },
    { ...deal, id: 'deal-old', name: 'First order', stageId: stages[1]!.id, amount: { amount: 90_000, currency: 'EUR' } },
  ]);
  await client.startTicket({
    ticketId: 'ticket-1',
    channel: 'email',
    requesterId: ana,
    subject: 'Wrong pallet size',
    text: 'The pallets are too large.',
  });
  await client.tasks.create({
    id: 'task-1',
    title: 'Send the new price list',
    dueDate: dateIn(-1),
    targets: [{ type: 'contact', id: ana }],
  });
  await client.logActivities([
    { type: 'call', title: 'Asked about delivery in December', at: ago(1), targets: [{ type: 'contact', id: ana }] },
    { type: 'email', title: 'Sent the offer', at: ago(4), targets: [{ type: 'contact', id: ana }] },
  ]);
  await client.addNote({ text: 'Prefers calls in the morning.', targets: [{ type: 'contact', id: ana }] });
}

/** Gives a contact a photo that lies in the store: the smallest PNG there is. */
export async function photoOf(client: CrmClient, id: string): Promise<void> {
  const png = Uint8Array.from(
    atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
    (letter) => letter.charCodeAt(0),
  );
  const { key } = await client.adapter.blob({ op: 'put', bytes: png, mediaType: 'image/png' });
  await client.contacts.update(id, { photo: key });
}
