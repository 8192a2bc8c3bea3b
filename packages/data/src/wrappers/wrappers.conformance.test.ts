import { crmModel } from '@crm-elements/schema';
import type { Clock } from '../clock.js';
import type { DataAdapter } from '../contract.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createOperation, runAdapterConformance } from '../testing/index.js';
import { ForwardAdapter } from './forward-adapter.js';
import { createNamespacedAdapter } from './namespaced-adapter.js';
import { namespacedModel } from './namespaced-model.js';
import { createValidatingAdapter } from './validating-adapter.js';

type Options = { name: string; clock: Clock };

describe('conformance through the forwarding base', () => {
  runAdapterConformance({ name: 'forward', create: (options: Options) => new ForwardAdapter(createMemoryAdapter(options)), test: it });
});

describe('conformance through the validating wrapper', () => {
  runAdapterConformance({ name: 'validating', create: (options: Options) => createValidatingAdapter(createMemoryAdapter(options), { strict: true }), test: it });
});

const model = namespacedModel(crmModel);
const withNoise = new Set<string>();

/** Another namespace lives in the same store, with records that this one must never meet. */
async function namespaced({ name, clock }: Options): Promise<DataAdapter> {
  const open = () => createMemoryAdapter({ name, clock, model });
  if (!withNoise.has(name)) {
    withNoise.add(name);
    const other = createNamespacedAdapter(open(), 'other');
    const collections = ['contacts', 'deals', 'tickets', 'messages', 'notes'];
    await other.commit({ ops: collections.flatMap((collection) => Array.from({ length: 7 }, (_, i) => createOperation(collection, { id: `${collection}-${i}` }))) });
    await other.close();
  }
  return createNamespacedAdapter(open(), 'own');
}

describe('conformance through a namespace', () => {
  runAdapterConformance({
    name: 'namespaced',
    create: namespaced,
    // Destroying a namespace leaves the store to the others; what it does is tested beside the wrapper.
    test: (title, run) => (title.startsWith('7 ') ? undefined : it(title, run)),
    // Its ids are shorter than 128 characters, by the namespace.
    expect: { 26: 'fails' },
  });
});
