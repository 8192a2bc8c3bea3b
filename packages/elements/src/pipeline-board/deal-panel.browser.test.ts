import { expect } from 'chai';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { money } from '@crm-elements/schema';
import { deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import {
  announced,
  cardOf,
  clear,
  clientOver,
  dealIn,
  filledClient,
  focused,
  headOf,
  pause,
  showBoard,
  until,
} from './board.test-helper.js';
import type { CrmDealPanel } from './deal-panel.js';

const places: HTMLElement[] = [];

async function showPanel(client: CrmClient | undefined, given: Partial<CrmDealPanel> = {}): Promise<CrmDealPanel> {
  const place = document.createElement('div');
  place.style.inlineSize = '420px';
  document.body.append(place);
  places.push(place);
  const panel = Object.assign(document.createElement('crm-deal-panel'), { client, dealId: 'a', ...given });
  place.append(panel);
  await until(() => panel.matches(':state(ready), :state(empty), :state(error)'), 'shown');
  await pause(40);
  return panel;
}

const startOf = (panel: HTMLElement, field: string) => deepQuery(panel, `[data-start="${field}"]`)!;

async function edit(panel: HTMLElement, field: string): Promise<void> {
  startOf(panel, field).focus();
  await sendKeys({ press: 'Enter' });
  await until(() => deepQuery(panel, `form[data-edit="${field}"]`), `the editor of ${field}`);
  await until(() => focused()?.closest('form') ?? focused()?.getRootNode() !== panel.shadowRoot, 'focus in it');
  await pause(20);
}

describe('<crm-deal-panel>', () => {
  let client: CrmClient;
  let panel: CrmDealPanel;

  before(() => setViewport({ width: 1_280, height: 800 }));
  beforeEach(async () => {
    client = await filledClient();
  });
  afterEach(async () => {
    clear();
    for (const place of places.splice(0)) place.remove();
    await client.close();
  });

  it('shows what is known of a deal', async () => {
    // Fails when a field, a name it points to or its history is left out.
    await client.deals.update('a', { contactIds: ['zoe'], probabilityOverride: 3_350 });
    panel = await showPanel(client);
    await until(() => visibleText(panel).includes('Zoe Quist'), 'people');
    for (const part of ['Alder', 'Lead', '€1,000', 'Late', 'Ana Díaz', 'Northwind', 'Call them', 'oak', 'big', '33.5%', 'here for'])
      expect(visibleText(panel)).to.include(part);
  });

  it('changes a field by keys alone: Enter saves, and focus returns to where it was', async () => {
    // Fails when Enter does nothing, the value is misread, or focus is lost.
    panel = await showPanel(client);
    await edit(panel, 'nextStep');
    await sendKeys({ type: 'Send the plan' });
    await sendKeys({ press: 'Enter' });
    await until(async () => (await dealIn(client, 'a')).nextStep === 'Send the plan', 'saved');
    await until(() => focused() === startOf(panel, 'nextStep'), 'focus');
    await announced(panel, 'Next step saved.');
  });

  it('gives up by Escape', async () => {
    // Fails when Escape saves, or closes the panel instead of the field.
    panel = await showPanel(client, { closable: true });
    let dismissed = 0;
    panel.addEventListener('crm-deal-dismiss', () => dismissed++);
    await edit(panel, 'nextStep');
    await sendKeys({ type: 'something else' });
    await sendKeys({ press: 'Escape' });
    await until(() => focused() === startOf(panel, 'nextStep'), 'focus');
    expect((await dealIn(client, 'a')).nextStep).to.equal('Call them');
    expect(dismissed).to.equal(0);
    await sendKeys({ press: 'Escape' });
    expect(dismissed, 'the second one closes').to.equal(1);
  });

  it('says what is wrong with a value, and keeps what was typed', async () => {
    // Fails when a wrong value is written, dropped, or the field does not name its error.
    panel = await showPanel(client);
    await edit(panel, 'amount');
    const field = focused() as HTMLInputElement;
    field.select();
    await sendKeys({ type: 'a lot' });
    await sendKeys({ press: 'Enter' });
    await until(() => deepQuery(panel, '#edit-error')?.textContent === 'Write the value in digits, such as 1250.', 'told');
    expect(field.value).to.equal('a lot');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(field.getAttribute('aria-describedby')).to.equal('edit-error');
    field.select();
    await sendKeys({ type: '2,000.5' });
    await sendKeys({ press: 'Enter' });
    await until(async () => (await dealIn(client, 'a')).amount?.amount === 200_050, 'saved');
  });

  it('keeps the field open with the reason when the store fails', async () => {
    // Fails when what was typed is gone.
    const adapter = createFaultyAdapter(client.adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before', error: 'QUOTA' }] });
    panel = await showPanel(clientOver(adapter));
    await edit(panel, 'nextStep');
    await sendKeys({ type: 'kept' });
    await sendKeys({ press: 'Enter' });
    await announced(panel, 'Next step not saved. The storage of this browser is full.');
    expect(deepQuery<HTMLInputElement>(panel, '[name=nextStep]')?.value).to.equal('kept');
  });

  it('takes a choice, a date and tags', async () => {
    // Fails when one kind of field is not read.
    panel = await showPanel(client);
    await edit(panel, 'ownerId');
    (focused() as HTMLSelectElement).value = 'ben';
    deepQuery<HTMLButtonElement>(panel, 'form[data-edit] [type=submit]')!.click();
    await until(async () => (await dealIn(client, 'a')).ownerId === 'ben', 'owner');
    await until(() => !deepQuery(panel, 'form[data-edit]'), 'closed');
    await edit(panel, 'expectedCloseDate');
    (focused() as HTMLInputElement).value = '2030-02-03';
    await sendKeys({ press: 'Enter' });
    await until(async () => (await dealIn(client, 'a')).expectedCloseDate === '2030-02-03', 'date');
    await until(() => !deepQuery(panel, 'form[data-edit]'), 'closed');
    await edit(panel, 'tags');
    await sendKeys({ type: 'new' });
    deepQuery<HTMLButtonElement>(panel, 'form[data-edit] [type=submit]')!.click();
    await until(async () => (await dealIn(client, 'a')).tags.join() === 'oak,big,new', 'what is typed but not added counts');
  });

  it('finds people by words', async () => {
    // Fails when the list is not offered, or what is picked is not written.
    panel = await showPanel(client);
    await edit(panel, 'contactIds');
    await sendKeys({ type: 'zo' });
    await until(() => deepQuery(panel, '[role=option]')?.textContent!.includes('Zoe'), 'found');
    await sendKeys({ press: 'Enter' });
    deepQuery<HTMLButtonElement>(panel, 'form[data-edit] [type=submit]')!.click();
    await until(async () => (await dealIn(client, 'a')).contactIds.join() === 'zoe', 'saved');
  });

  it('marks a deal as won, with a way back', async () => {
    // Fails when the status is written past the stage.
    panel = await showPanel(client);
    deepQueryAll(panel, 'button')
      .find((button) => button.textContent.trim() === 'Mark as won')!
      .click();
    await until(async () => (await dealIn(client, 'a')).status === 'won', 'won');
    await until(() => visibleText(panel).includes('Won on'), 'said');
    deepQuery(panel, '.toast-action')!.click();
    await until(async () => (await dealIn(client, 'a')).status === 'open', 'undone');
  });

  it('asks for the reason when a deal is lost, and leaves the choice as it was when there is none', async () => {
    // Fails when the choice shows a stage in which the deal is not.
    panel = await showPanel(client);
    deepQueryAll(panel, 'button')
      .find((button) => button.textContent.trim() === 'Mark as lost')!
      .click();
    await until(() => deepQueryAll<HTMLDialogElement>(panel, 'dialog').some(({ open }) => open), 'asked');
    await sendKeys({ press: 'Escape' });
    await announced(panel, 'Move cancelled. Alder stays in Lead.');
    expect(deepQuery<HTMLSelectElement>(panel, '.stage-select select')!.value).to.equal('lead');
  });

  it('writes a note, and keeps it when the store fails', async () => {
    // Fails when the text is cleared before it is stored.
    const adapter = createFaultyAdapter(client.adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before', error: 'INTERNAL' }] });
    panel = await showPanel(clientOver(adapter));
    const text = deepQuery<HTMLTextAreaElement>(panel, '.note-text')!;
    text.focus();
    await sendKeys({ type: 'They called back' });
    deepQuery<HTMLButtonElement>(panel, '.note-form button')!.click();
    await announced(panel, /^Note not added/);
    expect(text.value).to.equal('They called back');
    adapter.heal();
    deepQuery(panel, '.toast-action')!.click();
    await until(() => deepQuery(panel, '.entry-text')?.textContent!.includes('They called back'), 'shown');
    expect(text.value).to.equal('');
  });

  it('shows the stages that a deal went through, and how long it stayed', async () => {
    // Fails when the durations are those of the next stage.
    await client.moveDeal({ dealId: 'a', toStageId: 'offer' });
    panel = await showPanel(client);
    const stages = deepQueryAll(panel, '.history-entry').map((entry) => entry.innerText.replace(/\s+/g, ' ').trim());
    expect(stages.length).to.equal(2);
    expect(stages[0]).to.match(/^Offer .* here for a moment$/);
    expect(stages[1]).to.match(/^Lead .* a moment$/);
  });

  it('shows a deal of the page, and leaves writing to it', async () => {
    // Fails when plain data needs a store.
    const deal = await dealIn(client, 'a');
    const stages = (await client.stages.list({ where: { pipelineId: 'sales' }, sort: [{ by: 'order' }] })).records;
    panel = await showPanel(undefined, { dealId: undefined, deal, stages });
    const changes: unknown[] = [];
    panel.addEventListener('crm-deal-update', (event) => {
      changes.push(event.detail.changes);
      event.respondWith(Promise.resolve());
    });
    await edit(panel, 'amount');
    (focused() as HTMLInputElement).select();
    await sendKeys({ type: '5' });
    await sendKeys({ press: 'Enter' });
    await until(() => changes.length > 0, 'told');
    expect(changes).to.deep.equal([{ amount: money(500, 'EUR') }]);
  });

  it('opens beside the board by a press and by Enter, and gives focus back', async () => {
    // Fails when the panel is not reached by keys, or focus is lost on closing.
    const board = await showBoard(client);
    cardOf(board, 'b').querySelector<HTMLElement>('.open')!.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.classList.contains('panel-title') && focused()!.textContent.trim() === 'Birch', 'focus in the panel');
    cardOf(board, 'a').querySelector<HTMLElement>('.facts')!.click();
    await until(() => focused()?.textContent!.trim() === 'Alder', 'another deal');
    expect(cardOf(board, 'a').classList.contains('current')).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until(() => !deepQuery(board, 'crm-deal-panel'), 'closed');
    await until(() => focused() === cardOf(board, 'a').querySelector('.open'), 'focus on the card');
  });

  it('and the board show each other’s changes', async () => {
    // Fails when the board keeps an old copy of the deal.
    const board = await showBoard(client);
    board.openDeal('b');
    await until(() => deepQuery(board, '[data-start=amount]'), 'panel');
    await edit(board, 'amount');
    (focused() as HTMLInputElement).select();
    await sendKeys({ type: '9' });
    await sendKeys({ press: 'Enter' });
    await until(() => cardOf(board, 'b').querySelector('.value')!.textContent.trim() === '€9', 'on the card');
    await until(() => headOf(board, 'lead').includes('€1,009'), 'in the sum');
  });
});
