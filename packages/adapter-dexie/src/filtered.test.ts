import { createClient, type FilteredResult } from '@crm-elements/data';
import { newId, type Contact } from '@crm-elements/schema';
import { expect } from 'chai';
import { createDexieAdapter } from './index.js';
import { until } from './waiting.test-helper.js';

describe('filtered records over Dexie', () => {
  const name = `filtered-${newId()}`;
  const adapters = [createDexieAdapter({ name, page: null }), createDexieAdapter({ name, page: null })];
  const [one, other] = adapters.map((adapter) => createClient(adapter)) as [
    ReturnType<typeof createClient>,
    ReturnType<typeof createClient>,
  ];

  after(() => Promise.all(adapters.map((adapter) => adapter.destroy().catch(() => undefined))));

  // Fails when the projection misses a commit of another tab that changes no number, a removal, or an emptied store.
  it('follow what another tab commits, and begin anew when it empties the store', async () => {
    const contacts = await one.contacts.createMany(
      Array.from({ length: 1_200 }, (_, i) => ({ fullName: `Person ${i}`, tags: i % 3 === 0 ? ['vip'] : [] })),
    );
    const shown: FilteredResult<Contact>[] = [];
    other.contacts.filtered({ where: [{ field: 'tags', is: { has: 'vip' } }], sort: [{ by: 'nameKey' }] }, (result) => shown.push(result));
    await until(() => shown.at(-1)?.state === 'exact');
    expect(shown.at(-1)!.count).to.equal(400);
    expect(shown.some(({ state, progress }) => state === 'counting' && progress.total === 1_200)).to.equal(true);
    await one.contacts.update(contacts[1]!.id, { tags: ['vip'] });
    await until(() => shown.at(-1)?.count === 401);
    await one.contacts.removeMany(contacts.slice(0, 30).map(({ id }) => id));
    await until(() => shown.at(-1)?.count === 390);
    await one.contacts.restore(contacts[0]!.id);
    await until(() => shown.at(-1)?.count === 391);
  });
});
