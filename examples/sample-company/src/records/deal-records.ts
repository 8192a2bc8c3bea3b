import {
  dealStartChange,
  moveDealChanges,
  money,
  parseMoney,
  ranksBetween,
  type Deal,
  type LineItem,
  type Money,
  type NewRecord,
  type Pipeline,
  type Stage,
  type StageChange,
} from '@crm-elements/schema';
import { products } from '../cast/products.js';
import type { DealPlan } from '../deals/deal.js';
import { mending } from '../deals/mending.js';
import { pipelines, type PipelineKey, type Way } from '../deals/pipelines.js';
import { trade } from '../deals/trade.js';
import type { Calendar } from '../time.js';
import { given, idOf, latest, whole } from './make.js';

interface AnyPlan extends Omit<DealPlan<PipelineKey>, 'path'> {
  path: readonly (readonly [stage: string, ago: string])[];
}

const plans: Readonly<Record<PipelineKey, readonly AnyPlan[]>> = { trade, mending };

export function pipelineRecords(calendar: Calendar): Pipeline[] {
  return Object.entries(pipelines).map(([key, { name, currency, since }], order) =>
    whole(
      'pipelines',
      { id: idOf.pipeline(key), name, currency, order, isDefault: order === 0 },
      { createdAt: calendar.ago(since), updatedAt: calendar.now },
    ),
  );
}

export function stageRecords(calendar: Calendar): Stage[] {
  return Object.entries<Way>(pipelines).flatMap(([pipeline, { stages, since }]) =>
    Object.entries(stages).map(([key, step], order) => {
      const {
        name,
        color,
        kind = 'open',
        chance = kind === 'won' ? 100 : 0,
        limit,
        hard,
        rotAfterDays,
        rotBasis,
        required = [],
        next,
        collapsed,
      } = step;
      return whole(
        'stages',
        {
          id: idOf.stage(pipeline, key),
          pipelineId: idOf.pipeline(pipeline),
          name,
          color,
          kind,
          order,
          probability: chance * 100,
          wipLimit: limit,
          wipHard: hard,
          rotAfterDays,
          rotBasis,
          collapsed,
          requiredFields: [...required],
          allowedNext: next?.map((stage) => idOf.stage(pipeline, stage)),
        },
        { createdAt: calendar.ago(since), updatedAt: calendar.now },
      );
    }),
  );
}

function lineItems({ key, items = [] }: AnyPlan): LineItem[] {
  return items.map(([product, count], i) => {
    const { sku, name, price } = products[product];
    return {
      id: `sample-item-${key}-${String(i + 1)}`,
      productId: `sample-product-${sku}`,
      name,
      quantity: count * 1_000,
      unitPrice: { ...price },
    };
  });
}

function amountOf({ amount, items }: AnyPlan): Money | null {
  if (amount) return parseMoney(String(amount[0]), amount[1]);
  if (!items) return null;
  return money(
    items.reduce((sum, [product, count]) => sum + products[product].price.amount * count, 0),
    'EUR',
  );
}

interface Moved {
  deals: Deal[];
  stageChanges: StageChange[];
}

interface DealContext {
  calendar: Calendar;
  stages: ReadonlyMap<string, Stage>;
  /** The last thing that happened, by the deal's id. */
  activity: ReadonlyMap<string, string>;
}

/** A deal that went its way through the stages by the rules of the domain, and what each move left. */
function dealRecords(pipeline: PipelineKey, plan: AnyPlan, rank: string, { calendar, stages, activity }: DealContext): Moved {
  const { key, name, company, people, owner, close, chance, next, nextIn, lost, source, tags = [], lamps, finish, path } = plan;
  const id = idOf.deal(key);
  const byId = owner && idOf.agent(owner);
  const stageOf = (stage: string): Stage => {
    const found = stages.get(idOf.stage(pipeline, stage));
    if (!found) throw new RangeError(`The deal "${key}" goes to "${stage}", which is no stage of "${pipeline}".`);
    return found;
  };
  const [start, ...moves] = path;
  if (!start) throw new RangeError(`The deal "${key}" has no path.`);
  const first = stageOf(start[0]);
  const createdAt = calendar.ago(start[1]);
  const custom = { ...(lamps !== undefined && { lamps }), ...(finish && { finish }) };
  let deal = whole(
    'deals',
    given({
      id,
      name,
      rank,
      source,
      pipelineId: first.pipelineId,
      stageId: first.id,
      amount: amountOf(plan),
      lineItems: lineItems(plan),
      status: first.kind,
      tags: [...tags],
      ownerId: byId,
      nextStep: next,
      contactIds: people.map(idOf.contact),
      companyId: company && idOf.company(company),
      probabilityOverride: chance === undefined ? undefined : chance * 100,
      expectedCloseDate: close === undefined ? undefined : calendar.day(close),
      nextActivityAt: nextIn === undefined ? undefined : calendar.ahead(nextIn),
      stageEnteredAt: createdAt,
      lastActivityAt: createdAt,
      custom: Object.keys(custom).length > 0 ? custom : undefined,
    }),
    { createdAt, updatedAt: calendar.now },
  );
  const changes: NewRecord<'stageChanges'>[] = [dealStartChange({ deal, to: first, at: createdAt, byId })];
  for (const [stage, ago] of moves) {
    const { patch, stageChange } = moveDealChanges({ deal, to: stageOf(stage), rank, at: calendar.ago(ago), byId, lostReason: lost });
    deal = { ...deal, ...patch };
    if (stageChange) changes.push(stageChange);
  }
  deal.lastActivityAt = latest([deal.lastActivityAt, activity.get(id)]);
  const stageChanges = changes.map((change, i) =>
    whole('stageChanges', { ...change, id: `sample-change-${key}-${String(i + 1)}` }, { createdAt: change.at, updatedAt: calendar.now }),
  );
  return { deals: [deal], stageChanges };
}

/** All deals, each column in the order in which they are written down. */
export function allDealRecords(context: DealContext): Moved {
  const made: Moved = { deals: [], stageChanges: [] };
  for (const pipeline of Object.keys(pipelines) as PipelineKey[]) {
    const columns = new Map<string | undefined, AnyPlan[]>();
    for (const plan of plans[pipeline]) {
      const stage = plan.path.at(-1)?.[0];
      columns.set(stage, [...(columns.get(stage) ?? []), plan]);
    }
    for (const column of columns.values()) {
      const ranks = ranksBetween(null, null, column.length);
      column.forEach((plan, i) => {
        const { deals, stageChanges } = dealRecords(pipeline, plan, ranks[i] ?? '', context);
        made.deals.push(...deals);
        made.stageChanges.push(...stageChanges);
      });
    }
  }
  return made;
}
