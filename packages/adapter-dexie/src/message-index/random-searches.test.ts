import type { DataAdapter, Operation, StoredRecord } from '@crm-elements/data';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import { finished } from '../faults.test-helper.js';
import { createDexieAdapter } from '../index.js';
import { foundBy, message, naiveSearch, packAll, sentAt } from './packing.test-helper.js';

const words = [
  'a',
  'an',
  'ann',
  'anna',
  'annabel',
  'Straße',
  'strasse',
  'ZOË',
  'zo',
  '李小龍',
  '𠮷',
  'О’Нил',
  '12',
  '1234',
  'x'.repeat(80),
  '__proto__',
  '𞤀𞤁',
  '!?',
  '\ud800',
];
const ids = Array.from({ length: 24 }, (_, i) => `m${i}`);

const text = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((list) => list.join(' '));
const query = fc.tuple(text, fc.nat(8)).map(([asked, cut]) => asked.slice(0, Math.max(1, asked.length - cut)));

type Step =
  | { kind: 'write'; id: string; text: string; minute: number }
  | { kind: 'delete'; id: string }
  | { kind: 'read'; id: string }
  | { kind: 'pack' }
  | { kind: 'reopen' }
  | { kind: 'search'; text: string; limit: number; ticket: string | undefined };

const id = fc.constantFrom(...ids);
const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('write' as const), id, text, minute: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), id }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('read' as const), id }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pack' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('search' as const),
      text: query,
      limit: fc.integer({ min: 1, max: 9 }),
      ticket: fc.option(fc.constantFrom('t0', 't1'), { nil: undefined }),
    }),
  },
);

/** A store, and what has to be in it. */
class History {
  readonly #name = `random-searches-${newId()}`;
  readonly #known = new Map<string, StoredRecord>();
  #adapter = this.#open();

  #open(): DataAdapter {
    return createDexieAdapter({ name: this.#name, page: null, storage: null, segmentSize: 5 });
  }

  async #commit(operation: Operation): Promise<void> {
    const { records } = await this.#adapter.commit({ ops: [operation] });
    if (records[0]) this.#known.set(records[0].id, records[0]);
  }

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'write': {
        const set = { text: step.text, sentAt: sentAt(step.minute) };
        if (this.#known.has(step.id)) return this.#commit({ op: 'patch', collection: 'messages', id: step.id, set });
        return this.#commit(message(step.id, step.text, { ...set, ticketId: `t${step.minute % 2}` }));
      }
      case 'read':
        if (this.#known.has(step.id)) await this.#commit({ op: 'patch', collection: 'messages', id: step.id, set: { status: 'read' } });
        return;
      case 'delete':
        await this.#commit({ op: 'delete', collection: 'messages', id: step.id });
        this.#known.delete(step.id);
        return;
      case 'pack':
        return packAll(this.#adapter);
      case 'reopen':
        await this.#adapter.close();
        this.#adapter = this.#open();
        return;
      case 'search': {
        const { ticket, limit } = step;
        const records = [...this.#known.values()].filter(({ ticketId }) => ticket === undefined || ticketId === ticket);
        const found = await foundBy(this.#adapter, step.text, { limit, ...(ticket !== undefined && { where: { ticketId: ticket } }) });
        expect(found, JSON.stringify(step)).to.deep.equal(naiveSearch(records, step.text));
      }
    }
  }

  async end(): Promise<void> {
    await this.#adapter.close();
    await finished(indexedDB.deleteDatabase(this.#name));
  }
}

describe('searches in segments', () => {
  // Fails when a text that was changed, deleted, packed or not packed is found wrongly, twice, out of order or not at all.
  it('find what a look at every text finds, whatever was written, packed and deleted before', async () => {
    let packs = 0;
    let searches = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (steps) => {
        const history = new History();
        try {
          for (const next of steps) {
            if (next.kind === 'pack') packs++;
            if (next.kind === 'search') searches++;
            await history.run(next);
          }
        } finally {
          await history.end();
        }
      }),
      { numRuns: propertyRuns(15) },
    );
    expect(Math.min(packs, searches)).to.be.greaterThan(10);
  }).timeout(120_000);
});
