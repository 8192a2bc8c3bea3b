import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { money } from '@crm-elements/schema';
import { deepQuery } from '../../internal/testing/texts.test-helper.js';
import { clientOver, until } from '../board.test-helper.js';
import type { CrmPipelineSummary } from './pipeline-summary.js';
import { exact, fillSummary, plainSummary, rowsOf, tilesOf } from './summary.test-helper.js';

const elements: HTMLElement[] = [];

function show(given: Partial<CrmPipelineSummary>, width = 1_000): CrmPipelineSummary {
  const element = Object.assign(document.createElement('crm-pipeline-summary'), given);
  element.style.inlineSize = `${width}px`;
  document.body.append(element);
  elements.push(element);
  return element;
}

async function store(wrap: (adapter: DataAdapter) => DataAdapter = (adapter) => adapter): Promise<CrmClient> {
  const adapter = createMemoryAdapter();
  await fillSummary(clientOver(adapter));
  return clientOver(wrap(adapter));
}

/** The same store, but it keeps no totals, and refuses to tell any. */
const withoutTotals = (adapter: DataAdapter): DataAdapter =>
  Object.defineProperty(adapter, 'capabilities', { value: { ...adapter.capabilities, totals: 'none' } });

const tiles = {
  'Open deals': '6 | €2,000.50 $70 | €400.05 + $14 weighted | 1 open deal has no value',
  Won: '4 | €1,500 $50 | 1 won deal has no value',
  Lost: '2',
  'Win rate': '66.67% | 4 of 6 closed deals',
  'Mean time to win':
    '30.00 days | From beginning to close, over 3 won deals | 1 won deal is left out: it is not known when it began or closed',
};
const stages = [
  'Lead | 4 33.3% | €1,500.50 $70 1 has no value',
  'Offer | 2 16.7% | €500',
  'Terms | 0 0.0% | –',
  'Gate | 0 0.0% | –',
  'Won | 4 33.3% | €1,500 $50 1 has no value',
  'Lost | 2 16.7% | 2 have no value',
];

describe('<crm-pipeline-summary>', () => {
  before(() => setViewport({ width: 1_280, height: 800 }));
  afterEach(() => {
    for (const element of elements.splice(0)) element.remove();
  });

  it('says of a store how many deals are open, won and lost, what they come to, and how long it takes to win one', async () => {
    // Fails when currencies are mixed, a value that is not known is 0, or a deal without a beginning is in the mean.
    const summary = show({ client: await store() });
    await exact(summary);
    expect(tilesOf(summary)).to.deep.equal(tiles);
    expect(rowsOf(summary, 'stages')).to.deep.equal(stages.map((row) => `${row} | –`));
  });

  it('says the same of deals that the page gives, but not how long they stay', async () => {
    // Fails when plain data is counted in another way, or a time is made up.
    const summary = show(await plainSummary(await store()));
    await exact(summary);
    expect(tilesOf(summary)).to.deep.equal(tiles);
    expect(rowsOf(summary, 'stages')).to.deep.equal(stages);
  });

  it('says the same of a store that keeps no totals', async () => {
    // Fails when a store with less shows nothing, or something else.
    const summary = show({ client: await store(withoutTotals) });
    await exact(summary);
    expect(tilesOf(summary)).to.deep.equal(tiles);
    expect(rowsOf(summary, 'stages')).to.deep.equal(stages.map((row) => `${row} | –`));
  });

  it('shows what was won in each month, in each currency', async () => {
    // Fails when a month is that of another time zone, or an amount is drawn in the wrong currency.
    const summary = show({ client: await store() });
    await exact(summary);
    const rows = rowsOf(summary, 'months');
    expect(rows).to.have.length(12);
    expect(rows.filter((row) => !row.includes('| 0 |'))).to.deep.equal(['Mar 2026 | 2 | €1,000 $50', 'Apr 2026 | 2 | €500 1 has no value']);
    const bars = [...deepQuery(summary, 'table[aria-labelledby=months]')!.querySelectorAll<HTMLElement>('.bar')];
    expect(bars.map((bar) => bar.style.inlineSize)).to.deep.equal(['100%', '50%']);
  });

  it('stays current: a move changes the win rate, the stages and their times', async () => {
    // Fails when a figure is read once.
    const client = await store();
    const summary = show({ client });
    await exact(summary);
    await client.moveDeal({ dealId: 'b', toStageId: 'won' });
    await until(() => tilesOf(summary)['Win rate']!.startsWith('71.43%'), 'the win rate');
    await until(() => tilesOf(summary)['Mean time to win']!.includes('over 4 won deals'), 'the time to win');
    await until(() => /Lead \| 3 25.0% \| .*\d minutes$/.test(rowsOf(summary, 'stages')[0]!), 'the time in the stage');
    await client.deals.remove('w1');
    await until(() => tilesOf(summary)['Won']!.startsWith('4 | €1,000.50 $50'), 'a deal less');
  });

  it('shows what totals tell while the deals are still being looked at', async () => {
    // Fails when the first figures wait for all deals, or a figure is shown before it is exact.
    const slow = (adapter: DataAdapter) => createFaultyAdapter(adapter, { seed: 1, rules: [{ on: 'query', fault: 'delay', ms: 600 }] });
    const summary = show({ client: await store(slow) });
    await until(() => summary.matches(':state(ready)'), 'the first figures');
    expect(tilesOf(summary)).to.deep.include({ Won: tiles.Won, 'Win rate': tiles['Win rate'], 'Mean time to win': 'Counting…' });
    expect(summary.matches(':state(counting)')).to.equal(true);
    await exact(summary);
    expect(tilesOf(summary)).to.deep.equal(tiles);
  });

  it('follows the pipeline that it is told', async () => {
    // Fails when figures of the last pipeline stay.
    const client = await store();
    await client.createPipeline({ id: 'mending', name: 'Mending', currency: 'EUR', stages: [{ id: 'in', name: 'In' }] });
    await client.createDeal({ name: 'Chair', stageId: 'in', amount: money(9_900, 'EUR') });
    const summary = show({ client });
    await exact(summary);
    summary.pipelineId = 'mending';
    await until(() => tilesOf(summary)['Open deals']?.startsWith('1 | €99'), 'the other pipeline');
    await exact(summary);
    expect(deepQuery(summary, '#title')!.innerText).to.equal('Mending at a glance');
    expect(tilesOf(summary)).to.include({
      Won: '0',
      'Win rate': '– | No deal is closed yet',
      'Mean time to win': '– | No deal is won yet',
    });
    expect(rowsOf(summary, 'months')).to.deep.equal([]);
  });

  it('does not lose deals whose stage is gone', async () => {
    // Fails when a stage that there is not leaves its deals out of the rows.
    const client = await store();
    const summary = show({ client });
    await exact(summary);
    await client.stages.remove('offer');
    await until(() => rowsOf(summary, 'stages').at(-1)!.startsWith('Unmapped | 2 16.7% | €500'), 'the row');
  });

  it('tells what a table reader needs: a heading for each table, of the level below its own, and a scope for each head', async () => {
    // Fails when a chart is a picture only.
    const summary = show({ client: await store(), headingLevel: 3 });
    await exact(summary);
    const named = (selector: string) => [...summary.renderRoot.querySelectorAll<HTMLElement>(selector)];
    expect(named('h3, h4').map((each) => `${each.localName} ${each.innerText}`)).to.deep.equal([
      'h3 Sales at a glance',
      'h4 Deals by stage',
      'h4 Won by month',
    ]);
    expect(
      named('table').map((table) => summary.renderRoot.querySelector(`#${table.getAttribute('aria-labelledby')}`)?.localName),
    ).to.deep.equal(['h4', 'h4']);
    expect(named('th:not([scope])')).to.have.length(0);
    expect(named('.track:not([aria-hidden=true])')).to.have.length(0);
  });

  it('is read in the language around it', async () => {
    // Fails when numbers, months or the unit of a time stay English.
    const place = document.createElement('div');
    place.lang = 'de';
    document.body.append(place);
    elements.push(place);
    const summary = show({ client: await store() });
    place.append(summary);
    await exact(summary);
    await until(() => tilesOf(summary)['Erfolgsquote'], 'German');
    expect(tilesOf(summary)['Erfolgsquote']).to.match(/^66,67\s%/);
    expect(tilesOf(summary)['Mittlere Zeit bis zum Gewinn']).to.match(/^30,00 Tage/);
    expect(rowsOf(summary, 'months').some((row) => row.startsWith('März 2026') || row.startsWith('Mär'))).to.equal(true);
  });
});
