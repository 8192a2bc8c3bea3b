import { createRandom, recordFactory } from '@crm-elements/data/testing';
import { rankBetween } from '@crm-elements/schema';

const stageNames = ['Lead', 'Qualified', 'Meeting', 'Proposal', 'Negotiation', 'Contract'];
const colors = ['gray', 'blue', 'teal', 'yellow', 'orange', 'purple'];
const things = ['Webshop', 'Support desk', 'Yearly maintenance', 'Warehouse scanners', 'Training', 'Sign', 'Delivery of 40 chairs'];
const places = ['for the new office', 'in the second store, with a longer name than fits on one line', 'Berlin', 'for spring', '2031'];
const steps = ['Call back', 'Send the offer', 'Meet on site', 'Ask for the order number'];
const labels = ['new', 'renewal', 'partner', 'urgent', 'big'];
const given = ['Ada', 'Ben', 'Chloé', 'Deniz', 'Emma', 'Farid', 'Grace', 'Hugo'];
const family = ['Kaya', 'Lund', 'Moreau', 'Novak', 'Okafor', 'Petrov'];

export type Sample = ReturnType<typeof makeSample>;
export type SampleDeal = Sample['deals'][number];

/** A pipeline of six open stages with so many deals, spread evenly; the same ones in every run, and for every board. */
export function makeSample(count: number) {
  const random = createRandom(3);
  const agents = Array.from({ length: 12 }, (_, i) =>
    recordFactory('agents', { id: `agent-${i}`, name: `${random.pick(given)} ${random.pick(family)}` }),
  );
  const companies = Array.from({ length: 200 }, (_, i) =>
    recordFactory('companies', { id: `company-${i}`, name: `${random.pick(family)} & ${random.pick(family)} ${i}` }),
  );
  const pipeline = recordFactory('pipelines', { id: 'pipeline', name: 'Sales', currency: 'EUR', isDefault: true });
  const stages = stageNames.map((name, i) =>
    recordFactory('stages', {
      id: `stage-${i}`,
      pipelineId: pipeline.id,
      name,
      order: i,
      color: colors[i]!,
      kind: 'open',
      probability: 1_000 * (i + 1),
    }),
  );
  const lastRanks = stages.map(() => null as string | null);
  const deals = Array.from({ length: count }, (_, i) => {
    const column = i % stages.length;
    const rank = (lastRanks[column] = rankBetween(lastRanks[column]!, null));
    return recordFactory('deals', {
      id: `deal-${i}`,
      name: `${random.pick(things)} ${random.pick(places)}`,
      pipelineId: pipeline.id,
      stageId: stages[column]!.id,
      rank,
      status: 'open',
      amount: { amount: 100 * random.between(200, 90_000), currency: 'EUR' },
      companyId: random.pick(companies).id,
      ownerId: random.pick(agents).id,
      // Never late, and always with its year.
      expectedCloseDate: `2089-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`,
      tags: random.some(labels, 3),
      ...(random.chance(0.5) && { nextStep: random.pick(steps) }),
    });
  });
  return { agents, companies, pipeline, stages, deals };
}
