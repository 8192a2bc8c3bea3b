import type { CreateOperation } from '@crm-elements/data';
import { fold, makeRecord } from '@crm-elements/schema';
import type { UnresolvedRelation } from '../csv/resolve-relations.js';
import type { SlicedWork } from '../csv/sliced-work.js';

const namesPerTurn = 200;

/** The companies that files name and nobody has heard of. */
export class CompanyPlan {
  readonly operations: CreateOperation[] = [];
  /** For each company that is named, in case that it has to be made. */
  readonly #ids: ReadonlyMap<string, string>;
  /** The ids of those that are made, by all their spellings. */
  readonly #made = new Map<string, string>();

  constructor(names: ReadonlySet<string>, newId: () => string) {
    this.#ids = new Map(Array.from(names, (name) => [name, newId()]));
  }

  /** Makes those that are not even nearly known. However a name is written, it is one company. */
  async make(unresolved: readonly UnresolvedRelation[], work: SlicedWork): Promise<void> {
    const bySpelling = new Map<string, string>();
    for (const [i, { collection, kind, name }] of unresolved.entries()) {
      if (i % namesPerTurn === 0) await work.pause();
      const newId = this.#ids.get(name);
      if (collection !== 'companies' || kind !== 'unknown' || newId === undefined) continue;
      const spelling = fold(name.trim());
      const id = bySpelling.get(spelling) ?? newId;
      this.#made.set(name, id);
      if (bySpelling.has(spelling)) continue;
      bySpelling.set(spelling, id);
      this.operations.push({ op: 'create', collection: 'companies', record: { ...makeRecord('companies', { name: name.trim() }), id } });
    }
  }

  /** The id of the company that is made of a name. */
  idOf(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#made.get(name);
  }
}
