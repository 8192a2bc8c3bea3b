import { asRaw } from '../contacts.js';
import type { Scenario } from '../measure.js';
import type { Filled } from '../stores/filled-stores.js';

const repeat = 10;

/** What a group's totals and those of a whole board cost, by what one record costs to get. */
export function totalsScenario({ ours: { adapter }, known, label }: Filled, rounds: number): Scenario {
  const repeated = (work: (i: number) => Promise<unknown>) => async (round: number) => {
    for (let i = 0; i < repeat; i++) await work(round * repeat + i);
  };
  const totals = { collection: 'contacts', totals: 'byLifecycle' };
  return {
    name: `totals, ${label}`,
    rounds,
    repeat,
    variants: [
      { name: 'one get', run: repeated((i) => adapter.get('contacts', [known[i % known.length]!.id])) },
      { name: 'a group', run: repeated(() => adapter.totals({ ...totals, where: { lifecycleStage: 'lead' } })) },
      { name: 'a board', run: repeated(() => adapter.totals(totals)) },
    ],
    atMost: { 'a group': 1.5, 'a board': 3 },
  };
}

/** Tells when each of several watches has shown a commit. */
class Settling {
  readonly #seqs: number[] = [];
  #waiting: (() => void) | undefined;

  /** A watch's listener. */
  follow(): (result: { seq: number }) => void {
    const place = this.#seqs.push(-1) - 1;
    return ({ seq }) => {
      this.#seqs[place] = seq;
      this.#waiting?.();
    };
  }

  reached(seq: number): Promise<void> {
    return new Promise((done) => {
      const look = () => {
        if (this.#seqs.every((shown) => shown >= seq)) done();
      };
      this.#waiting = look;
      look();
    });
  }
}

/**
 * A board: a list and the totals of each column, all live. A contact moves to another column, and the time runs until every watch that
 * it concerns has shown it. By hand it is what is written without totals: the put, then each list and its count anew.
 */
export function boardScenario({ raw, ours, known, label }: Filled, rounds: number, stages: readonly string[]): Scenario {
  const moved = known.slice(0, 50);
  let ends: (() => void)[] = [];
  const settling = new Map<string, Settling>();
  const columnOf = new Map<string, string>();
  return {
    name: `board: five lists and totals, ${label}`,
    rounds,
    repeat: 1,
    async begin() {
      for (const stage of stages) {
        const column = new Settling();
        settling.set(stage, column);
        const where = { lifecycleStage: stage };
        const list = { query: { collection: 'contacts', where, sort: [{ by: 'nameKey' }], limit: 50 } };
        const totals = { totals: { collection: 'contacts', totals: 'byLifecycle', where } };
        const watches = [ours.adapter.watch(list, column.follow()), ours.adapter.watch(totals, column.follow())];
        ends.push(...watches.map((watch) => () => watch.unsubscribe()));
        await column.reached(0);
      }
    },
    end() {
      for (const end of ends) end();
      ends = [];
    },
    variants: [
      {
        name: 'raw, counted',
        async run(round) {
          const contact = moved[round % moved.length]!;
          await raw.put([{ ...asRaw(contact), lifecycleStage: stages[round % stages.length] }]);
          await Promise.all(stages.map((stage) => raw.column(stage)));
        },
      },
      {
        name: 'ours',
        async run(round) {
          const contact = moved[round % moved.length]!;
          const from = columnOf.get(contact.id) ?? contact.lifecycleStage;
          const to = stages[(stages.indexOf(from) + 1) % stages.length]!;
          columnOf.set(contact.id, to);
          const seq = await ours.patch(contact, { lifecycleStage: to });
          await Promise.all([from, to].map((stage) => settling.get(stage)!.reached(seq)));
        },
      },
    ],
    atMostMs: { ours: 12 },
  };
}
