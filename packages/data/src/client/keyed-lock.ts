/** Work under the same key happens one after the other, in the order asked for; other work goes on beside it. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #running = new Set<Promise<unknown>>();

  async run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.flatMap((key) => this.#tails.get(key) ?? []);
    const result = Promise.allSettled(before).then(work);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#running.add(tail);
    for (const key of keys) this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      this.#running.delete(tail);
      for (const key of keys) if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }

  /** Resolves when all work asked for so far is done. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }
}
