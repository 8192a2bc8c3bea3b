/** An event of an element: it bubbles, and crosses shadow roots, so that a page may listen anywhere above. */
export class CrmEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail, cancelable, bubbles: true, composed: true });
  }
}

/**
 * Comes before a write. `preventDefault()` vetoes it. A page that keeps its data elsewhere answers with `respondWith(promise)`: the
 * change is shown at once, and taken back with the reason when the promise rejects.
 */
export class CrmCommandEvent<Detail> extends CrmEvent<Detail> {
  #response: Promise<unknown> | undefined;
  #dispatched = false;

  constructor(type: string, detail: Detail) {
    super(type, detail, true);
  }

  /**
   * Takes the write over. To be called while the event is dispatched.
   * @throws DOMException `InvalidStateError` when it comes too late or a second time
   */
  respondWith(response: PromiseLike<unknown>): void {
    if (this.#dispatched) throw new DOMException('respondWith() is called while the event is dispatched, not later.', 'InvalidStateError');
    if (this.#response) throw new DOMException('Somebody has already answered this event.', 'InvalidStateError');
    this.#response = Promise.resolve(response);
    // Whoever runs the command waits for it; until then a rejection is nobody's yet, but not unhandled.
    this.#response.catch(() => undefined);
  }

  /** What the page answered. The element asks once, after the dispatch. */
  takeResponse(): Promise<unknown> | undefined {
    this.#dispatched = true;
    return this.#response;
  }
}
