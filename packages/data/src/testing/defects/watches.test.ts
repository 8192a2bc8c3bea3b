import { expect } from 'chai';
import type { DataAdapter, Operation, StoredRecord, WatchResult, WatchTarget } from '../../contract.js';
import { damaged, missedBy, recall, type Defect } from './damage.test-helper.js';

type Give = (result: WatchResult<WatchTarget>) => void;

/** A change of what listeners are given. `change` is called once a watch. */
const damagedWatch = (name: string, caughtBy: readonly string[], change: (give: Give, inner: DataAdapter) => Give): Defect =>
  damaged(name, caughtBy, (inner) => ({
    watch: (target, listener, onError) => inner.watch(target, change(listener as Give, inner), onError),
  }));

const defects: Defect[] = [
  damaged('watches show what is not committed yet', ['64'], (inner, shared) => {
    const watches = () => recall(shared, 'watches', () => new Map<Give, () => StoredRecord[]>());
    return {
      watch: (target, listener, onError) => {
        let shown: StoredRecord[] = [];
        if ('query' in target) watches().set(listener as Give, () => shown);
        return inner.watch(target, (result) => {
          if ('page' in result) shown = result.page.records;
          listener(result);
        }, onError);
      },
      commit: (batch, options) => {
        const created = batch.ops.flatMap((operation: Operation) => (operation.op === 'create' ? [{ version: 1, createdAt: '', updatedAt: '', ...operation.record }] : []));
        for (const [give, shown] of watches()) give({ page: { records: [...shown(), ...created] }, seq: 0 });
        return inner.commit(batch, options);
      },
    };
  }),
  damagedWatch('the first result comes twice', ['62'], (give) => {
    let first = true;
    return (result) => {
      if (first) give(result);
      first = false;
      give(result);
    };
  }),
  damagedWatch('an empty result is not shown', ['62', '67'], (give) => (result) => {
    if ('page' in result && result.page.records.length === 0) return;
    give(result);
  }),
  damaged('every commit gives every watch a result', ['66'], (inner) => {
    const again = new Set<() => void>();
    return {
      watch: (target, listener, onError) => {
        let last: (() => void) | undefined;
        again.add(() => last?.());
        return inner.watch(target, (result) => {
          last = () => listener(result);
          listener(result);
        }, onError);
      },
      commit: async (batch, options) => {
        const committed = await inner.commit(batch, options);
        for (const show of again) show();
        return committed;
      },
    };
  }),
  damaged('only records that were there are looked after', ['67', '68'], (inner) => ({
    watch: (target, listener, onError) => {
      let ids: Set<string> | undefined;
      return inner.watch(target, (result) => {
        if ('page' in result) {
          ids ??= new Set(result.page.records.map(({ id }) => id));
          return listener({ ...result, page: { ...result.page, records: result.page.records.filter(({ id }) => ids!.has(id)) } });
        }
        listener(result);
      }, onError);
    },
  })),
  damagedWatch('every second result is lost', ['65', '67'], (give) => {
    let count = 0;
    return (result) => {
      if (++count % 2) give(result);
    };
  }),
  damaged('each commit is shown by itself, also in a burst', ['74'], (inner) => {
    const watches = new Set<() => void>();
    return {
      watch: (target, listener, onError) => {
        if ('ids' in target) watches.add(() => void inner.get(target.ids.collection, target.ids.ids).then((records) => listener({ records, seq: 0 } as never), () => undefined));
        return inner.watch(target, listener, onError);
      },
      commit: async (batch, options) => {
        const committed = await inner.commit(batch, options);
        for (const show of watches) show();
        return committed;
      },
    };
  }),
  damagedWatch('results overtake each other', ['69'], (give) => {
    let count = 0;
    return (result) => {
      if (++count % 2) setTimeout(() => give(result), 3);
      else give(result);
    };
  }),
  damaged('a listener that throws ends the others', ['70'], (inner) => {
    let broken = false;
    return {
      watch: (target, listener, onError) =>
        inner.watch(target, (result) => {
          if (broken) return;
          try {
            listener(result);
          } catch (error) {
            broken = true;
            throw error;
          }
        }, onError),
    };
  }),
  damaged('unsubscribing only mutes', ['73'], (inner) => ({
    watch: (target, listener, onError) => {
      let muted = false;
      inner.watch(target, (result) => {
        if (!muted) listener(result);
      }, onError);
      return {
        unsubscribe: () => {
          muted = true;
        },
      };
    },
    get watching() {
      return (inner as unknown as { watching: number }).watching;
    },
  })),
  damaged('unsubscribing does not stop what is on its way', ['72'], (inner) => ({
    watch: (target, listener, onError) => {
      const subscription = inner.watch(target, listener, onError);
      return { unsubscribe: () => void setTimeout(() => subscription.unsubscribe(), 50) };
    },
  })),
  damaged('other tabs are not heard', ['75'], (inner, shared) => ({
    watch: (target, listener, onError) => {
      let first = true;
      return inner.watch(target, (result) => {
        if (first || shared.get('writer') === inner) listener(result);
        first = false;
      }, onError);
    },
    commit: (batch, options) => {
      shared.set('writer', inner);
      return inner.commit(batch, options);
    },
  })),
  damaged('closing is an error to watches', ['6'], (inner) => {
    const told = new Set<(error: Error) => void>();
    return {
      watch: (target, listener, onError) => {
        if (onError) told.add(onError);
        return inner.watch(target, listener, onError);
      },
      close: () => {
        for (const tell of told) tell(new Error('closed'));
        return inner.close();
      },
    };
  }),
  damaged('signals come back to their sender', ['75b'], (inner) => {
    const own = new Map<string, Set<(payload: never) => void>>();
    return {
      onSignal: (topic, listener) => {
        own.set(topic, (own.get(topic) ?? new Set()).add(listener));
        return inner.onSignal!(topic, listener);
      },
      signal: (topic, payload) => {
        for (const listener of own.get(topic) ?? []) listener(payload as never);
        inner.signal!(topic, payload);
      },
    };
  }),
];

describe('the kit notices defects of watching', () => {
  for (const defect of defects) {
    it(defect.name, async () => {
      expect(await missedBy(defect), 'assertions that did not notice').to.deep.equal([]);
    });
  }
});
