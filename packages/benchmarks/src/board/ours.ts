import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { createClient, createMemoryAdapter, type CreateOperation, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import 'crm-elements/define/pipeline-board.js';
import { commitAll } from '../commit-all.js';
import type { Contender } from './contender.js';
import { makeSample } from './sample.js';

const operations = (count: number): CreateOperation[] => {
  const { agents, companies, pipeline, stages, deals } = makeSample(count);
  return Object.entries({ agents, companies, pipelines: [pipeline], stages, deals }).flatMap(([collection, records]) =>
    records.map((record) => createOperation(collection, record)),
  );
};

const dexie = (count: number) => createDexieAdapter({ name: `board-${count}` });

/** Written once, by a page that is closed again. */
export async function fillDexie(count: number): Promise<void> {
  const adapter = dexie(count);
  await adapter.open();
  await commitAll(adapter, operations(count));
  await adapter.close();
}

function contender(adapter: DataAdapter): Contender {
  const client = createClient(adapter, { actor: { kind: 'agent', id: 'agent-0' } });
  let board: (HTMLElement & { client?: CrmClient }) | undefined;
  const columns = () => [...(board?.shadowRoot?.querySelectorAll('crm-board-column') ?? [])];
  return {
    cards: () => columns().map((column) => column.shadowRoot?.querySelector('[part~=card]') ?? undefined),
    isDragging: () => [board, ...columns()].some((element) => element?.shadowRoot?.querySelector('[part~=ghost]')),
    mount(root) {
      board = document.createElement('crm-pipeline-board');
      board.client = client;
      root.append(board);
    },
    unmount() {
      board?.remove();
      board = undefined;
    },
  };
}

export async function overMemory(count: number): Promise<Contender> {
  const adapter = createMemoryAdapter();
  await adapter.open();
  await commitAll(adapter, operations(count));
  return contender(adapter);
}

export async function overDexie(count: number): Promise<Contender> {
  const adapter = dexie(count);
  await adapter.open();
  return contender(adapter);
}
