import { setViewport } from '@web/test-runner-commands';
import { createMemoryAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { runDataSuite, runElementSuite, seen } from '../internal/testing/element-suite.test-helper.js';
import { deepQuery, deepQueryAll } from '../internal/testing/texts.test-helper.js';
import { clientOver, fill, filledClient, moveButton, pause, until } from './board.test-helper.js';
import type { CrmPipelineBoard } from './pipeline-board.js';

/** Money, and the currencies to choose from. */
const isData = (text: string) => /^[A-Z]{3}$|^https?:/.test(text) || /^[\p{Sc}\d.,\s+A-Z]+$/u.test(text);

const failing = async () => {
  const client = await filledClient();
  return clientOver(
    createFaultyAdapter(client.adapter, {
      seed: 1,
      rules: [{ on: ['query', 'watch', 'totals', 'get'], fault: 'fail-before', error: 'UNAVAILABLE' }],
    }),
  );
};
const never = async () => {
  const client = await filledClient();
  return clientOver(createFaultyAdapter(client.adapter, { seed: 1, rules: [{ on: ['query', 'watch', 'totals', 'get'], fault: 'hang' }] }));
};

const make = <E extends HTMLElement>(tag: string, given: Partial<E>): E => Object.assign(document.createElement(tag) as E, given);

before(() => setViewport({ width: 1_280, height: 800 }));

const boardOver = async (given: Partial<CrmPipelineBoard> = {}) =>
  make<CrmPipelineBoard>('crm-pipeline-board', { client: await filledClient(), ...given });

runElementSuite<CrmPipelineBoard>({
  tag: 'crm-pipeline-board',
  create: () => boardOver(),
  shows: 'Cedar',
  isData,
  states: {
    empty: { create: () => make<CrmPipelineBoard>('crm-pipeline-board', { client: clientOver(createMemoryAdapter()) }) },
    error: { create: async () => make<CrmPipelineBoard>('crm-pipeline-board', { client: await failing() }) },
    missing: { create: () => boardOver({ pipelineId: 'nowhere' }) },
    filtered: { create: () => boardOver({ filter: { text: 'al' } }), ready: (board) => until(() => deepQuery(board, '.found'), 'found') },
    'the panel': {
      create: () => boardOver(),
      ready: async (board) => {
        await seen(board, 'Cedar');
        board.openDeal('a');
        await until(() => deepQuery(board, '.panel-title'), 'panel');
      },
    },
    adding: {
      create: () => boardOver(),
      ready: async (board) => {
        await seen(board, 'Cedar');
        deepQuery(board, '.add')!.click();
        await until(() => deepQuery(board, '.quick'), 'form');
      },
    },
    'the menu': {
      create: () => boardOver(),
      ready: async (board) => {
        await seen(board, 'Cedar');
        moveButton(board, 'a').click();
        await until(() => deepQuery(board, '[role=menuitem]'), 'menu');
        await pause(50);
      },
    },
    'a question': {
      create: () => boardOver(),
      ready: async (board) => {
        await seen(board, 'Cedar');
        moveButton(board, 'd').click();
        await until(() => deepQuery(board, '[data-id="stages"]'), 'menu');
        deepQuery(board, '[data-id="stages"]')!.click();
        await until(() => deepQuery(board, '[data-id="stage:offer"]'), 'stages');
        deepQuery(board, '[data-id="stage:offer"]')!.click();
        await until(() => deepQuery(board, '[data-id="top:offer"]'), 'places');
        deepQuery(board, '[data-id="top:offer"]')!.click();
        await until(() => deepQueryAll<HTMLDialogElement>(board, 'dialog').some(({ open }) => open), 'question');
      },
    },
    narrow: {
      create: async () => {
        const board = await boardOver();
        board.style.inlineSize = '360px';
        return board;
      },
      ready: (board) => until(() => deepQuery(board, '[role=tab]'), 'tabs'),
    },
    loading: { create: async () => make<CrmPipelineBoard>('crm-pipeline-board', { client: await never() }), ready: () => pause(50) },
  },
});

runDataSuite<CrmPipelineBoard>({
  tag: 'crm-pipeline-board',
  fill,
  create: (client) => make<CrmPipelineBoard>('crm-pipeline-board', { client }),
  shows: 'Cedar',
  change: (client) => client.deals.update('c', { name: 'Chestnut' }),
  showsThen: 'Chestnut',
});
