import {
  createClient,
  createLocalPort,
  createMemoryAdapter,
  type AdapterStatus,
  type ConversationPort,
  type CrmClient,
  type DataAdapter,
} from '@crm-elements/data';
import { createFaultyAdapter, type FaultRule } from '@crm-elements/data/testing';
import { loadSampleCompany, sampleAgents } from '@crm-elements/sample-company';
import 'crm-elements/define/provider.js';

/** What the store of a story is like: the toolbar's choice. */
export const dataStates = ['ready', 'empty', 'loading', 'error', 'slow', 'offline', 'readonly'] as const;
export type DataState = (typeof dataStates)[number];

const reads = ['query', 'get', 'search', 'totals', 'watch'] as const;

const faults: Readonly<Partial<Record<DataState, readonly FaultRule[]>>> = {
  loading: [{ on: reads, fault: 'hang' }],
  error: [{ on: reads, fault: 'fail-before', error: 'UNAVAILABLE' }],
  slow: [{ on: [...reads, 'commit'], fault: 'delay', ms: 2_000 }],
  offline: [{ on: ['commit', 'blob'], fault: 'fail-before', error: 'OFFLINE' }],
};

/** Colours to try: the default, a calm one, a loud one, and one that is nearly white. */
export const brands = [
  { value: 'default', title: 'Default', color: undefined },
  { value: 'teal', title: 'Teal', color: '#0f766e' },
  { value: 'coral', title: 'Coral', color: '#f0563d' },
  { value: 'sun', title: 'Sun', color: '#ffd400' },
  { value: 'ink', title: 'Ink', color: '#17181c' },
] as const;

/** The same adapter, which says of itself that it has lost its store. */
function disconnected(adapter: DataAdapter): DataAdapter {
  const status: AdapterStatus = { state: 'disconnected' };
  return new Proxy(adapter, {
    get(target, key) {
      if (key === 'status') return status;
      if (key === 'onStatus') return () => ({ unsubscribe: () => undefined });
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A store for one story, with the sample company in it but for the empty one. */
async function storyAdapter(state: DataState): Promise<DataAdapter> {
  const adapter = createMemoryAdapter();
  if (state !== 'empty') await loadSampleCompany(adapter, { now: Date.now() });
  const rules = faults[state];
  const faulty = rules ? createFaultyAdapter(adapter, { seed: 1, rules }) : adapter;
  return state === 'offline' ? disconnected(faulty) : faulty;
}

/** What a story plays on. */
export interface Stage {
  readonly adapter: DataAdapter;
  /** A client for Mira, an agent of the sample company. */
  readonly client: CrmClient;
  readonly readonly: boolean;
  /** What a customer's chat speaks to. The same one each time that a story is drawn anew. */
  portOf(visitorId: string): ConversationPort;
}

export async function openStage(state: DataState): Promise<Stage> {
  const adapter = await storyAdapter(state);
  const client = createClient(adapter, { actor: { kind: 'agent', id: sampleAgents.mira.id } });
  const ports = new Map<string, ConversationPort>();
  const portOf = (visitorId: string) => {
    const port = ports.get(visitorId) ?? createLocalPort({ adapter }, { visitorId });
    ports.set(visitorId, port);
    return port;
  };
  return { adapter, client, readonly: state === 'readonly', portOf };
}

/** The stage of a story, in its render and play functions. */
export const stageIn = ({ loaded }: { loaded: Record<string, unknown> }): Stage => loaded['stage'] as Stage;
