import type { Locks } from '../tabs.js';

/** The locks of one tab. */
export interface TabLocks extends Locks {
  /** As when the tab is gone: what it holds is free, what it waits for is dropped, and its calls never end. */
  crash(): void;
}

interface Request {
  tab: object;
  grant(): void;
}

/**
 * A lock manager as tabs of one browser share it, in memory: exclusive locks, granted in the order they were asked for.
 * @returns makes the locks of a tab
 */
export function createMemoryLocks(): () => TabLocks {
  const held = new Map<string, object>();
  const waiting = new Map<string, Request[]>();

  const free = (name: string) => {
    held.delete(name);
    const next = waiting.get(name)?.shift();
    if (!next) return;
    held.set(name, next.tab);
    next.grant();
  };

  return () => {
    const tab = {};
    let alive = true;
    return {
      request<T>(name: string, { ifAvailable, signal }: { ifAvailable?: boolean; signal?: AbortSignal }, work: (lock: unknown) => Promise<T> | T): Promise<T> {
        return new Promise<T>((resolve, reject) => {
          if (!alive) return;
          const refuse = () => reject(new DOMException('The request was aborted.', 'AbortError'));
          if (signal?.aborted) return refuse();
          const run = async () => {
            signal?.removeEventListener('abort', drop);
            // Nobody runs in the caller's own step.
            await Promise.resolve();
            try {
              return await work({ name });
            } finally {
              if (held.get(name) === tab) free(name);
              // Nobody is there to hear of it.
              if (!alive) await new Promise(() => undefined);
            }
          };
          const request: Request = { tab, grant: () => void run().then(resolve, reject) };
          const drop = () => {
            const queue = waiting.get(name) ?? [];
            const place = queue.indexOf(request);
            if (place >= 0) queue.splice(place, 1);
            refuse();
          };
          if (!held.has(name)) {
            held.set(name, tab);
            return request.grant();
          }
          if (ifAvailable) return void Promise.resolve(work(null)).then(resolve, reject);
          const queue = waiting.get(name) ?? [];
          waiting.set(name, queue);
          queue.push(request);
          signal?.addEventListener('abort', drop);
        });
      },
      crash() {
        alive = false;
        for (const [name, queue] of waiting) waiting.set(name, queue.filter((request) => request.tab !== tab));
        for (const [name, holder] of [...held]) if (holder === tab) free(name);
      },
    };
  };
}
