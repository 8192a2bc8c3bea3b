/** Counts what elements hold on to outside themselves, to find what they do not let go of. */
import type { DataAdapter, Subscription } from '@crm-elements/data';

const realSetTimeout = setTimeout;

/** Waits by a timer that is not counted. */
export const pause = (ms = 0): Promise<void> => new Promise((done) => void realSetTimeout(done, ms));

export interface Held {
  /** What is held now, by kind and name, such as `listener keydown of Window` → 2. Empty when all was let go of. */
  now(): Record<string, number>;
  /** Puts everything back as it was. */
  restore(): void;
}

type Patched = Record<string, (...args: unknown[]) => unknown>;

/**
 * From now on counts listeners (of everything but nodes inside the page), timers, animation frames, observers and object addresses. What was
 * there before is not counted, nor is its end.
 */
export function countHeld(): Held {
  const held = new Map<string, number>();
  const restores: (() => void)[] = [];
  const add = (name: string, by: 1 | -1) => held.set(name, (held.get(name) ?? 0) + by);

  const patch = (
    owner: object,
    method: string,
    make: (original: (...args: unknown[]) => unknown) => (this: unknown, ...args: unknown[]) => unknown,
  ) => {
    const own = Object.getOwnPropertyDescriptor(owner, method);
    const original = (owner as Patched)[method]!;
    Object.defineProperty(owner, method, { configurable: true, writable: true, value: make(original) });
    restores.push(() => (own ? Object.defineProperty(owner, method, own) : delete (owner as Patched)[method]));
  };

  countListeners(patch, add);
  countTimers(patch, add);
  for (const observer of [MutationObserver, ResizeObserver, IntersectionObserver]) countObserver(observer, patch, add);
  const addresses = new Set<unknown>();
  patch(
    URL,
    'createObjectURL',
    (original) =>
      function (...args) {
        const address = original.apply(this, args);
        addresses.add(address);
        add('object address', 1);
        return address;
      },
  );
  patch(
    URL,
    'revokeObjectURL',
    (original) =>
      function (...args) {
        if (addresses.delete(args[0])) add('object address', -1);
        return original.apply(this, args);
      },
  );

  return {
    now: () => Object.fromEntries([...held].filter(([, count]) => count !== 0)),
    restore: () => restores.reverse().forEach((restore) => restore()),
  };
}

type Patch = (
  owner: object,
  method: string,
  make: (original: (...args: unknown[]) => unknown) => (this: unknown, ...args: unknown[]) => unknown,
) => void;
type Add = (name: string, by: 1 | -1) => void;

function countListeners(patch: Patch, add: Add): void {
  const listeners = new WeakMap<object, Map<string, { name: string }>>();
  const ids = new WeakMap<object, number>();
  let nextId = 1;
  const keyOf = (type: unknown, listener: object, options: unknown) => {
    if (!ids.has(listener)) ids.set(listener, nextId++);
    const capture =
      typeof options === 'object' && options !== null ? Boolean((options as AddEventListenerOptions).capture) : Boolean(options);
    return `${String(type)} ${ids.get(listener)} ${capture}`;
  };
  const drop = (target: object, key: string) => {
    const found = listeners.get(target)?.get(key);
    if (found && listeners.get(target)!.delete(key)) add(found.name, -1);
  };
  /** Listeners on nodes go with the nodes; an abort signal is its owner's. */
  const isCounted = (target: unknown): target is object =>
    !(target instanceof Node && target !== document) && !(target instanceof AbortSignal);
  patch(
    EventTarget.prototype,
    'addEventListener',
    (original) =>
      function (...args) {
        const target = this ?? window;
        const [type, listener, options] = args as [unknown, object | null, AddEventListenerOptions | boolean | undefined];
        const { signal, once } = typeof options === 'object' && options !== null ? options : {};
        if (listener && isCounted(target) && !signal?.aborted) {
          const own = listeners.get(target) ?? new Map<string, { name: string }>();
          listeners.set(target, own);
          const key = keyOf(type, listener, options);
          if (!own.has(key)) {
            const name = `listener ${String(type)} of ${target.constructor.name}`;
            own.set(key, { name });
            add(name, 1);
            if (signal) original.call(signal, 'abort', () => drop(target, key), { once: true });
            if (once) original.call(target, String(type), () => drop(target, key), { once: true, capture: true });
          }
        }
        return original.apply(this, args);
      },
  );
  patch(
    EventTarget.prototype,
    'removeEventListener',
    (original) =>
      function (...args) {
        const [type, listener, options] = args as [unknown, object | null, unknown];
        if (listener) drop(this ?? window, keyOf(type, listener, options));
        return original.apply(this, args);
      },
  );
}

/** An observer counts as long as it observes something. */
function countObserver({ name, prototype }: { name: string; prototype: object }, patch: Patch, add: Add): void {
  const observed = new WeakMap<object, Set<unknown>>();
  const targetsOf = (observer: object) => observed.get(observer) ?? observed.set(observer, new Set()).get(observer)!;
  patch(
    prototype,
    'observe',
    (original) =>
      function (...args) {
        const targets = targetsOf(this as object);
        if (targets.size === 0) add(name, 1);
        targets.add(args[0]);
        return original.apply(this, args);
      },
  );
  const end = (observer: object, target?: unknown) => {
    const targets = targetsOf(observer);
    if (targets.size === 0) return;
    if (target) targets.delete(target);
    else targets.clear();
    if (targets.size === 0) add(name, -1);
  };
  for (const method of ['disconnect', 'unobserve']) {
    if (!(method in prototype)) continue;
    patch(
      prototype,
      method,
      (original) =>
        function (...args) {
          end(this as object, args[0]);
          return original.apply(this, args);
        },
    );
  }
}

function countTimers(patch: Patch, add: Add): void {
  const kinds = [
    { set: 'setTimeout', clear: 'clearTimeout', once: true },
    { set: 'setInterval', clear: 'clearInterval', once: false },
    { set: 'requestAnimationFrame', clear: 'cancelAnimationFrame', once: true },
  ];
  for (const { set, clear, once } of kinds) {
    const running = new Set<unknown>();
    const end = (id: unknown) => {
      if (running.delete(id)) add(set, -1);
    };
    patch(window, set, (original) => (callback, ...rest) => {
      const run = (...args: unknown[]) => {
        if (once) end(id);
        return (callback as (...args: unknown[]) => unknown)(...args);
      };
      const id = original.call(window, typeof callback === 'function' ? run : callback, ...rest);
      running.add(id);
      add(set, 1);
      return id;
    });
    patch(window, clear, (original) => (id) => {
      end(id);
      return original.call(window, id);
    });
  }
}

export interface CountedWatches {
  /** Watches and listeners to the status that are open now. */
  readonly open: number;
  /** How many were ever opened. */
  readonly started: number;
  restore(): void;
}

/** Counts the watches of one adapter, and who listens to its status. */
export function countWatches(adapter: DataAdapter): CountedWatches {
  let open = 0;
  let started = 0;
  const counted =
    <Args extends unknown[]>(subscribe: (...args: Args) => Subscription) =>
    (...args: Args): Subscription => {
      const subscription = subscribe(...args);
      let ended = false;
      open++;
      started++;
      return {
        unsubscribe() {
          if (!ended) open--;
          ended = true;
          subscription.unsubscribe();
        },
      };
    };
  // As own properties, in front of the methods of the class.
  Object.defineProperty(adapter, 'watch', {
    configurable: true,
    value: counted(adapter.watch.bind(adapter) as (...args: unknown[]) => Subscription),
  });
  Object.defineProperty(adapter, 'onStatus', { configurable: true, value: counted(adapter.onStatus.bind(adapter)) });
  return {
    get open() {
      return open;
    },
    get started() {
      return started;
    },
    restore() {
      delete (adapter as Partial<DataAdapter>).watch;
      delete (adapter as Partial<DataAdapter>).onStatus;
    },
  };
}
