import { expect } from 'chai';
import { createMemoryAdapter } from '@crm-elements/data';
import type { CustomField } from '@crm-elements/schema';
import '../define/provider.js';
import '../define/settings.js';
import type { CrmSettingsOpenEvent } from '../events/settings-events.js';
import { focused, nameOf, press, SettingsPage, type } from './settings.test-helper.js';

let page: SettingsPage;
const open = async (...given: ConstructorParameters<typeof SettingsPage>) => {
  page = new SettingsPage(...given);
  await page.settled();
  return page;
};

afterEach(() => page.done());

describe('<crm-settings>', () => {
  it('shows its sections and leads to one, by keys, with the page asked first', async () => {
    // Fails when an entry does nothing, the event is missing, or a veto is ignored.
    await open(undefined);
    await page.shows('Contacts have no fields of yours yet');
    const asked: unknown[] = [];
    page.element.addEventListener('crm-settings-open', (event: CrmSettingsOpenEvent) => {
      asked.push(event.detail.section);
      if (event.detail.section === 'team') event.preventDefault();
    });
    await page.press('Labels');
    await page.shows('No labels yet');
    expect(page.element.getAttribute('section')).to.equal('labels');
    await page.press('Team');
    expect(page.element.section).to.equal('labels');
    expect(asked).to.deep.equal(['labels', 'team']);
  });

  it('is a list of sections where it is narrow, with a way back and the focus with it', async () => {
    // Fails when both stand side by side at 360 px, or the focus is lost on the way in or out.
    await open(undefined, { width: 360 });
    await page.shows('Words to sort tickets by');
    expect(page.query('.content')).to.equal(undefined);
    await page.press(/^Team/);
    await page.shows('Nobody works here yet');
    expect(focused()?.className).to.equal('section-title');
    expect(page.query('nav')).to.equal(undefined);
    await page.press('All settings');
    expect(focused()?.dataset['section']).to.equal('team');
  });

  it('keeps what is typed when somebody goes elsewhere, until they give it up', async () => {
    // Fails when another section, another kind of record or another form takes the place of one that was typed in.
    await open('fields');
    await page.press('Add a field');
    await type('Allergy');
    await page.press('Deals');
    await page.shows('What you typed is not saved yet.');
    await page.press('Team');
    expect((await page.control<HTMLInputElement>('Label')).value).to.equal('Allergy');
    await page.press('Discard it');
    await page.shows('Nobody works here yet');
  });

  it('says why nothing can be shown, and tries again', async () => {
    // Fails when a store that cannot be read leaves an empty page.
    await open('fields', { rules: [{ on: ['query', 'watch'], fault: 'fail-before', error: 'UNAVAILABLE', at: 1 }] });
    await page.until(() => page.element.matches(':state(error)'), 'the state error');
    await page.press('Try again');
    await page.shows('Contacts have no fields of yours yet');
  });
});

describe('<crm-settings>: custom fields', () => {
  const fields = async (): Promise<CustomField[]> =>
    (await page.elsewhere().customFields.list({ where: { object: 'contacts' }, sort: [{ by: 'order' }] })).records;

  it('makes a field with choices by keys alone', async () => {
    // Fails when the key is not made of the label, Enter does not add a choice or save, or the focus is lost.
    await open('fields');
    await page.press('Add a field');
    await page.until(() => nameOf(focused()!) === 'Label', 'the cursor in the label');
    await type('Größe der Kleidung');
    await page.shows('grosse_der_kleidung');
    await page.choose('Type', 'One of several');
    await page.press('Add a choice');
    await page.until(() => nameOf(focused()!) === 'Choice 1', 'the cursor in the choice');
    await type('Small');
    await press('Enter');
    await page.until(() => nameOf(focused()!) === 'Choice 2', 'the cursor in the second');
    await type('Large');
    await press('Enter');
    await page.until(() => nameOf(focused()!) === 'Choice 3', 'the cursor in the third');
    // An empty one is none, and Enter saves.
    await press('Enter');
    await page.until(() => page.rows().join() === 'Größe der Kleidung', 'the field is in the list');
    const [field] = await fields();
    expect(field).to.include({ key: 'grosse_der_kleidung', type: 'select', object: 'contacts', required: false, showOnCard: true });
    expect(field!.options).to.deep.equal([
      { value: 'small', label: 'Small' },
      { value: 'large', label: 'Large' },
    ]);
    expect(focused()?.textContent?.trim()).to.equal('Add a field');
    await page.until(() => page.announced().includes('Größe der Kleidung added.'), 'it is announced');
  });

  it('keeps the value of a choice that is renamed, and its key with a new label', async () => {
    // Fails when renaming makes records lose their choice.
    await open('fields');
    const { customFields } = page.elsewhere();
    const options = [{ value: 'a', label: 'Alpha' }];
    await customFields.create({ object: 'contacts', key: 'plan', label: 'Plan', type: 'select', options, order: 1 });
    await page.press('Edit Plan');
    await page.write('Label', 'Tariff');
    await page.write('Choice 1', 'Beta');
    await press('Enter');
    await press('Escape');
    await page.press('Edit Plan');
    await page.write('Choice 1', 'Beta');
    await page.write('Label', 'Tariff');
    await press('Enter');
    await page.until(() => page.rows().join() === 'Tariff', 'the new label');
    expect((await fields())[0]).to.deep.include({ key: 'plan', label: 'Tariff', options: [{ value: 'a', label: 'Beta' }] });
  });

  it('says what is missing beside the field, and writes nothing', async () => {
    // Fails when a blank label is stored, or the cursor does not go to what is wrong.
    await open('fields');
    await page.press('Add a field');
    await press('Enter');
    await page.shows('This is needed.');
    await page.until(() => nameOf(focused()!) === 'Label', 'the cursor in what is wrong');
    expect(focused()!.getAttribute('aria-invalid')).to.equal('true');
    expect(await fields()).to.deep.equal([]);
    await press('Escape');
    await page.shows('Contacts have no fields of yours yet');
    expect(focused()?.textContent?.trim()).to.equal('Add a field');
  });

  it('moves fields by buttons and by Alt and arrows, and takes it back', async () => {
    // Fails when the order is not stored, the focus stays behind, or undo does not bring the order back.
    await open('fields');
    const { customFields } = page.elsewhere();
    await customFields.createMany(
      ['one', 'two', 'three'].map((key, order) => ({ object: 'contacts', key, label: key, type: 'text', order })),
    );
    await page.shows('three');
    await page.press('Move three up');
    await page.until(() => page.rows().join() === 'one,three,two', 'one up');
    await page.until(() => nameOf(focused()!) === 'Move three up', 'the focus goes along');
    await sendAlt('ArrowUp');
    await page.until(() => page.rows().join() === 'three,one,two', 'to the top');
    expect((await fields()).map(({ key }) => key)).to.deep.equal(['three', 'one', 'two']);
    await page.until(() => page.announced().includes('three is now 1 of 3.'), 'it is announced');
    await page.press('Undo');
    await page.until(() => page.rows().join() === 'one,three,two', 'taken back');
  });

  it('says how many records hold a value before a field is deleted, keeps the values, and brings it back', async () => {
    // Fails when the count is wrong, values vanish with their field, or there is no way back.
    await open('fields');
    const other = page.elsewhere();
    await other.customFields.create({ object: 'contacts', key: 'allergy', label: 'Allergy', type: 'text', order: 1 });
    await other.contacts.createMany([
      { id: 'a', fullName: 'A', custom: { allergy: 'nuts' } },
      { id: 'b', fullName: 'B', custom: { allergy: 'milk' } },
      { id: 'c', fullName: 'C', custom: { allergy: ' ' } },
    ]);
    await page.press('Delete Allergy');
    await page.shows('2 records have a value in it.');
    await page.press('Delete field');
    await page.shows('Contacts have no fields of yours yet');
    expect((await other.contacts.get('a'))!.custom).to.deep.equal({ allergy: 'nuts' });
    await page.press('Undo');
    await page.until(() => page.rows().join() === 'Allergy', 'it is back');
  });

  it('leaves what somebody else changed since, and says that it did', async () => {
    // Fails when undo claims to have taken back what it has not.
    await open('fields');
    await page.press('Add a field');
    await type('Allergy');
    await press('Enter');
    await page.until(() => page.rows().join() === 'Allergy', 'the field');
    await page.elsewhere().customFields.update((await fields())[0]!.id, { label: 'Intolerance' });
    await page.shows('Intolerance');
    await page.press('Undo');
    await page.shows('Taken back, but for what was changed or used since.');
    expect(page.rows()).to.deep.equal(['Intolerance']);
  });

  it('keeps what is typed when the store refuses it, and says why', async () => {
    // Fails when a failed write closes the form or throws the text away.
    await open('fields', { rules: [{ on: ['commit'], fault: 'fail-before', error: 'OFFLINE', at: 1 }] });
    await page.press('Add a field');
    await type('Allergy');
    await press('Enter');
    await page.shows('Not saved: You are offline.');
    expect((await page.control<HTMLInputElement>('Label')).value).to.equal('Allergy');
    (await page.control('Label')).focus();
    await press('Enter');
    await page.until(() => page.rows().join() === 'Allergy', 'the second try');
  });

  it('says when somebody else changed the same, keeps what was typed, and takes theirs on wish', async () => {
    // Fails when another window's change is overwritten unseen, or replaces what is being typed.
    await open('fields');
    const { customFields } = page.elsewhere();
    const { id } = await customFields.create({ object: 'contacts', key: 'note', label: 'Note', type: 'text', order: 1 });
    await page.press('Edit Note');
    await page.write('Label', 'Mine');
    await customFields.update(id, { label: 'Theirs', required: true });
    await page.shows('Somebody else changed this');
    expect((await page.control<HTMLInputElement>('Label')).value).to.equal('Mine');
    expect((await page.control<HTMLInputElement>('Required')).checked).to.equal(true);
    await page.press('Use theirs for Label');
    expect((await page.control<HTMLInputElement>('Label')).value).to.equal('Theirs');
    expect(page.text()).not.to.include('Somebody else changed this');
  });

  it('shows hostile labels as text', async () => {
    // Fails when a label is taken for markup.
    await open('fields');
    const bad = '<img src=x onerror=alert(1)>';
    await page
      .elsewhere()
      .customFields.create({ object: 'contacts', key: 'bad', label: bad, type: 'select', options: [{ value: bad, label: bad }], order: 1 });
    await page.until(() => page.rows().join() === bad, 'the label as text');
    await page.press(`Edit ${bad}`);
    expect((await page.control<HTMLInputElement>('Label')).value).to.equal(bad);
    expect(page.queryAll('img')).to.have.length(0);
  });

  it('lets nothing be changed where the store is read only', async () => {
    // Fails when there is a button that could only fail.
    const store = createMemoryAdapter();
    page = new SettingsPage('fields', { store });
    await page.elsewhere().customFields.create({ object: 'contacts', key: 'note', label: 'Note', type: 'text', order: 1 });
    page.done();
    const provider = Object.assign(document.createElement('crm-provider'), { adapter: store, readonly: true });
    const element = Object.assign(document.createElement('crm-settings'), { section: 'fields' as const });
    provider.append(element);
    document.body.append(provider);
    Object.assign(page, { element });
    await page.until(() => page.rows().join() === 'Note', 'the field');
    expect(page.queryAll('.row-actions button, .add')).to.have.length(0);
    expect(element.matches(':state(readonly)')).to.equal(true);
    provider.remove();
  });
});

async function sendAlt(key: string): Promise<void> {
  const { sendKeys } = await import('@web/test-runner-commands');
  await sendKeys({ down: 'Alt' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Alt' });
  await page.settled();
}

describe('<crm-settings>: pipelines and stages', () => {
  const stages = async (pipelineId: string) =>
    (await page.elsewhere().stages.list({ where: { pipelineId }, sort: [{ by: 'order' }] })).records;
  const pipelines = async () => (await page.elsewhere().pipelines.list({ sort: [{ by: 'order' }] })).records;

  it('makes a pipeline, and a stage with all its rules before those in which deals end', async () => {
    // Fails when a percentage is not stored in basis points, a rule is lost, or a new stage comes behind won and lost.
    await open('pipelines');
    await page.press('Add a pipeline');
    await type('Sales');
    await press('Enter');
    await page.until(() => page.rows().join() === 'Sales,New,Won,Lost', 'its stages');
    const [pipeline] = await pipelines();
    expect(pipeline).to.include({ name: 'Sales', currency: 'EUR', isDefault: true, archived: false });
    await page.press('Add a stage');
    await type('Viewing');
    await page.write('Chance of winning, in %', '37.5');
    await page.write('Going stale after, in days', '14');
    await page.choose('Days count from', 'The entry into this stage');
    await page.write('Deals at most', '5');
    await page.tick('Refuse more deals, instead of only warning');
    await page.tick('Value');
    (await page.control('Teal', 'input')).focus();
    await press('Space');
    (await page.control('Name', 'input')).focus();
    await press('Enter');
    await page.until(() => page.rows().join() === 'Sales,New,Viewing,Won,Lost', 'the stage in its place');
    const made = (await stages(pipeline!.id)).find(({ name }) => name === 'Viewing');
    expect(made).to.deep.include({
      kind: 'open',
      probability: 3_750,
      color: 'teal',
      rotAfterDays: 14,
      rotBasis: 'stageEntry',
      wipLimit: 5,
      wipHard: true,
      requiredFields: ['amount'],
      allowedNext: null,
      collapsed: false,
    });
  });

  it('refuses numbers that mean nothing, beside their fields', async () => {
    // Fails when 120 % or a limit of 0 is stored or refused without a word where.
    await open('pipelines');
    await page.elsewhere().createPipeline({ name: 'Sales', currency: 'EUR', stages: [{ name: 'New' }] });
    await page.press('Edit New');
    await page.write('Chance of winning, in %', '120');
    await page.write('Deals at most', '0');
    await press('Enter');
    await page.shows('Write a number from 0 to 100.');
    await page.shows('Write a number from 1 on.');
    await page.write('Chance of winning, in %', 'many');
    await press('Enter');
    await page.shows('Write a number, such as 25.');
  });

  it('asks where the deals of a stage go before it is deleted, and brings both back', async () => {
    // Fails when deals are left in a stage that is gone, or undo leaves them elsewhere.
    await open('pipelines');
    const other = page.elsewhere();
    const { stages: made } = await other.createPipeline({ name: 'Sales', currency: 'EUR', stages: [{ name: 'New' }, { name: 'Offer' }] });
    const deals = await other.createDeals(['a', 'b'].map((id) => ({ id, name: id, stageId: made[0]!.id })));
    await page.press('Delete New');
    await page.shows('2 deals are in it.');
    await page.press('Move deals and delete');
    await page.until(() => page.rows().join() === 'Sales,Offer', 'the stage is gone');
    await page.until(
      async () => (await other.deals.getMany(deals.map(({ id }) => id))).every((deal) => deal!.stageId === made[1]!.id),
      'the deals have moved',
    );
    await page.press('Undo');
    await page.until(() => page.rows().join() === 'Sales,New,Offer', 'the stage is back');
    await page.until(
      async () => (await other.deals.getMany(deals.map(({ id }) => id))).every((deal) => deal!.stageId === made[0]!.id),
      'the deals are back',
    );
  });

  it('keeps a stage whose deals the other one refuses, and says how many', async () => {
    // Fails when a gate is passed over, or the stage goes with deals in it.
    await open('pipelines');
    const other = page.elsewhere();
    const { stages: made } = await other.createPipeline({
      name: 'Sales',
      currency: 'EUR',
      stages: [{ name: 'New' }, { name: 'Offer', requiredFields: ['amount'] }],
    });
    await other.createDeals([
      { id: 'a', name: 'a', stageId: made[0]!.id },
      { id: 'b', name: 'b', stageId: made[0]!.id, amount: { amount: 100, currency: 'EUR' } },
    ]);
    await page.press('Delete New');
    await page.press('Move deals and delete');
    await page.shows('1 deal stays in New');
    expect((await other.deals.get('a'))!.stageId).to.equal(made[0]!.id);
    expect((await other.deals.get('b'))!.stageId).to.equal(made[1]!.id);
    expect(page.rows()).to.deep.equal(['Sales', 'New', 'Offer']);
  });

  it('has one default, archives, and shows the stages of the one that is chosen', async () => {
    // Fails when two pipelines are the default, or an archived one is lost from the settings.
    await open('pipelines');
    const other = page.elsewhere();
    await other.createPipeline({ id: 'one', name: 'One', currency: 'EUR', order: 1, isDefault: true, stages: [{ name: 'First' }] });
    await other.createPipeline({ id: 'two', name: 'Two', currency: 'USD', order: 2, stages: [{ name: 'Second' }] });
    await page.shows('First');
    await page.press('Make Two the default');
    await page.until(async () => (await pipelines()).map(({ isDefault }) => isDefault).join() === 'false,true', 'one default');
    await page.press('Stages of One');
    await page.shows('First');
    await page.press('Archive One');
    await page.until(async () => (await pipelines())[0]!.archived, 'it is archived');
    await page.press('Bring One back');
    await page.until(async () => !(await pipelines())[0]!.archived, 'it is back');
  });
});

describe('<crm-settings>: team', () => {
  it('adds people and a team, and deactivates instead of deleting', async () => {
    // Fails when somebody who leaves is removed, still takes tickets, or a team loses its members.
    await open('team');
    await page.press('Add a person');
    await type('Ana Diaz');
    await page.write('Email', 'ana@example.com');
    await press('Enter');
    await page.until(() => page.rows().join() === 'Ana Diaz', 'the person');
    await page.press('Add a team');
    await type('Front desk');
    await page.tick('Ana Diaz');
    (await page.control('Name', 'input')).focus();
    await press('Enter');
    await page.shows('1 person');
    await page.press('Deactivate Ana Diaz');
    const read = async () => (await page.elsewhere().agents.list({})).records[0]!;
    await page.until(async () => !(await read()).active, 'not active');
    expect(await read()).to.include({ name: 'Ana Diaz', email: 'ana@example.com', availability: 'offline' });
    expect((await page.elsewhere().teams.list({})).records[0]!.memberIds).to.deep.equal([(await read()).id]);
    await page.press('Activate Ana Diaz');
    await page.until(async () => (await read()).active, 'active again');
  });

  it('says who is here', async () => {
    // Fails when nothing tells people whose name their replies carry.
    await open('team');
    await page.elsewhere().agents.createMany([
      { id: 'me', name: 'Ana' },
      { id: 'b', name: 'Ben' },
    ]);
    await page.shows('Ben');
    expect(page.queryAll('.badge.brand').map(({ textContent }) => textContent)).to.deep.equal(['You']);
    // The page has decided who acts: nothing offers to be somebody else.
    expect(page.queryAll('button').some((one) => nameOf(one).startsWith('This is me'))).to.equal(false);
  });
});

describe('<crm-settings>: labels', () => {
  const stored = async () =>
    (await page.elsewhere().preferences.list({ where: { agentId: 'workspace', key: 'labels' } })).records[0]?.value;

  it('adds, colors, orders and deletes labels, each with a way back', async () => {
    // Fails when labels are not stored in their order, or undo leaves the former list.
    await open('labels');
    for (const name of ['Refund', 'Repair']) {
      await page.press('Add a label');
      await type(name);
      await press('Enter');
      await page.until(() => page.rows().includes(name), name);
    }
    await page.press('Edit Repair');
    (await page.control('Red', 'input')).focus();
    await press('Space');
    await press('Enter');
    await page.until(async () => JSON.stringify(await stored()) === '[{"name":"Refund"},{"name":"Repair","hue":"red"}]', 'the color');
    await page.press('Move Repair up');
    await page.until(() => page.rows().join() === 'Repair,Refund', 'the order');
    await page.press('Delete Refund');
    await page.until(() => page.rows().join() === 'Repair', 'deleted');
    await page.press('Undo');
    await page.until(() => page.rows().join() === 'Repair,Refund', 'back');
  });

  it('refuses a second label of the same name', async () => {
    // Fails when "refund" and "Refund" stand side by side.
    await open('labels');
    for (const name of ['Refund', 'refund']) {
      await page.press('Add a label');
      await type(name);
      await press('Enter');
    }
    await page.shows('There is one of that name already.');
    expect(await stored()).to.deep.equal([{ name: 'Refund' }]);
  });
});

describe('<crm-settings>: canned responses', () => {
  it('puts variables in where the cursor is, and shows how it reads', async () => {
    // Fails when a button appends instead of inserting, or the preview shows braces.
    await open('replies');
    await page.press('Add a response');
    await type('/open hours');
    await page.shows('In a reply: /open-hours');
    await page.write('Text', 'Hello , we open at 9.');
    const area = await page.control<HTMLTextAreaElement>('Text', 'textarea');
    area.setSelectionRange(6, 6);
    await page.press('First name');
    expect(area.value).to.equal('Hello {{contact.firstName}}, we open at 9.');
    await page.shows('Hello Ana, we open at 9.');
    (await page.control('Title', 'input')).focus();
    await type('Opening hours');
    await press('Enter');
    await page.until(() => page.rows().join() === 'Opening hours', 'the response');
    const { records } = await page.elsewhere().cannedResponses.list({ sort: [{ by: 'shortCode' }] });
    expect(records[0]).to.deep.include({
      shortCode: 'open-hours',
      title: 'Opening hours',
      text: 'Hello {{contact.firstName}}, we open at 9.',
      marks: [],
    });
  });

  it('says when a code is taken', async () => {
    // Fails when the unique code is refused without a word.
    await open('replies');
    await page.elsewhere().cannedResponses.create({ shortCode: 'hi', text: 'Hello' });
    await page.shows('/');
    await page.press('Add a response');
    await type('hi');
    await page.write('Text', 'Another');
    (await page.control('Short code', 'input')).focus();
    await press('Enter');
    await page.shows('There is one of that name already.');
  });
});

describe('<crm-settings>: chat', () => {
  const stored = async () => (await page.elsewhere().preferences.list({ where: { agentId: 'workspace', key: 'chat' } })).records[0]?.value;

  it('stores greeting, questions and hours as the chat takes them, and shows the code for a page', async () => {
    // Fails when a part has another shape than <crm-chat-widget> reads, or saving one part loses another.
    await open('chat');
    await page.write('Who is spoken with', 'Harbour Clinic');
    await page.write('First words', 'How can we help?');
    (await page.control('Heading', 'input')).focus();
    await press('Enter');
    await page.until(
      async () => JSON.stringify(await stored()) === '{"greeting":{"brand":"Harbour Clinic","text":"How can we help?"}}',
      'the greeting',
    );
    await page.press('Add a question');
    await page.choose('Ask for', 'Email');
    await page.tick('An answer is needed');
    await press('Enter');
    await page.until(() => page.rows().join() === 'Email', 'the question');
    await page.tick('Somebody answers at certain hours only');
    await page.choose('Time zone', 'Europe/Madrid');
    await page.press('Remove these hours of Friday');
    await page.write('Said while nobody is there', 'Back tomorrow.');
    await page.press('Save hours');
    await page.until(async () => JSON.stringify(await stored()).includes('Europe/Madrid'), 'the hours');
    expect(await stored()).to.deep.equal({
      greeting: { brand: 'Harbour Clinic', text: 'How can we help?' },
      prechatFields: [{ name: 'email', type: 'email', required: true }],
      hours: {
        timeZone: 'Europe/Madrid',
        weekly: [1, 2, 3, 4].map((day) => ({ day, from: '09:00', to: '17:00' })),
        away: 'Back tomorrow.',
      },
    });
    expect(page.query('.snippet')!.textContent).to.include('"brand": "Harbour Clinic"');
  });

  it('refuses hours that end before they begin', async () => {
    // Fails when the chat is told hours that it takes for none.
    await open('chat');
    await page.tick('Somebody answers at certain hours only');
    const field = await page.control<HTMLInputElement>('Monday, to', 'input');
    field.value = '08:00';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await page.press('Save hours');
    await page.shows('Hours begin before they end, and do not overlap.');
    expect(await stored()).to.equal(undefined);
  });

  it('lets no greeting out of the script that it stands in', async () => {
    // Fails when a greeting ends the script of the page it is copied to.
    await open('chat');
    await page.elsewhere().setPreference({ agentId: 'workspace', key: 'chat', value: { greeting: { brand: '</script><img src=x>' } } });
    await page.shows('</script><img src=x>');
    expect(page.query('.snippet')!.textContent).to.include('\\u003c/script>\\u003cimg src=x>');
  });
});
