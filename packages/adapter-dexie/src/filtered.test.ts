import { createClient, type CrmClient, type DataAdapter, type FilteredQuery, type FilteredResult, type Query } from '@crm-elements/data';
import { newId, type Contact } from '@crm-elements/schema';
import { expect } from 'chai';
import { createDexieAdapter } from './index.js';
import { until } from './waiting.test-helper.js';

const vip: FilteredQuery = { where: [{ field: 'tags', is: { has: 'vip' } }], sort: [{ by: 'nameKey' }] };

describe('filtered records over Dexie', () => {
  let adapters: DataAdapter[];
  let one: CrmClient;
  let other: CrmClient;
  let contacts: Contact[];

  beforeEach(async () => {
    const name = `filtered-${newId()}`;
    adapters = [createDexieAdapter({ name, page: null }), createDexieAdapter({ name, page: null })];
    [one, other] = adapters.map((adapter) => createClient(adapter)) as [CrmClient, CrmClient];
    contacts = await one.contacts.createMany(
      Array.from({ length: 1_200 }, (_, i) => ({ fullName: `Person ${i}`, tags: i % 3 === 0 ? ['vip'] : [] })),
    );
  });

  afterEach(() => Promise.all(adapters.map((adapter) => adapter.destroy().catch(() => undefined))));

  /** What the other tab shows. */
  function look(client = other): FilteredResult<Contact>[] {
    const shown: FilteredResult<Contact>[] = [];
    client.contacts.filtered(vip, (result) => shown.push(result));
    return shown;
  }

  const exact = (shown: readonly FilteredResult<Contact>[], count: number) =>
    until(() => shown.at(-1)?.state === 'exact' && shown.at(-1)!.count === count);

  const countings = (shown: readonly FilteredResult<Contact>[]) => shown.filter(({ state }) => state === 'counting').length;

  // Fails when the projection misses a commit of another tab that changes no number, a removal, or what came back.
  it('follow what another tab commits, without counting again', async () => {
    const shown = look();
    await exact(shown, 400);
    expect(shown.some(({ state, progress }) => state === 'counting' && progress.total === 1_200)).to.equal(true);
    const counted = countings(shown);
    await one.contacts.update(contacts[1]!.id, { tags: ['vip'] });
    await exact(shown, 401);
    await one.contacts.removeMany(contacts.slice(0, 30).map(({ id }) => id));
    await exact(shown, 390);
    await one.contacts.restore(contacts[0]!.id);
    await exact(shown, 391);
    await one.contacts.update(contacts[0]!.id, { fullName: 'Aaron', jobTitle: 'Captain' });
    await until(() => shown.at(-1)!.groups[0]!.records[0]!.jobTitle === 'Captain');
    expect(countings(shown)).to.equal(counted);
  });

  // Fails when what another tab commits behind the pages that were read, or in front of them, is missing at the end.
  it('are exact though another tab writes while they are read', async () => {
    let writing: Promise<unknown> | undefined;
    const write = () =>
      Promise.all([
        one.contacts.updateMany([contacts[1]!.id, contacts[598]!.id, contacts[1_198]!.id], { tags: ['vip'] }),
        one.contacts.removeMany([0, 3, 6, 600, 1_197].map((i) => contacts[i]!.id)),
        one.contacts.createMany([{ fullName: 'Late', tags: ['vip'] }]),
      ]);
    // All pages but the first are read after the writing, and given out a while later.
    const interrupted = new Proxy(adapters[1]!, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key !== 'query') return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
        return async (query: Query) => {
          if (query.after === undefined && query.sort?.[0]?.direction === 'asc') return target.query(query);
          await (writing ??= write());
          const page = await target.query(query);
          await new Promise((done) => setTimeout(done, 20));
          return page;
        };
      },
    });
    const shown = look(createClient(interrupted));
    await exact(shown, 399);
    expect(writing).to.not.equal(undefined);
  });

  // Fails when rows of the emptied store stay, or nothing is followed in the one that comes after it.
  it('begin anew when another tab empties the store', async () => {
    const shown = look();
    await exact(shown, 400);
    const counted = countings(shown);
    await adapters[0]!.destroy();
    await exact(shown, 0);
    expect(countings(shown)).to.be.greaterThan(counted);
    await other.contacts.create({ fullName: 'First', tags: ['vip'] });
    await exact(shown, 1);
  });

  // Fails when rows pass for records of the restored store because their versions are the same.
  it('begin anew when another tab restores another store', async () => {
    const shown = look();
    await exact(shown, 400);
    const { records } = await adapters[0]!.query({ collection: 'contacts', limit: 20 });
    await adapters[0]!.restore({ records: { contacts: records.map((record) => ({ ...record, tags: ['vip'] })) } });
    await exact(shown, 20);
  });
});
