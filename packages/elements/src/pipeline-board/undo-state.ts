import type { CrmClient, Subscription } from '@crm-elements/data';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether there is a step to take back or to do again, for the buttons that offer it. */
export class UndoState implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #client: () => CrmClient | undefined;
  #of: CrmClient | undefined;
  #subscription: Subscription | undefined;
  #turns: { readonly canUndo: boolean; readonly canRedo: boolean } | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, client: () => CrmClient | undefined) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  /** Undefined without a store. */
  get turns(): { readonly canUndo: boolean; readonly canRedo: boolean } | undefined {
    return this.#turns;
  }

  hostUpdate(): void {
    const client = this.#client();
    if (client === this.#of || !this.#host.isConnected) return;
    this.#end();
    this.#of = client;
    this.#turns = client && { ...client.undoState };
    this.#subscription = client?.onUndoState((turns) => {
      this.#turns = { ...turns };
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#end();
  }

  #end(): void {
    this.#subscription?.unsubscribe();
    this.#subscription = this.#of = undefined;
  }
}
