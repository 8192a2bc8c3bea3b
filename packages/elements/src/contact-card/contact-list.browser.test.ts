import { expect } from 'chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, createOperation } from '@crm-elements/data/testing';
import '../define/contact-list.js';
import { countWatches, pause } from '../internal/testing/held.test-helper.js';
import { runDataSuite, runElementSuite, seen, settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { deepNodes, deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import { fillCompany } from './contact-card.test-helper.js';
import type { CrmContactList } from './contact-list.js';

const make = (given: Partial<CrmContactList>): CrmContactList => Object.assign(document.createElement('crm-contact-list'), given);

/** Ana of Acme, and some more people. */
async function fillPeople(client: CrmClient): Promise<void> {
  await fillCompany(client);
  await client.contacts.createMany([
    { id: 'ben', fullName: 'Ben Okafor', jobTitle: 'Cook', lifecycleStage: 'lead', ownerId: 'agent-jon', companyId: 'company-nord' },
    { id: 'cem', emails: ['cem@posta.example'], lifecycleStage: 'lead', tags: ['Wholesale'] },
    { id: 'zoe', fullName: 'Zoë Ålund', jobTitle: 'Baker', lifecycleStage: 'customer' },
  ]);
}

async function filled(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter());
  await fillPeople(client);
  return client;
}

runElementSuite<CrmContactList>({
  tag: 'crm-contact-list',
  create: async () => make({ client: await filled(), contactHref: '#/people/{id}', contactId: 'ben' }),
  shows: 'Head of procurement',
  states: {
    empty: { create: () => make({ client: createClient(createMemoryAdapter()) }) },
    'nobody found': { create: async () => make({ client: await filled(), filter: { tag: 'Nothing' } }) },
    loading: {
      create: () =>
        make({
          client: createClient(
            createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: ['query', 'watch', 'totals'], fault: 'hang' }] }),
          ),
        }),
    },
    failing: {
      create: () =>
        make({
          client: createClient(
            createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: ['query', 'watch'], fault: 'fail-before' }] }),
          ),
        }),
    },
  },
});

runDataSuite<CrmContactList>({
  tag: 'crm-contact-list',
  fill: fillPeople,
  create: (client) => make({ client }),
  shows: 'Ben Okafor',
  change: (client) => client.contacts.update('ben', { fullName: 'Benjamin Okafor' }),
  showsThen: 'Benjamin Okafor',
});

describe('<crm-contact-list>', () => {
  let store: DataAdapter;
  let list: CrmContactList;
  let place: ReturnType<typeof stage>;

  async function open(given: Partial<CrmContactList> = {}): Promise<void> {
    list = make({ client: createClient(store), ...given });
    place.element.append(list);
    await settled(list);
  }
  const names = () => deepQueryAll(list, '.row .name').map(({ textContent }) => textContent.trim());
  const find = <E extends Element = HTMLElement>(selector: string): E => {
    const found = deepQuery<E>(list, selector);
    if (!found) throw new Error(`There is no ${selector} in:\n${visibleText(list)}`);
    return found;
  };
  const focusedRow = () => (list.shadowRoot!.activeElement as HTMLElement | null)?.dataset['key'];
  const press = (key: string) => sendKeys({ press: key });
  async function until(condition: () => boolean, what: string): Promise<void> {
    for (let i = 0; i < 150; i++) {
      if (condition()) return;
      await pause(20);
    }
    throw new Error(`It did not come about: ${what}\n${visibleText(list)}`);
  }
  async function fillMany(count: number): Promise<void> {
    for (let start = 0; start < count; start += 1_000) {
      const ops = Array.from({ length: Math.min(1_000, count - start) }, (_, i) => {
        const number = String(start + i).padStart(6, '0');
        return createOperation('contacts', { id: `c-${number}`, fullName: `Person ${number}`, lifecycleStage: 'lead' });
      });
      await store.commit({ ops });
    }
  }

  beforeEach(() => {
    store = createMemoryAdapter();
    place = stage();
  });
  afterEach(() => place.done());

  it('shows people by name, with company, owner and stage, and how many there are', async () => {
    // Fails for another order, or a count of what is loaded.
    await fillPeople(createClient(store));
    await open();
    await seen(list, 'Acme Foods');
    expect(names()).to.deep.equal(['cem@posta.example', 'Ana Díaz', 'Ben Okafor', 'Zoë Ålund']);
    expect(visibleText(list))
      .to.contain('4 contacts')
      .and.to.contain('Mira Patel')
      .and.to.contain('Jon Berg')
      .and.to.contain('Nordlicht Café');
    expect(find('[role=grid]').getAttribute('aria-rowcount')).to.equal('5');
  });

  it('turns the order around', async () => {
    // Fails when the button does not read anew.
    await fillPeople(createClient(store));
    await open();
    find('.sort').click();
    await until(() => names()[0] === 'Zoë Ålund', 'the last comes first');
    expect(find('[role=columnheader]').getAttribute('aria-sort')).to.equal('descending');
  });

  it('searches while one types, says how many, and goes back with Escape', async () => {
    // Fails when the search waits for Enter, or the number found is not announced.
    await fillPeople(createClient(store));
    await open();
    find('input').focus();
    await sendKeys({ type: 'zoe' });
    await until(() => names().join() === 'Zoë Ålund', 'only Zoë is found');
    expect(visibleText(list)).to.contain('1 found');
    await until(() => list.announcements.includes('1 found'), 'it is said');
    await press('Escape');
    await until(() => names().length === 4, 'all are there again');
    expect(find<HTMLInputElement>('input').value).to.equal('');
  });

  it('follows people who were found', async () => {
    // Fails when results of a search are never looked at again.
    await fillPeople(createClient(store));
    await open();
    find('input').focus();
    await sendKeys({ type: 'cook' });
    await until(() => names().join() === 'Ben Okafor', 'Ben is found');
    await createClient(store).contacts.update('ben', { fullName: 'Benjamin Okafor' });
    await seen(list, 'Benjamin Okafor');
    await createClient(store).contacts.remove('ben');
    await seen(list, 'Nobody found');
  });

  it('filters by stage, owner and tag, with counts', async () => {
    // Fails when a filter reads another index, or its count is not exact.
    await fillPeople(createClient(store));
    await open();
    const select = find<HTMLSelectElement>('select');
    const choose = async (text: string, wanted: string[]) => {
      const option = [...select.options].find((each) => each.textContent.trim() === text);
      if (!option) throw new Error(`no option ${text}: ${[...select.options].map(({ textContent }) => textContent).join()}`);
      select.value = option.value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => names().join() === wanted.join(), `${text} shows ${wanted.join()}, not ${names().join()}`);
    };
    await choose('Lead (2)', ['cem@posta.example', 'Ben Okafor']);
    await choose('Jon Berg (1)', ['Ben Okafor']);
    await choose('Nobody (2)', ['cem@posta.example', 'Zoë Ålund']);
    await choose('Wholesale (2)', ['cem@posta.example', 'Ana Díaz']);
    await choose('Evangelist (0)', []);
    expect(visibleText(list)).to.contain('Nobody found');
    deepQueryAll(list, 'button')
      .find(({ textContent }) => textContent.trim() === 'Show all contacts')!
      .click();
    await until(() => names().length === 4, 'all are there again');
    expect(list.filter).to.equal(undefined);
  });

  it('is walked through by arrows with one tab stop, and opens with Enter and by a press', async () => {
    // Fails when each row is a tab stop, keys do not move, or nothing is told.
    await fillPeople(createClient(store));
    await open({ contactHref: '#/people/{id}' });
    const opened: string[] = [];
    list.addEventListener('crm-contact-open', (event) => {
      opened.push(event.detail.contactId);
      event.preventDefault();
    });
    expect(deepQueryAll(list, '.row[tabindex="0"]').length).to.equal(1);
    find('.sort').focus();
    await press('Tab');
    expect(focusedRow()).to.equal('cem');
    await press('ArrowDown');
    await press('ArrowDown');
    await until(() => focusedRow() === 'ben', 'Ben has focus');
    await press('Enter');
    await press('End');
    await until(() => focusedRow() === 'zoe', 'the last has focus');
    const row = find('.row[data-key="contact-ana"]');
    const { left, top, width, height } = row.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + width * 0.8), Math.round(top + height / 2)] });
    expect(opened).to.deep.equal(['ben', 'contact-ana']);
    expect(location.hash).to.equal('');
    await press('Tab');
    expect(list.shadowRoot!.activeElement?.closest('[role=grid]') == null, 'focus has left the grid').to.equal(true);
  });

  it('marks who is open beside it', async () => {
    // Fails when the mark is colour alone.
    await fillPeople(createClient(store));
    await open({ contactId: 'ben' });
    expect(find('[aria-current="true"]').dataset['key']).to.equal('ben');
  });

  it('costs the same with 100,000 people as with 1,000, from the first to the last', async function () {
    this.timeout(60_000);
    // Fails when what is not in sight is read or rendered, or the end cannot be reached.
    await fillMany(1_000);
    await open();
    await seen(list, 'Person 000000');
    const few = [...deepNodes(list)].length;
    list.remove();
    store = createMemoryAdapter();
    await fillMany(100_000);
    const watches = countWatches(store);
    await open();
    await seen(list, 'Person 000000');
    expect(visibleText(list)).to.contain('100,000 contacts');
    expect([...deepNodes(list)].length).to.be.at.most(few * 1.05);
    find('.row').focus();
    await press('End');
    await until(() => focusedRow() === 'c-099999', `the last has focus, not ${focusedRow()}`);
    await seen(list, 'Person 099999');
    expect(find('.row[data-key="c-099999"]').getAttribute('aria-rowindex')).to.equal('100001');
    expect([...deepNodes(list)].length).to.be.at.most(few * 1.2);
    expect(watches.open).to.be.lessThan(12);
    await press('Home');
    await until(() => focusedRow() === 'c-000000', `the first has focus, not ${focusedRow()}`);
  });

  it('reads the names of companies and owners in one batch each', async () => {
    // Fails for a read a row.
    await fillPeople(createClient(store));
    const gets: string[] = [];
    const get = store.get.bind(store);
    Object.defineProperty(store, 'get', {
      configurable: true,
      value: (...args: Parameters<typeof get>) => (gets.push(args[0]), get(...args)),
    });
    await open();
    await seen(list, 'Acme Foods');
    expect(gets.sort()).to.deep.equal(['agents', 'companies']);
  });

  it('keeps hostile names text', async () => {
    // Fails when a name becomes markup or its link runs something.
    const hostile = '"><img src=x onerror="globalThis.listFired=1"><script>globalThis.listFired=1</script>';
    const client = createClient(store);
    await client.agents.create({ id: hostile, name: hostile });
    await client.companies.create({ id: hostile, name: hostile });
    await client.contacts.create({ id: 'h', fullName: hostile, jobTitle: hostile, companyId: hostile, ownerId: hostile, tags: [hostile] });
    await open({ contactHref: ['javascript', 'alert("{id}")'].join(':') });
    await seen(list, 'onerror=');
    await pause(50);
    expect(deepQueryAll(list, 'img, script, a').length).to.equal(0);
    expect((globalThis as { listFired?: number }).listFired).to.equal(undefined);
  });
});
