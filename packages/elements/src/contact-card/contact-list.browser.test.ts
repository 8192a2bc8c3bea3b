import { expect } from 'chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import '../define/contact-list.js';
import { countWatches, pause } from '../internal/testing/held.test-helper.js';
import { seen, settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { deepNodes, deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import { photoOf } from './contact-card.test-helper.js';
import type { CrmContactList } from './contact-list.js';
import { fillPeople, openAt, press, waitFor, within } from './contact-list.test-helper.js';

const make = (given: Partial<CrmContactList>): CrmContactList => Object.assign(document.createElement('crm-contact-list'), given);

describe('<crm-contact-list>', () => {
  let store: DataAdapter;
  let client: CrmClient;
  let list: CrmContactList;
  let place: ReturnType<typeof stage>;

  async function open(given: Partial<CrmContactList> = {}): Promise<void> {
    client = createClient(store, { actor: { kind: 'agent', id: 'agent-mira' } });
    list = make({ client, ...given });
    place.element.append(list);
    await settled(list);
  }
  const names = () => deepQueryAll(list, '.row .name').map(({ textContent }) => textContent.trim());
  const find = <E extends Element = HTMLElement>(selector: string): E => {
    const found = deepQuery<E>(list, selector);
    if (!found) throw new Error(`There is no ${selector} in:\n${visibleText(list)}`);
    return found;
  };
  const button = (label: string): HTMLElement => {
    const found = deepQueryAll(list, 'button').find(
      (each) => each.checkVisibility() && [each.textContent.trim(), each.getAttribute('aria-label')].includes(label),
    );
    if (!found) throw new Error(`There is no button "${label}" in:\n${visibleText(list)}`);
    return found;
  };
  const focusedRow = () => (list.shadowRoot!.activeElement as HTMLElement | null)?.closest<HTMLElement>('.row')?.dataset['key'];
  const until = (condition: () => boolean, what: string) => waitFor(condition, () => `${what}\n${visibleText(list)}`);
  const shown = (...wanted: string[]) => until(() => names().join() === wanted.join(), `${wanted.join()} are shown, not ${names().join()}`);
  // What is said at once with something else is one text.
  const said = (text: string) =>
    waitFor(
      () => list.announcements.some((each) => each.includes(text)),
      () => `"${text}" is said, not "${list.announcements.join('", "')}"`,
    );
  const chips = () => deepQueryAll(list, '[part~=chips] .chip').map(({ textContent }) => textContent.trim());

  async function fillMany(count: number): Promise<void> {
    for (let start = 0; start < count; start += 1_000) {
      const ops = Array.from({ length: Math.min(1_000, count - start) }, (_, i) => {
        const number = String(start + i).padStart(6, '0');
        return createOperation('contacts', {
          id: `c-${number}`,
          fullName: `Person ${number}`,
          lifecycleStage: i % 10 ? 'lead' : 'customer',
        });
      });
      await store.commit({ ops });
    }
  }

  // What is loaded late is loaded once for all tests.
  before(() => import('../define/contact-list-tools.js'));
  beforeEach(() => {
    store = createMemoryAdapter();
    place = stage();
  });
  afterEach(() => place.done());

  describe('shows', () => {
    it('people by name, with company, owner and stage, and how many there are', async () => {
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

    it('as many columns as there is room for, and those of a page', async () => {
      // Fails when heads and cells differ, or a narrow list shows more than names and stages.
      await fillPeople(createClient(store));
      await open({ columns: ['phones', 'tags'] });
      const heads = () =>
        deepQueryAll(list, '[role=columnheader]')
          .slice(1)
          .map(({ textContent }) => textContent.trim());
      expect(heads()).to.deep.equal(['Name', 'Phone', 'Tags']);
      await seen(list, '+34 600 111 222 ext. 12');
      list.columns = undefined;
      await list.updateComplete;
      expect(heads()).to.include.members(['Name', 'Company', 'Owner', 'Lifecycle stage']);
      place.element.style.inlineSize = '360px';
      await until(() => heads().join() === 'Name,Lifecycle stage', 'two columns are left');
      expect(deepQueryAll(list, '.row:first-child [role=gridcell]').length).to.equal(3);
    });

    it('who is open beside it', async () => {
      // Fails when the mark is colour alone.
      await fillPeople(createClient(store));
      await open({ contactId: 'ben' });
      expect(find('[aria-current="true"]').dataset['key']).to.equal('ben');
    });

    it('of 10,000 people as much as of 1,000, from the first to the last', async function () {
      this.timeout(20_000);
      // Fails when what is not in sight is read or rendered, or the end cannot be reached.
      await fillMany(1_000);
      await open();
      await seen(list, 'Person 000000');
      const few = [...deepNodes(list)].length;
      list.remove();
      store = createMemoryAdapter();
      await fillMany(10_000);
      const watches = countWatches(store);
      await open();
      await seen(list, 'Person 000000');
      expect(visibleText(list)).to.contain('10,000 contacts');
      expect([...deepNodes(list)].length).to.be.at.most(few * 1.05);
      find('.row').focus();
      await press('Control+End');
      await until(() => focusedRow() === 'c-009999', 'the last has focus');
      await seen(list, 'Person 009999');
      expect(find('.row[data-key="c-009999"]').getAttribute('aria-rowindex')).to.equal('10001');
      expect([...deepNodes(list)].length).to.be.at.most(few * 1.2);
      expect(watches.open).to.be.lessThan(12);
      await press('Control+Home');
      await until(() => focusedRow() === 'c-000000', 'the first has focus');
    });

    it('the names of companies and owners, read in one batch each', async () => {
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

    it('hostile names as text', async () => {
      // Fails when a name becomes markup or its link runs something.
      const hostile = '"><img src=x onerror="globalThis.listFired=1"><script>globalThis.listFired=1</script>';
      const writing = createClient(store);
      await writing.agents.create({ id: hostile, name: hostile });
      await writing.companies.create({ id: hostile, name: hostile });
      await writing.contacts.create({
        id: 'h',
        fullName: hostile,
        jobTitle: hostile,
        companyId: hostile,
        ownerId: hostile,
        tags: [hostile],
      });
      await writing.views.create({
        id: 'v',
        object: 'contacts',
        name: hostile,
        visibility: 'shared',
        columns: [],
        filter: { tag: hostile },
      });
      await open({ contactHref: ['javascript', 'alert("{id}")'].join(':'), viewId: 'v' });
      await seen(list, 'onerror=');
      await until(() => chips().length === 1, 'the tag of the view is a chip');
      expect(deepQueryAll(list, 'img, script, a').length).to.equal(0);
      expect((globalThis as { listFired?: number }).listFired).to.equal(undefined);
    });
  });

  describe('with keys', () => {
    it('is walked through with one tab stop, and opens with Enter and by a press', async () => {
      // Fails when each row is a tab stop, keys do not move, or nothing is told or told twice.
      await fillPeople(createClient(store));
      await open({ contactHref: '#/people/{id}' });
      const opened: string[] = [];
      list.addEventListener('crm-contact-open', (event) => {
        opened.push(event.detail.contactId);
        event.preventDefault();
      });
      expect(deepQueryAll(list, '.row[tabindex="0"], .row [tabindex="0"]').length).to.equal(1);
      find('.sort').focus();
      await press('Tab');
      expect(focusedRow()).to.equal('cem');
      await press('ArrowDown');
      await press('ArrowDown');
      await until(() => focusedRow() === 'ben', 'Ben has focus');
      await press('Enter');
      await press('ArrowRight');
      expect((list.shadowRoot!.activeElement as HTMLInputElement).type).to.equal('checkbox');
      await press('End');
      await press('Enter');
      await press('Escape');
      await until(() => list.shadowRoot!.activeElement?.matches('.row') === true, 'the row has focus again');
      await press('PageDown');
      await until(() => focusedRow() === 'zoe', 'the last has focus');
      const row = find('.row[data-key="contact-ana"]');
      const { left, top, width, height } = row.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(left + width * 0.8), Math.round(top + height / 2)] });
      expect(opened).to.deep.equal(['ben', 'ben', 'contact-ana']);
      expect(location.hash).to.equal('');
      await press('Tab');
      expect(list.shadowRoot!.activeElement?.closest('[role=grid]') == null, 'focus has left the grid').to.equal(true);
    });

    it('selects with Space, Shift+Space and Ctrl+A, and keeps what a filter hides', async () => {
      // Fails when a range or all are those that are loaded only, no event tells, or hidden ones are lost or not spoken of.
      await fillMany(2_500);
      await open();
      await seen(list, 'Person 000000');
      const told: number[] = [];
      list.addEventListener('crm-contact-select', ({ detail }) => told.push(detail.contactIds.length));
      find('.row').focus();
      await press('ArrowDown');
      await press('Space');
      await until(() => list.selection.join() === 'c-000001', 'one is selected');
      for (let i = 0; i < 3; i++) await press('ArrowDown');
      await press('Shift+Space');
      await until(() => list.selection.length === 4, 'four are selected');
      expect([...list.selection]).to.deep.equal(['c-000001', 'c-000002', 'c-000003', 'c-000004']);
      await press('Control+a');
      await until(() => list.selection.length === 2_500, 'all are selected');
      await said('2,500 selected');
      expect(find<HTMLInputElement>('.checkbox.all').checked).to.equal(true);
      list.filter = { lifecycleStage: 'customer' };
      await seen(list, '(2,250 not in this list)');
      expect(list.selection.length).to.equal(2_500);
      button('Clear the selection').click();
      await until(() => list.selection.length === 0, 'none is selected');
      expect(told).to.deep.equal([1, 4, 2_500, 0]);
    });

    it('searches while one types, says how many and in which order, and goes back with Escape', async () => {
      // Fails when the search waits for Enter, the number found is not announced, or an order can be chosen that does not hold.
      await fillPeople(createClient(store));
      await open();
      find('input').focus();
      await sendKeys({ type: 'zoe' });
      await shown('Zoë Ålund');
      expect(visibleText(list)).to.contain('1 found').and.to.contain('Best match first');
      await said('1 found');
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
      await shown('Ben Okafor');
      await createClient(store).contacts.update('ben', { fullName: 'Benjamin Okafor' });
      await seen(list, 'Benjamin Okafor');
      await createClient(store).contacts.remove('ben');
      await seen(list, 'Nobody found');
    });
  });

  describe('filtered', () => {
    const choose = (value: string) => {
      const select = find<HTMLSelectElement>('select.field-of');
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    };

    it('by conditions that are put together, each a chip that can be taken away', async () => {
      // Fails when a condition does not narrow, the number is not exact or not said, or a chip does not take its condition away.
      await fillPeople(createClient(store));
      await open();
      await openAt(list, '.button.filter', 'crm-contact-filter', 'select');
      choose('lifecycleStage');
      await until(() => deepQueryAll(list, '.choice').length === 7, 'the stages can be chosen');
      expect(deepQueryAll(list, '.choice').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())).to.include('Lead2');
      const check = (at: number) => deepQueryAll<HTMLInputElement>(list, '.choice input')[at]!;
      check(1).focus();
      await press('Space');
      await shown('cem@posta.example', 'Ben Okafor');
      check(4).focus();
      await press('Space');
      await until(() => names().length === 4, 'leads and customers');
      button('Add a condition').click();
      await until(() => deepQueryAll(list, '.rule').length === 2, 'there are two conditions');
      for (let i = 0; i < 3; i++) await press('Tab');
      await sendKeys({ type: 'Wholesale' });
      await press('Enter');
      await shown('cem@posta.example', 'Ana Díaz');
      expect(chips()).to.deep.equal(['Lifecycle stage: Lead, Customer', 'Tags: Wholesale']);
      await press('Escape');
      await press('Escape');
      await said('2 contacts. Order: Name, A to Z.');
      deepQueryAll(list, '[part~=chips] .chip')[1]!.focus();
      await press('Enter');
      await until(() => names().length === 4, 'the tag no longer matters');
      await said('Condition removed: Tags: Wholesale');
      expect(chips()).to.deep.equal(['Lifecycle stage: Lead, Customer']);
    });

    it('by any field: owner, company, activity, own fields, all or any of them', async () => {
      // Fails when a kind of condition is understood otherwise, or nobody is shown for one that is not complete.
      const writing = createClient(store);
      await fillPeople(writing);
      await writing.customFields.create({
        object: 'contacts',
        key: 'score',
        label: 'Score',
        type: 'number',
        options: [],
        required: false,
        showOnCard: false,
        order: 0,
      });
      await writing.contacts.update('ben', { 'custom.score': 7, lastActivityAt: new Date(Date.now() - 3 * 86_400_000).toISOString() });
      await writing.contacts.update('zoe', { 'custom.score': 3, lastActivityAt: new Date(Date.now() - 90 * 86_400_000).toISOString() });
      await open();
      const all = (...rules: { field: string; is: never; value?: never }[]) => (list.filter = { match: 'all', rules });
      const rule = (field: string, is: string, value?: unknown) => ({ field, is, value }) as never;
      all(rule('ownerId', 'any', [null]));
      await shown('cem@posta.example', 'Zoë Ålund');
      all(rule('companyId', 'empty'));
      await shown('cem@posta.example', 'Zoë Ålund');
      all(rule('lastActivityAt', 'before', 30), rule('lifecycleStage', 'none', ['lead']));
      await shown('Zoë Ålund');
      all(rule('custom.score', 'least', 5), rule('tags', 'any', []));
      await shown('Ben Okafor');
      await until(() => chips().join() === 'Score: at least 5', 'the own field has its name');
      list.filter = { match: 'any', rules: [rule('custom.score', 'most', 3), rule('tags', 'all', ['Wholesale', 'Spain'])] };
      await shown('Ana Díaz', 'Zoë Ålund');
      list.filter = { lifecycleStage: 'evangelist' };
      await seen(list, 'Nobody found');
      button('Show all contacts').click();
      await until(() => names().length === 4, 'all are there again');
      expect(list.filter).to.equal(undefined);
    });

    it('and searched at once, in the order that is chosen', async () => {
      // Fails when words beside conditions are left out, or the order of a search is said where it does not hold.
      await fillPeople(createClient(store));
      await open({ filter: { match: 'all', rules: [{ field: 'companyId', is: 'set' }] }, sort: '-name' });
      await shown('Ben Okafor', 'Ana Díaz');
      find('input').focus();
      await sendKeys({ type: 'ana' });
      await shown('Ana Díaz');
      expect(visibleText(list)).to.contain('Name, Z to A');
    });
  });

  it('is put into another order', async () => {
    // Fails when an order that no index serves is not held, or not said.
    const writing = createClient(store);
    await fillPeople(writing);
    await writing.contacts.update('zoe', { lastActivityAt: new Date().toISOString() });
    await open();
    find('.sort').focus();
    await press('Enter');
    await until(() => deepQueryAll(list, '[role=menuitemradio]').length === 7, 'the orders are offered');
    await press('ArrowDown');
    await press('Enter');
    await until(() => names()[0] === 'Zoë Ålund', 'the last name comes first');
    await said('4 contacts. Order: Name, Z to A.');
    expect(find('[role=columnheader][aria-sort=descending]').textContent.trim()).to.equal('Name');
    list.sort = 'owner';
    await shown('Ben Okafor', 'Ana Díaz', 'cem@posta.example', 'Zoë Ålund');
    list.sort = '-activity';
    await until(() => names()[0] === 'Zoë Ålund', 'who was heard of last comes first');
  });

  describe('views', () => {
    it('are saved, chosen, changed and deleted', async () => {
      // Fails when a view does not keep filter and order, is not told, or its change is lost.
      await fillPeople(createClient(store));
      await open({ filter: { lifecycleStage: 'lead' }, sort: '-name' });
      const told: (string | undefined)[] = [];
      list.addEventListener('crm-contact-view', ({ detail }) => told.push(detail.viewId));
      await openAt(list, '.button.view', 'crm-contact-views', '[role^=menuitem]');
      const choose = (label: string) =>
        deepQueryAll(list, '[role^=menuitem]')
          .find((each) => each.textContent.trim().startsWith(label))!
          .click();
      choose('Save as a view');
      await until(() => within(list, 'crm-contact-views', 'input')[0]?.checkVisibility() === true, 'its name is asked for');
      await press('Enter');
      await seen(list, 'Give the view a name.');
      await sendKeys({ type: 'Cold leads' });
      await press('Enter');
      await said('View saved: Cold leads');
      await until(() => find('.button.view').textContent.includes('Cold leads'), 'it is chosen');
      const [view] = (await client.views.list()).records;
      expect(view).to.deep.include({ object: 'contacts', ownerId: 'agent-mira', visibility: 'private', sort: '-name' });
      await openAt(list, '.button.view', 'crm-contact-views', '[role^=menuitem]');
      choose('All contacts');
      await until(() => names().length === 4, 'all are shown');
      list.viewId = view!.id;
      await shown('Ben Okafor', 'cem@posta.example');
      list.filter = { lifecycleStage: 'customer' };
      await seen(list, 'Edited');
      await openAt(list, '.button.view', 'crm-contact-views', '[role^=menuitem]');
      choose('Update');
      await said('View updated: Cold leads');
      await until(() => !visibleText(list).includes('Edited'), 'it is as the view says');
      await openAt(list, '.button.view', 'crm-contact-views', '[role^=menuitem]');
      choose('Delete');
      await until(() => deepQuery(list, '.button.danger.primary')?.checkVisibility() === true, 'it is asked for');
      button('Delete the view').click();
      await said('View deleted: Cold leads');
      expect((await client.views.list()).records).to.deep.equal([]);
      expect(told).to.deep.equal([view!.id, undefined, undefined]);
    });

    it('of others are seen when they are shared, and are segments to filter by', async () => {
      // Fails when private views of others show, or a segment does not mean what its view does.
      const writing = createClient(store);
      await fillPeople(writing);
      const filter = { match: 'all', rules: [{ field: 'tags', is: 'any', value: ['Wholesale'] }] };
      const base = { object: 'contacts', ownerId: 'agent-jon', columns: [], filter } as const;
      await writing.views.createMany([
        { ...base, id: 'shared', name: 'Wholesale', visibility: 'shared' } as never,
        { ...base, id: 'private', name: 'Secret', visibility: 'private' } as never,
      ]);
      await open({ viewId: 'shared' });
      await shown('cem@posta.example', 'Ana Díaz');
      await openAt(list, '.button.view', 'crm-contact-views', '[role^=menuitem]');
      expect(visibleText(list)).to.contain('Segment').and.not.to.contain('Secret');
      await press('Escape');
      list.viewId = undefined;
      list.filter = { match: 'all', rules: [{ field: 'segment', is: 'none', value: ['shared'] }] };
      await shown('Ben Okafor', 'Zoë Ålund');
      await until(() => chips().join() === 'Segment: not Wholesale', 'the segment has its name');
      list.viewId = 'private';
      await said('This view is not here any more. All contacts are shown.');
      expect(list.viewId).to.equal(undefined);
    });
  });

  describe('many at once', () => {
    it('are tagged, assigned and set to a stage, and it is taken back', async () => {
      // Fails when a tag of one is lost, it is not said, or undo leaves something.
      await fillPeople(createClient(store));
      await open({ selection: ['contact-ana', 'ben'] });
      const told: unknown[] = [];
      list.addEventListener('crm-contacts-updated', ({ detail }) => told.push(detail));
      await openAt(list, '.bar .button', 'crm-contact-bulk', 'input');
      await sendKeys({ type: 'VIP' });
      await press('Enter');
      within(list, 'crm-contact-bulk', 'crm-tag-input')[1]!.focus();
      await sendKeys({ type: 'Spain' });
      button('Change 2 contacts').click();
      await said('Tags of 2 contacts changed. Undo available for 10 seconds.');
      expect((await client.contacts.getMany(['contact-ana', 'ben'])).map((each) => each?.tags)).to.deep.equal([
        ['Wholesale', 'VIP'],
        ['VIP'],
      ]);
      await seen(list, 'Undo');
      button('Undo').click();
      await said('Undone');
      expect((await client.contacts.getMany(['contact-ana', 'ben'])).map((each) => each?.tags)).to.deep.equal([['Wholesale', 'Spain'], []]);
      await openAt(list, '.bar .button[aria-label="Assign"]', 'crm-contact-bulk', '[role=menuitem]');
      deepQueryAll(list, '[role=menuitem]')
        .find((each) => each.textContent.includes('Jon Berg'))!
        .click();
      await said('2 contacts assigned to Jon Berg. Undo available for 10 seconds.');
      await openAt(list, '.bar .button[aria-label="Set the stage"]', 'crm-contact-bulk', '[role=menuitem]');
      deepQueryAll(list, '[role=menuitem]')
        .find((each) => each.textContent.includes('Qualified'))!
        .click();
      await said('2 contacts set to Qualified. Undo available for 10 seconds.');
      expect((await client.contacts.getMany(['contact-ana', 'ben'])).map((each) => [each?.ownerId, each?.lifecycleStage])).to.deep.equal([
        ['agent-jon', 'qualified'],
        ['agent-jon', 'qualified'],
      ]);
      expect(told).to.have.length(3);
    });

    it('are deleted after a question, and come back', async () => {
      // Fails when it does not ask, the deleted stay selected, or they do not come back.
      await fillPeople(createClient(store));
      await open({ selection: ['zoe', 'ben', 'cem'] });
      await openAt(list, '.bar .button[aria-label="Delete"]', 'crm-contact-bulk', '.button.danger');
      expect(visibleText(list)).to.contain('Delete 3 contacts?');
      await press('Escape');
      await until(() => !visibleText(list).includes('Delete 3 contacts?'), 'it is closed');
      expect(names()).to.have.length(4);
      await openAt(list, '.bar .button[aria-label="Delete"]', 'crm-contact-bulk', '.button.danger');
      button('Delete 3 contacts').click();
      await shown('Ana Díaz');
      expect(list.selection).to.deep.equal([]);
      await seen(list, '3 contacts deleted');
      button('Undo').click();
      await until(() => names().length === 4, 'all are back');
    });

    it('are changed as far as it goes; what could not be is told, with another try', async () => {
      // Fails when one that is gone stops the others, or the failed ones are not told apart.
      await fillPeople(createClient(store));
      await open({ selection: ['ben', 'gone', 'zoe'] });
      const told: { contactIds: readonly string[]; failedIds: readonly string[] }[] = [];
      list.addEventListener('crm-contacts-updated', ({ detail }) => told.push(detail));
      await openAt(list, '.bar .button[aria-label="Assign"]', 'crm-contact-bulk', '[role=menuitem]');
      deepQueryAll(list, '[role=menuitem]')[0]!.click();
      await seen(list, '2 of 3 changed, 1 could not: It is not there any more.');
      expect(told.map(({ contactIds, failedIds }) => [contactIds, failedIds])).to.deep.equal([[['ben', 'zoe'], ['gone']]]);
      expect((await client.contacts.get('ben'))?.ownerId).to.equal(null);
      await createClient(store).contacts.create({ id: 'gone', fullName: 'Gus', ownerId: 'agent-jon' });
      button('Try again').click();
      await until(() => told.length === 2, 'it is tried again');
      expect((await client.contacts.get('gone'))?.ownerId).to.equal(null);
    });

    it('are left to a page that says so', async () => {
      // Fails when the store is written although the page does it, or has refused it.
      await fillPeople(createClient(store));
      await open({ selection: ['ben'] });
      list.addEventListener('crm-contacts-update', (event) => event.preventDefault(), { once: true });
      const version = (await client.contacts.get('ben'))!.version;
      await openAt(list, '.bar .button[aria-label="Assign"]', 'crm-contact-bulk', '[role=menuitem]');
      deepQueryAll(list, '[role=menuitem]')[0]!.click();
      await pause(60);
      list.addEventListener('crm-contacts-update', (event) => event.respondWith(Promise.resolve()), { once: true });
      await openAt(list, '.bar .button[aria-label="Assign"]', 'crm-contact-bulk', '[role=menuitem]');
      deepQueryAll(list, '[role=menuitem]')[0]!.click();
      await said('1 contact is nobody’s now');
      expect((await client.contacts.get('ben'))!.version).to.equal(version);
    });

    it('thousands are changed in chunks, and taken back in one', async function () {
      this.timeout(20_000);
      // Fails when chunks are steps of their own to the person who takes them back.
      await fillMany(600);
      await open();
      find('.row').focus();
      await press('Control+a');
      await until(() => list.selection.length === 600, 'all are selected');
      await openAt(list, '.bar .button[aria-label="Set the stage"]', 'crm-contact-bulk', '[role=menuitem]');
      deepQueryAll(list, '[role=menuitem]')[6]!.click();
      await said('600 contacts set to Other. Undo available for 10 seconds.');
      const others = async () =>
        (await client.contacts.totals({ totals: 'byLifecycle', where: { lifecycleStage: 'other' } }))[0]?.count ?? 0;
      expect(await others()).to.equal(600);
      find('.row').focus();
      await press('Control+z');
      await said('Undone');
      expect(await others()).to.equal(0);
      await press('Control+Shift+z');
      await said('Done again');
      expect(await others()).to.equal(600);
    });

    it('are exported as CSV and vCards', async () => {
      // Fails when a file lacks somebody, a company's name or a photo is missing, or a formula could be calculated.
      const writing = createClient(store);
      await fillPeople(writing);
      await writing.contacts.update('ben', { jobTitle: '=1+1' });
      await photoOf(writing, 'contact-ana');
      const blobs: Blob[] = [];
      const createAddress = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => (blobs.push(blob), createAddress(blob));
      const saved: string[] = [];
      HTMLAnchorElement.prototype.click = function () {
        saved.push(this.download);
      };
      try {
        await open({ selection: ['contact-ana', 'ben'] });
        const exportAs = async (at: number) => {
          await openAt(list, '.bar .button[aria-label="Export"]', 'crm-contact-bulk', '[role=menuitem]');
          const before = blobs.length;
          deepQueryAll(list, '[role=menuitem]')[at]!.click();
          await until(() => blobs.length > before, 'a file is made');
          return blobs.at(-1)!.text();
        };
        const csv = await exportAs(0);
        expect(csv).to.contain('Ana Díaz').and.to.contain('Acme Foods').and.to.contain('Mira Patel').and.to.contain('Job title');
        expect(csv).to.match(/[^,]=1\+1/);
        const cards = await exportAs(1);
        expect(cards)
          .to.contain('VERSION:4.0')
          .and.to.contain('ORG:Acme Foods')
          .and.to.contain('FN:Ben Okafor')
          .and.to.contain('PHOTO:data:image/png');
        expect(await exportAs(2)).to.contain('VERSION:3.0');
        expect(saved.map((name) => name.replace(/\d{4}-\d\d-\d\d/, 'day'))).to.deep.equal([
          'contacts-day.csv',
          'contacts-day.vcf',
          'contacts-day.vcf',
        ]);
      } finally {
        URL.createObjectURL = createAddress;
        Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
      }
    });
  });

  describe('first of all', () => {
    it('makes a contact, and says what is missing', async () => {
      // Fails when an empty form makes somebody, or what was made is not told to the page.
      await open();
      const opened: string[] = [];
      list.addEventListener('crm-contact-open', ({ detail }) => opened.push(detail.contactId));
      await seen(list, 'No contacts yet');
      await openAt(list, '.view-actions .button.primary', 'crm-contact-new', 'input');
      await press('Enter');
      await seen(list, 'Give a name, an email address or a phone number.');
      await sendKeys({ type: 'Ines Roca' });
      await press('Tab');
      await sendKeys({ type: 'ines@roca.example' });
      await press('Enter');
      await shown('Ines Roca');
      await said('Contact created: Ines Roca');
      const [made] = (await client.contacts.list()).records;
      expect(made?.emails[0]?.value).to.equal('ines@roca.example');
      expect(opened).to.deep.equal([made!.id]);
    });

    it('offers to import, also files that are dropped', async () => {
      // Fails when files that are dropped are left to the browser, which would leave the page.
      await open();
      const files = new DataTransfer();
      files.items.add(new File(['Name\nInes'], 'people.csv', { type: 'text/csv' }));
      const drop = (type: string) => {
        const event = new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true, composed: true });
        find('.base').dispatchEvent(event);
        return event.defaultPrevented;
      };
      drop('dragenter');
      await until(() => drop('dragover'), 'files are taken');
      await seen(list, 'Drop to import');
      expect(drop('drop')).to.equal(true);
      await until(() => deepQuery(list, 'crm-import-dialog') !== undefined, 'the import is open');
      list.hideActions = true;
      await list.updateComplete;
      expect(drop('dragover')).to.equal(false);
    });
  });
});
