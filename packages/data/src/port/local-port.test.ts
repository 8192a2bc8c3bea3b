import { propertyRuns } from '../../../../tools/test-support.js';
import { createClient } from '../client/client.js';
import type { DataAdapter } from '../contract.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { runPortConformance } from '../testing/port/port-kit.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { createLocalPort } from './local-port.js';

class Shared extends ForwardAdapter {
  override get capabilities() {
    return { ...super.capabilities, reach: 'shared' as const };
  }
}

const stage = (adapter: DataAdapter) => {
  const client = createClient(adapter, { actor: { kind: 'agent', id: 'agent-1' } });
  return {
    client,
    port: (visitorId: string) => createLocalPort(client, { visitorId, limits: { textBytes: 4_096, fileBytes: 10_000 } }),
    close: () => client.close(),
  };
};

describe('local port over a store of this device', () => {
  runPortConformance({ name: 'local, device', create: () => stage(createMemoryAdapter()), test: it, runs: propertyRuns(20) });
});

describe('local port over a shared store', () => {
  runPortConformance({ name: 'local, shared', create: () => stage(new Shared(createMemoryAdapter())), test: it, runs: propertyRuns(5) });
});

describe('local port in windows of their own', () => {
  let stores = 0;
  const windows = () => {
    const name = `port-windows-${++stores}`;
    const opened: DataAdapter[] = [];
    const open = () => {
      const adapter = createMemoryAdapter({ name });
      opened.push(adapter);
      return adapter;
    };
    const client = createClient(open(), { actor: { kind: 'agent', id: 'agent-1' } });
    return {
      client,
      port: (visitorId: string) => createLocalPort({ adapter: open() }, { visitorId, limits: { textBytes: 4_096, fileBytes: 10_000 } }),
      close: async () => {
        for (const adapter of opened) await adapter.close();
      },
    };
  };
  runPortConformance({ name: 'local, windows', create: windows, test: it, runs: propertyRuns(5) });
});
