import { expect } from 'chai';
import { sendKeys, sendMouse, resetMouse, setViewport } from '@web/test-runner-commands';
import { createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter, generateRecords } from '@crm-elements/data/testing';
import type { CrmDealMoveEvent } from '../events/deal-events.js';
import { deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import {
  announced,
  cardOf,
  centre,
  choose,
  clear,
  clientOver,
  columnOf,
  dealIn,
  fill,
  filledClient,
  focused,
  headOf,
  moveButton,
  namesIn,
  pause,
  rest,
  showBoard,
  until,
} from './board.test-helper.js';
import type { CrmPipelineBoard } from './pipeline-board.js';

async function drag(from: Element, to: [number, number], { drop = true, steps = 4 } = {}): Promise<void> {
  const start = centre(from);
  await sendMouse({ type: 'move', position: start });
  await sendMouse({ type: 'down' });
  for (let step = 1; step <= steps; step++) {
    await sendMouse({
      type: 'move',
      position: [Math.round(start[0] + ((to[0] - start[0]) * step) / steps), Math.round(start[1] + ((to[1] - start[1]) * step) / steps)],
    });
    await pause(20);
  }
  if (drop) await sendMouse({ type: 'up' });
}

/** Presses a key while others are down. */
async function chord(press: string, ...held: string[]): Promise<void> {
  for (const down of held) await sendKeys({ down });
  await sendKeys({ press });
  for (const up of held.toReversed()) await sendKeys({ up });
}

const dialogOf = (board: HTMLElement) => deepQueryAll<HTMLDialogElement>(board, 'dialog').find(({ open }) => open);
const toastOf = (board: HTMLElement) => deepQuery(board, '.toast');

async function openMenu(board: HTMLElement, dealId: string): Promise<void> {
  moveButton(board, dealId).click();
  await until(() => deepQueryAll(board, '[role=menuitem]').some((item) => item.checkVisibility()), 'the menu is open');
}

describe('<crm-pipeline-board>', () => {
  let client: CrmClient;
  let board: CrmPipelineBoard;

  before(() => setViewport({ width: 1_280, height: 800 }));
  beforeEach(async () => {
    client = await filledClient();
  });
  afterEach(async () => {
    clear();
    await resetMouse();
    await client.close();
  });

  describe('what it shows', () => {
    it('has a column for each stage in order, won and lost folded', async () => {
      // Fails when stages are sorted by name, or closed ones stand open.
      board = await showBoard(client);
      const columns = deepQueryAll(board, 'crm-board-column').map((column) => [
        (column as never as { column: { stage: { name: string } } }).column.stage.name,
        deepQuery(column, '.strip') !== undefined,
      ]);
      expect(columns).to.deep.equal([
        ['Lead', false],
        ['Offer', false],
        ['Terms', false],
        ['Gate', false],
        ['Won', true],
        ['Lost', true],
      ]);
    });

    it('heads each column with exact count, sums per currency and weighted sums', async () => {
      // Fails when sums are taken over currencies, a deal's own chance is ignored, or the rounding comes first.
      board = await showBoard(client);
      expect(headOf(board, 'lead')).to.equal('Lead 4 4 deals €1,500.50 $70 €150.05 + $14 weighted');
      expect(headOf(board, 'offer')).to.equal('Offer 2 2 deals €500 €250 weighted');
    });

    it('shows a deal with company, value, close date, next step, owner and tags', async () => {
      // Fails when a part of the card is left out.
      board = await showBoard(client);
      await until(
        () => deepQuery(cardOf(board, 'a'), '.avatar[data-letters=AD]') && visibleText(cardOf(board, 'a')).includes('Northwind'),
        'names',
      );
      const text = visibleText(cardOf(board, 'a'));
      for (const part of ['Alder', 'Northwind', '€1,000', 'Call them', 'oak', '+1']) expect(text).to.include(part);
      expect(cardOf(board, 'a').querySelector('.date.late'), 'late').not.to.equal(null);
      expect(cardOf(board, 'b').querySelector('.date.late')).to.equal(null);
    });

    it('marks a deal in which nothing happens, in words', async () => {
      // Fails when the stage's own days or the basis are not looked at.
      board = await showBoard(client);
      const badge = cardOf(board, 'c').querySelector('.idle')!;
      expect(badge.getAttribute('aria-label')).to.equal('Idle 30 days');
      expect(cardOf(board, 'a').querySelector('.idle')).to.equal(null);
    });

    it('shows deals of an unknown stage in a column of their own', async () => {
      // Fails when such deals vanish.
      await client.stages.remove('gate');
      await client.moveDeal({ dealId: 'b', toStageId: 'terms' });
      await client.stages.remove('terms');
      board = await showBoard(client);
      expect(headOf(board, 'terms')).to.include('Unmapped 1');
      expect(namesIn(board, 'terms')).to.deep.equal(['Birch']);
    });

    it('says how many are loaded where the store has no totals', async () => {
      // Fails when a number is shown that nobody knows.
      const adapter = createMemoryAdapter();
      const plain = clientOver(adapter);
      await fill(plain);
      Object.defineProperty(adapter, 'capabilities', { value: { ...adapter.capabilities, totals: 'none' } });
      board = await showBoard(plain);
      expect(headOf(board, 'lead')).to.equal('Lead 4 loaded');
    });

    it('renders few nodes of 10,000 deals', async function () {
      this.timeout(30_000);
      // Fails when columns are not windowed.
      const adapter = createMemoryAdapter();
      for (const ops of generateRecords({ seed: 3, counts: { deals: 10_000, agents: 5, companies: 50 }, batchSize: 5_000 }))
        await adapter.commit({ ops });
      const big = clientOver(adapter);
      board = await showBoard(big);
      const nodes = deepQueryAll(board, '*').length;
      const total = deepQueryAll(board, '.count').reduce(
        (sum, count) =>
          sum + Number(count.firstElementChild?.textContent?.split('/')[0]?.replace(/\D/g, '') ?? count.textContent.replace(/\D/g, '')),
        0,
      );
      expect(total).to.equal(10_000);
      expect(nodes).to.be.below(2_500);
    });

    it('loads what comes into sight in a long column, wherever one scrolls', async function () {
      this.timeout(30_000);
      // Fails when only the first part is ever read.
      const many = await filledClient(Array.from({ length: 400 }, (_, i) => ({ id: `d${i}`, name: `Deal ${i}`, stageId: 'lead' })));
      board = await showBoard(many);
      const scroller = deepQuery(columnOf(board, 'lead'), '.scroller')!;
      expect(scroller.scrollHeight).to.be.above(400 * 60);
      scroller.scrollTop = scroller.scrollHeight / 2;
      await until(() => namesIn(board, 'lead').filter((name) => /^Deal (1[5-9]\d|2[0-4]\d)$/.test(name)).length > 3, 'the middle is shown');
      scroller.scrollTop = scroller.scrollHeight;
      await until(() => namesIn(board, 'lead').includes('Deal 399'), 'the end is shown');
      await many.close();
    });
  });

  describe('moving', () => {
    it('moves by mouse to another column, before the card it is dropped on', async () => {
      // Fails when the drop goes to the end, or the store does not hear of it.
      board = await showBoard(client);
      const { left, top, width } = cardOf(board, 'f').getBoundingClientRect();
      await drag(cardOf(board, 'b').querySelector('.open')!, [Math.round(left + width / 2), Math.round(top + 6)]);
      await until(() => namesIn(board, 'offer').join() === 'Elm,Birch,Fir', 'between them');
      await until(async () => (await dealIn(client, 'b')).stageId === 'offer', 'stored');
      await announced(board, 'Birch moved from Lead, position 2 of 4, to Offer, position 2 of 3.');
      expect(headOf(board, 'lead')).to.equal('Lead 3 3 deals €1,000 $70 €100 + $14 weighted');
      expect(headOf(board, 'offer')).to.equal('Offer 3 3 deals €1,000.50 €500.25 weighted');
    });

    it('does not open the panel after a drag, nor move on a mere press', async () => {
      // Fails when the click at the end of a drag is taken for a press.
      board = await showBoard(client);
      await drag(cardOf(board, 'b').querySelector('.open')!, centre(cardOf(board, 'f')));
      await pause(100);
      expect(deepQuery(board, 'crm-deal-panel')).to.equal(undefined);
    });

    it('leaves the card where it is when Escape ends a drag, and says so', async () => {
      // Fails when Escape drops it.
      board = await showBoard(client);
      await drag(cardOf(board, 'b'), centre(cardOf(board, 'f')), { drop: false });
      expect(board.matches(':state(dragging)')).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await sendMouse({ type: 'up' });
      await announced(board, 'Move cancelled. Birch stays in Lead, position 2.');
      expect(namesIn(board, 'lead')).to.deep.equal(['Alder', 'Birch', 'Cedar', 'Dogwood']);
      expect(board.matches(':state(dragging)')).to.equal(false);
    });

    it('keeps the card under the pointer when others move it', async () => {
      // Fails when a change from elsewhere takes the card out of the column while it is dragged.
      board = await showBoard(client);
      const other = clientOver(client.adapter, 'ben');
      await drag(cardOf(board, 'b'), centre(cardOf(board, 'f')), { drop: false });
      const held = cardOf(board, 'b');
      await other.moveDeal({ dealId: 'b', toStageId: 'terms' });
      await pause(80);
      expect(held.isConnected, 'still there').to.equal(true);
      expect(namesIn(board, 'lead')).to.include('Birch');
      await sendKeys({ press: 'Escape' });
      await sendMouse({ type: 'up' });
      await until(() => namesIn(board, 'terms').includes('Birch'), 'where it was moved to, afterwards');
    });

    it('drops into a folded column', async () => {
      // Fails when folded columns are no targets.
      board = await showBoard(client);
      await drag(cardOf(board, 'e'), centre(columnOf(board, 'won')));
      await until(async () => (await dealIn(client, 'e')).status === 'won', 'won');
    });

    it('moves by the menu to a stage, and focus stays on the Move button of the deal', async () => {
      // Fails when focus is lost with the node that goes.
      board = await showBoard(client);
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await until(() => namesIn(board, 'offer').join() === 'Birch,Elm,Fir', 'on top');
      await until(() => focused() === moveButton(board, 'b'), 'focus on its Move button');
      await announced(board, 'Birch moved from Lead, position 2 of 4, to Offer, position 1 of 3.');
    });

    for (const [entry, order, said] of [
      ['Up', 'Birch,Alder,Cedar,Dogwood', 'Birch moved from Lead, position 2 of 4, to Lead, position 1 of 4.'],
      ['Down', 'Alder,Cedar,Birch,Dogwood', 'Birch moved from Lead, position 2 of 4, to Lead, position 3 of 4.'],
      ['To top', 'Birch,Alder,Cedar,Dogwood', 'Birch moved from Lead, position 2 of 4, to Lead, position 1 of 4.'],
      ['To bottom', 'Alder,Cedar,Dogwood,Birch', 'Birch moved from Lead, position 2 of 4, to Lead, position 4 of 4.'],
    ] as const) {
      it(`moves within a stage by the menu: ${entry}`, async () => {
        // Fails when the place is one off.
        board = await showBoard(client);
        await openMenu(board, 'b');
        await choose(board, entry);
        await until(() => namesIn(board, 'lead').join() === order, order);
        await announced(board, said);
        await until(() => focused() === moveButton(board, 'b'), 'focus');
      });
    }

    it('says when a deal is at the top already', async () => {
      // Fails when nothing is said, or something is written.
      board = await showBoard(client);
      const { version } = await dealIn(client, 'a');
      await openMenu(board, 'a');
      await choose(board, 'Up');
      await announced(board, 'Alder is already at the top of Lead.');
      expect((await dealIn(client, 'a')).version).to.equal(version);
    });

    it('moves to a position by number', async () => {
      // Fails when the number is counted with the deal itself, or another number than a place is taken.
      board = await showBoard(client);
      await openMenu(board, 'a');
      await choose(board, 'To position');
      await until(() => dialogOf(board), 'asked');
      await until(() => (focused() as HTMLInputElement).name === 'position', 'focus in the field');
      (focused() as HTMLInputElement).select();
      await sendKeys({ type: '9' });
      await sendKeys({ press: 'Enter' });
      await until(() => deepQuery(board, '.field-error')?.textContent === 'Write a number from 1 to 4.', 'refused');
      (focused() as HTMLInputElement).select();
      await sendKeys({ type: '3' });
      await sendKeys({ press: 'Enter' });
      await until(() => namesIn(board, 'lead').join() === 'Birch,Cedar,Alder,Dogwood', 'third');
      await announced(board, 'Alder moved from Lead, position 1 of 4, to Lead, position 3 of 4.');
    });

    it('is carried by the arrow keys and dropped by Enter', async () => {
      // Fails when keys do not move the target, or the drop is one off.
      board = await showBoard(client);
      cardOf(board, 'b').querySelector<HTMLElement>('.open')!.focus();
      await chord('Enter', 'Alt');
      await announced(board, 'Birch picked up in Lead, position 2 of 4.');
      await sendKeys({ press: 'ArrowRight' });
      await sendKeys({ press: 'ArrowDown' });
      await announced(board, 'Offer, position 3 of 3');
      await sendKeys({ press: 'Enter' });
      await until(() => namesIn(board, 'offer').join() === 'Elm,Fir,Birch', 'last');
      await until(() => focused() === cardOf(board, 'b').querySelector('.open'), 'focus on the deal');
      expect(deepQuery(board, 'crm-deal-panel')).to.equal(undefined);
    });

    it('is put back by Escape when carried by keys', async () => {
      // Fails when Escape leaves the mode open.
      board = await showBoard(client);
      cardOf(board, 'b').querySelector<HTMLElement>('.open')!.focus();
      await chord('Enter', 'Alt');
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Escape' });
      await announced(board, 'Move cancelled. Birch stays in Lead, position 2.');
      expect(namesIn(board, 'lead').join()).to.equal('Alder,Birch,Cedar,Dogwood');
    });

    it('tells what others move, once', async () => {
      // Fails when own moves are told as others', or others' not at all.
      board = await showBoard(client);
      const other = clientOver(client.adapter, 'ben');
      await other.moveDeal({ dealId: 'b', toStageId: 'offer' });
      await until(() => namesIn(board, 'offer').includes('Birch'), 'seen at once');
      await announced(board, 'Ben Okafor moved Birch to Offer');
      expect(board.announcements.length).to.equal(1);
    });
  });

  describe('rules', () => {
    it('asks for what a stage needs in place, then moves', async () => {
      // Fails when the move is refused without a way on, or the value is not written.
      board = await showBoard(client);
      await drag(cardOf(board, 'd'), centre(cardOf(board, 'f')));
      await until(() => dialogOf(board), 'asked');
      expect(namesIn(board, 'lead'), 'back while it is asked').to.include('Dogwood');
      await until(() => (focused() as HTMLInputElement)?.name === 'amount', 'focus in the field');
      await sendKeys({ press: 'Enter' });
      await until(() => deepQuery(board, '.field-error'), 'needed');
      await sendKeys({ type: '1,250.50' });
      await sendKeys({ press: 'Enter' });
      await until(async () => (await dealIn(client, 'd')).stageId === 'offer', 'moved');
      expect((await dealIn(client, 'd')).amount).to.deep.equal({ amount: 125_050, currency: 'EUR' });
      await until(() => headOf(board, 'offer').includes('€1,750.50'), 'in the sum');
    });

    it('stays where it was when the question is left, by the menu too', async () => {
      // Fails when a way to move goes past the gate.
      board = await showBoard(client);
      await openMenu(board, 'd');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await until(() => dialogOf(board), 'asked');
      await sendKeys({ press: 'Escape' });
      await announced(board, 'Move cancelled. Dogwood stays in Lead, position 4.');
      expect((await dealIn(client, 'd')).stageId).to.equal('lead');
      await until(() => focused() === moveButton(board, 'd'), 'focus is back');
    });

    it('refuses when a hard limit is full, and says why', async () => {
      // Fails when the limit only counts what is loaded, or the refusal is silent.
      await client.moveDeals([
        { dealId: 'a', toStageId: 'terms' },
        { dealId: 'b', toStageId: 'terms' },
      ]);
      board = await showBoard(client);
      await drag(cardOf(board, 'e'), centre(cardOf(board, 'b')));
      await announced(board, 'Could not move Elm. Terms holds 2 deals at most. It is back in Offer.');
      expect(toastOf(board)?.innerText).to.include('Terms holds 2 deals at most');
      expect(namesIn(board, 'offer')).to.include('Elm');
    });

    it('refuses a way that the stage does not allow', async () => {
      // Fails when allowedNext is looked at in the wrong direction.
      await client.moveDeal({ dealId: 'b', toStageId: 'gate' });
      board = await showBoard(client);
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Lead', 'At the top');
      await announced(board, 'Could not move Birch. Deals do not move from Gate to Lead. It is back in Gate.');
      await until(() => focused() === moveButton(board, 'b'), 'focus');
    });

    it('moves over a soft limit, and says so', async () => {
      // Fails when a soft limit refuses, or is not mentioned.
      await client.moveDeal({ dealId: 'b', toStageId: 'gate' });
      board = await showBoard(client);
      await openMenu(board, 'a');
      await choose(board, 'Move to stage', 'Gate', 'At the top');
      await announced(board, 'Gate now holds more than its 1 deals.');
      expect((await dealIn(client, 'a')).stageId).to.equal('gate');
    });

    it('asks why a deal was lost', async () => {
      // Fails when it is lost without a reason.
      board = await showBoard(client);
      await openMenu(board, 'e');
      await choose(board, 'Move to stage', 'Lost', 'At the top');
      await until(() => dialogOf(board), 'asked');
      deepQueryAll(board, 'button')
        .find((button) => button.textContent.trim() === 'No budget')!
        .click();
      await sendKeys({ press: 'Enter' });
      await until(async () => (await dealIn(client, 'e')).status === 'lost', 'lost');
      expect((await dealIn(client, 'e')).lostReason).to.equal('No budget');
    });

    it('rolls back, says so and offers to try again when the store fails', async () => {
      // Fails when the card stays where it is not, or the failure is silent.
      const adapter = createFaultyAdapter(client.adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before', error: 'INTERNAL' }] });
      const failing = clientOver(adapter);
      board = await showBoard(failing);
      const errors: string[] = [];
      board.addEventListener('crm-error', ({ detail }) => errors.push(detail.command));
      await drag(cardOf(board, 'b'), centre(cardOf(board, 'f')));
      await announced(board, 'Could not move Birch. Something unexpected happened');
      expect(errors).to.deep.equal(['deal-move']);
      await until(() => namesIn(board, 'lead').join() === 'Alder,Birch,Cedar,Dogwood', 'back');
      adapter.heal();
      deepQueryAll(board, '.toast-action')
        .find((button) => button.textContent.trim() === 'Try again')!
        .click();
      await until(() => namesIn(board, 'offer').includes('Birch'), 'moved at the second try');
    });
  });

  describe('the page', () => {
    it('may veto a move', async () => {
      // Fails when a vetoed move is written.
      board = await showBoard(client);
      board.addEventListener('crm-deal-move', (event) => event.preventDefault());
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await announced(board, 'Move cancelled. Birch stays in Lead, position 2.');
      expect((await dealIn(client, 'b')).stageId).to.equal('lead');
    });

    it('may move itself: shown at once, taken back with the reason when it fails', async () => {
      // Fails when the board waits, writes as well, or keeps what was refused.
      board = await showBoard(client);
      let fail: (error: Error) => void = () => undefined;
      board.addEventListener('crm-deal-move', (event: CrmDealMoveEvent) => event.respondWith(new Promise((_, reject) => (fail = reject))));
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await until(() => namesIn(board, 'offer')[0] === 'Birch', 'shown at once');
      expect((await dealIn(client, 'b')).stageId, 'not written here').to.equal('lead');
      fail(new Error('no'));
      await announced(board, /^Could not move Birch\./);
      await until(() => namesIn(board, 'lead').join() === 'Alder,Birch,Cedar,Dogwood', 'back');
    });

    it('may give its own deals: nothing is written, each move is told', async () => {
      // Fails when plain data needs a store, or a move is not shown until the page answers.
      const [deals, stages, pipeline] = await Promise.all([
        client.deals.list({ limit: 50 }),
        client.stages.list({ limit: 50 }),
        client.pipelines.get('sales'),
      ]);
      board = await showBoard(undefined, {
        deals: deals.records,
        stages: stages.records.sort((a, b) => a.order - b.order),
        pipeline: pipeline!,
      });
      expect(headOf(board, 'lead')).to.include('€1,500.50');
      const moves: string[] = [];
      board.addEventListener('crm-deal-moved', ({ detail }) => moves.push(`${detail.deal.id} ${detail.toStageId}`));
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await until(() => namesIn(board, 'offer')[0] === 'Birch', 'shown');
      expect(moves).to.deep.equal(['b offer']);
      board.deals = [...deals.records];
      await rest(board);
      expect(namesIn(board, 'lead').join(), 'what the page gives counts').to.equal('Alder,Birch,Cedar,Dogwood');
    });

    it('may open deals itself', async () => {
      // Fails when the panel opens all the same.
      board = await showBoard(client);
      const opened: string[] = [];
      board.addEventListener('crm-deal-open', (event) => {
        opened.push(event.detail.dealId);
        event.preventDefault();
      });
      cardOf(board, 'a').querySelector<HTMLElement>('.company')!.click();
      expect(opened).to.deep.equal(['a']);
      await pause(50);
      expect(deepQuery(board, 'crm-deal-panel')).to.equal(undefined);
    });

    it('gets real links by deal-href', async () => {
      // Fails when ids are put into addresses as they are.
      board = await showBoard(client, { dealHref: '/deals/{id}' });
      expect(cardOf(board, 'a').querySelector('a')?.getAttribute('href')).to.equal('/deals/a');
    });
  });

  describe('undo', () => {
    it('takes a move back by the button, and does it again', async () => {
      // Fails when the toast undoes something else, or totals do not follow.
      board = await showBoard(client);
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await until(() => namesIn(board, 'offer')[0] === 'Birch' && toastOf(board), 'moved');
      deepQuery(board, '.toast-action')!.click();
      await until(() => namesIn(board, 'lead').join() === 'Alder,Birch,Cedar,Dogwood', 'back');
      expect(headOf(board, 'lead')).to.include('€1,500.50');
      await announced(board, 'Undone.');
      deepQueryAll(board, '.toast-action')
        .find((button) => button.textContent.trim() === 'Redo')!
        .click();
      await until(() => namesIn(board, 'offer').includes('Birch'), 'again');
    });

    it('takes back by Ctrl+Z while focus is inside, not in a text field', async () => {
      // Fails when the keys are taken from the field, or not heard on a card.
      board = await showBoard(client);
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await until(() => focused() === moveButton(board, 'b'), 'focus');
      await until(() => !board.matches(':state(saving)'), 'stored');
      const search = deepQuery<HTMLInputElement>(board, 'input[type=search]')!;
      search.focus();
      await chord('z', 'Control');
      await pause(60);
      expect((await dealIn(client, 'b')).stageId).to.equal('offer');
      moveButton(board, 'b').focus();
      await chord('z', 'Control');
      await until(async () => (await dealIn(client, 'b')).stageId === 'lead', 'undone');
      await chord('Z', 'Control', 'Shift');
      await until(async () => (await dealIn(client, 'b')).stageId === 'offer', 'redone');
    });

    it('says what was not undone because somebody changed it since', async () => {
      // Fails when others' changes are overwritten, or silently left.
      board = await showBoard(client);
      await openMenu(board, 'b');
      await choose(board, 'Move to stage', 'Offer', 'At the top');
      await until(() => toastOf(board), 'moved');
      await clientOver(client.adapter, 'ben').moveDeal({ dealId: 'b', toStageId: 'terms' });
      deepQuery(board, '.toast-action')!.click();
      await announced(board, /changed since/);
      expect((await dealIn(client, 'b')).stageId).to.equal('terms');
    });
  });

  describe('adding, finding, switching', () => {
    it('adds deals one after the other', async () => {
      // Fails when the form closes, the value is misread or the deal lands elsewhere.
      board = await showBoard(client);
      deepQuery(columnOf(board, 'lead'), '.add')!.click();
      await until(() => (focused() as HTMLInputElement)?.name === 'name', 'focus in the name');
      await sendKeys({ press: 'Enter' });
      await until(() => deepQuery(board, '.field-error')?.textContent === 'Give the deal a name.', 'needed');
      await sendKeys({ type: 'Gum' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ type: '12.5' });
      await sendKeys({ press: 'Enter' });
      await until(() => namesIn(board, 'lead')[0] === 'Gum', 'on top');
      await until(
        () => (focused() as HTMLInputElement)?.name === 'name' && (focused() as HTMLInputElement).value === '',
        'ready for the next',
      );
      const made = (await client.deals.list({ where: { stageId: 'lead' }, sort: [{ by: 'rank' }] })).records[0]!;
      expect(made.amount).to.deep.equal({ amount: 1_250, currency: 'EUR' });
      expect(made.ownerId).to.equal('ana');
      await sendKeys({ press: 'Escape' });
      await until(() => !deepQuery(board, '.quick'), 'closed');
      await until(() => focused()?.classList.contains('add'), 'focus on the button');
    });

    it('finds by words, and says how many', async () => {
      // Fails when the columns keep showing all.
      board = await showBoard(client);
      deepQuery<HTMLInputElement>(board, 'input[type=search]')!.focus();
      await sendKeys({ type: 'al' });
      await until(() => deepQuery(board, '.found')?.innerText.includes('1 deal found'), 'found');
      expect(namesIn(board, 'lead')).to.deep.equal(['Alder']);
      await announced(board, '1 deal found');
      deepQuery(board, '.found button')!.click();
      await until(() => namesIn(board, 'lead').length === 4, 'all again');
    });

    for (const [what, filter, names] of [
      ['owner', { ownerId: 'ana' }, 'Alder|Elm'],
      ['nobody', { ownerId: null }, 'Cedar,Dogwood|Fir'],
      ['tag', { tag: 'oak' }, 'Alder|'],
      ['late', { late: true }, 'Alder|'],
      ['rotting', { rotting: true }, 'Cedar|'],
      ['words and owner', { text: 'e', ownerId: 'ana' }, '|Elm'],
    ] as const) {
      it(`filters by ${what}`, async () => {
        // Fails when the condition is not met by the index chosen for it, or not looked at.
        board = await showBoard(client, { filter });
        await until(() => `${namesIn(board, 'lead').join()}|${namesIn(board, 'offer').join()}` === names, names).catch(() => {
          throw new Error(`${namesIn(board, 'lead').join()}|${namesIn(board, 'offer').join()}`);
        });
      });
    }

    it('follows changes while it filters', async () => {
      // Fails when what was found is never looked for again.
      board = await showBoard(client, { filter: { ownerId: 'ana' } });
      await until(() => namesIn(board, 'lead').join() === 'Alder', 'filtered');
      await clientOver(client.adapter).moveDeal({ dealId: 'a', toStageId: 'offer' });
      await until(() => namesIn(board, 'offer').length === 2 && namesIn(board, 'lead').length === 0, 'moved');
      await client.deals.update('e', { ownerId: 'ben' });
      await until(() => namesIn(board, 'offer').join() === 'Alder', 'gone');
    });

    it('counts and sums all that a filter without an index finds, and loads what is in sight', async () => {
      // Fails when a head counts what is loaded, or the filter of a custom field is not looked at.
      const money = { amount: 100, currency: 'EUR' };
      await client.createDeals(
        Array.from({ length: 80 }, (_, i) => ({ name: `Large ${i}`, stageId: 'lead', amount: money, custom: { size: 'L' } })),
      );
      board = await showBoard(client, { filter: { where: [{ field: 'custom.size', is: 'L' }] } });
      await until(() => deepQuery(board, '.found')?.innerText.includes('80 deals found'), 'found');
      const lead = columnOf(board, 'lead');
      await until(() => deepQuery(lead, '.count')?.innerText.includes('80'), 'counted');
      expect(deepQuery(lead, '.sum')!.textContent).to.include('80');
      expect(lead.column.loaded.deals.length).to.equal(60);
    });

    it('switches between pipelines', async () => {
      // Fails when the old deals stay.
      await client.createPipeline({ id: 'other', name: 'Repairs', currency: 'CHF', order: 1, stages: [{ id: 'bench', name: 'Bench' }] });
      board = await showBoard(client);
      deepQuery(board, '.switch')!.click();
      await until(() => deepQueryAll(board, '[role^=menuitem]').length > 1, 'menu');
      deepQueryAll(board, '[role^=menuitem]')
        .find((item) => item.textContent.includes('Repairs'))!
        .click();
      await until(() => deepQueryAll(board, 'crm-board-column').length === 1, 'its stages');
      expect(deepQuery(board, '[role=heading]')!.textContent).to.include('Repairs');
    });

    it('folds and unfolds a column, and focus stays on its button', async () => {
      // Fails when focus is lost, or the column's deals are not read.
      await client.moveDeal({ dealId: 'e', toStageId: 'won' });
      board = await showBoard(client);
      deepQuery(columnOf(board, 'won'), '.strip')!.click();
      await until(() => namesIn(board, 'won').join() === 'Elm', 'unfolded');
      await until(() => focused()?.classList.contains('collapse'), 'focus');
      await sendKeys({ press: 'Enter' });
      await until(() => deepQuery(columnOf(board, 'won'), '.strip'), 'folded');
      expect(focused()?.classList.contains('strip')).to.equal(true);
    });
  });

  describe('states', () => {
    it('starts with a sales pipeline, once for two windows, and takes it back', async () => {
      // Fails when two presses make two, or it cannot be taken back.
      const adapter = createMemoryAdapter();
      const empty = clientOver(adapter);
      board = await showBoard(empty);
      const other = await showBoard(clientOver(adapter));
      expect(board.matches(':state(empty)')).to.equal(true);
      for (const one of [board, other])
        deepQueryAll(one, 'button')
          .find((button) => button.textContent.trim() === 'Start with a sales pipeline')!
          .click();
      await until(() => board.matches(':state(ready)') && other.matches(':state(ready)'), 'ready');
      await rest(board);
      expect((await empty.pipelines.list()).records.length).to.equal(1);
      expect(deepQueryAll(board, 'crm-board-column').length).to.equal(6);
      const undo = deepQuery(board, '.toast-action') ?? deepQuery(other, '.toast-action')!;
      undo.click();
      await until(() => board.matches(':state(empty)'), 'taken back');
      await empty.close();
    });

    it('shows an error with a way on', async () => {
      // Fails when a failing read leaves the skeleton, or retry does nothing.
      const adapter = createFaultyAdapter(client.adapter, {
        seed: 1,
        rules: [{ on: ['query', 'watch', 'totals'], fault: 'fail-before', error: 'UNAVAILABLE' }],
      });
      board = await showBoard(clientOver(adapter));
      expect(board.matches(':state(error)')).to.equal(true);
      adapter.heal();
      deepQuery(board, '[part~=error] button')!.click();
      await until(() => board.matches(':state(ready)'), 'ready');
    });

    it('says when there is no such pipeline', async () => {
      // Fails when another pipeline is shown instead.
      board = await showBoard(client, { pipelineId: 'nowhere' });
      expect(visibleText(board)).to.include('This pipeline is not there');
    });

    it('shows one stage at a time where it is narrow', async () => {
      // Fails when columns are squeezed, or the tabs lack keys.
      board = await showBoard(client, {}, 360);
      await until(() => deepQueryAll(board, '[role=tab]').length === 6, 'tabs');
      expect(deepQueryAll(board, 'crm-board-column').length).to.equal(1);
      deepQuery(board, '[role=tab][aria-selected=true]')!.focus();
      await sendKeys({ press: 'ArrowRight' });
      await until(() => namesIn(board, 'offer').join() === 'Elm,Fir', 'the next stage');
      expect(focused()?.getAttribute('aria-selected')).to.equal('true');
      await openMenu(board, 'e');
      await choose(board, 'Move to stage', 'Lead', 'At the top');
      await until(() => columnOf(board, 'lead') && focused() === moveButton(board, 'e'), 'it goes along with the deal');
    });

    it('shows what people wrote as text', async () => {
      // Fails when a name becomes markup.
      const hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>{{7*7}}\u202Egnp.exe';
      const own = await filledClient([{ id: 'h', name: hostile, stageId: 'lead', tags: [hostile], nextStep: hostile }]);
      await own.stages.update('offer', { name: hostile });
      board = await showBoard(own);
      expect(cardOf(board, 'h').querySelector('.open')!.textContent).to.equal(hostile);
      board.openDeal('h');
      await until(() => deepQuery(board, '.panel-title')?.textContent!.trim() === hostile, 'in the panel');
      expect(deepQueryAll(board, 'img, script').length).to.equal(0);
      expect('hit' in window).to.equal(false);
      await own.close();
    });
  });
});
