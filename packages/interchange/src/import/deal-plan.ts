import type { CreateOperation, DataAdapter } from '@crm-elements/data';
import { ranksBetween, type Deal, type LineItem, type StoredRecord } from '@crm-elements/schema';
import type { CsvDraft, ProductInput } from '../csv/mapping.types.js';
import { withHistory } from './deal-history.js';
import { groupBy, placeOf, type Entry } from './entries.js';
import type { ImportIssue } from './import.types.js';
import type { StagePlan } from './stage-plan.js';

type DealEntry = Entry & { draft: CsvDraft<'deals'> };

/** Deals with their places in their stages, their history and what was sold. */
export class DealPlan {
  readonly issues: ImportIssue[] = [];
  readonly #entries: readonly DealEntry[];
  readonly #stages: StagePlan;
  readonly #products: ReadonlyMap<string, ProductInput>;
  readonly #ranks = new Map<DealEntry, string>();

  /** @param products by their ids */
  constructor(entries: readonly Entry[], stages: StagePlan, products: ReadonlyMap<string, ProductInput>) {
    this.#entries = entries as readonly DealEntry[];
    this.#stages = stages;
    this.#products = products;
  }

  /** Places the deals behind those that stand in their stages. */
  async place(adapter: DataAdapter): Promise<void> {
    for (const [{ id }, own] of groupBy(this.#entries, ({ draft }) => this.#stages.stageOf(draft))) {
      const sort = [{ by: 'rank', direction: 'desc' }] as const;
      const { records } = await adapter.query({ collection: 'deals', where: { stageId: id }, sort, limit: 1 });
      const last = records[0]?.['rank'] as string | undefined;
      for (const [i, rank] of ranksBetween(last ?? null, null, own.length).entries()) this.#ranks.set(own[i]!, rank);
    }
  }

  /** The deal, and the stage changes that are written with it. */
  operationsOf(entry: Entry, at: string, byId: string): { record: StoredRecord; changes: CreateOperation[] } {
    const own = entry as DealEntry;
    const { draft, partIds } = own;
    const line = this.#lineOf(own);
    const record = { ...own.record, rank: this.#ranks.get(own)!, ...(line && { lineItems: [line] }) } as unknown as Deal;
    const began = draft.createdAt;
    const { deal, changes } = withHistory(record, this.#stages.stageOf(draft), this.#stages.working, { began, at, byId });
    return {
      record: deal as unknown as StoredRecord,
      changes: changes.map((change, i) => ({ op: 'create', collection: 'stageChanges', record: { ...change, id: partIds[i]! } })),
    };
  }

  /** What was sold: at the deal's amount where it is known, else at the product's price. */
  #lineOf(entry: DealEntry): LineItem | undefined {
    const { product: named, partIds, record } = entry;
    if (!named) return undefined;
    const product = named.id === undefined ? undefined : this.#products.get(named.id);
    const name = product?.name ?? named.name ?? named.key ?? '';
    const unitPrice = (record as unknown as Deal).amount ?? product?.price;
    if (unitPrice) return { id: partIds[2]!, name, quantity: 1_000, unitPrice };
    const message = 'Neither the price of the product nor the amount of the deal is known, so the deal has no line for it.';
    this.issues.push({ ...placeOf(entry), code: 'no-price', field: 'lineItems', message, value: name });
    return undefined;
  }
}
