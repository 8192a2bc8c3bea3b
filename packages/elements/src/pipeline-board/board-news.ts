import type { CrmClient } from '@crm-elements/data';
import type { Deal, StageChange } from '@crm-elements/schema';

/** Changes that come so soon after something was done here are its effect. */
const echoMs = 2_000;

interface Handlers {
  client: () => CrmClient | undefined;
  say: (change: StageChange, deal: Pick<Deal, 'name'>) => void;
  known: (dealId: string) => Deal | undefined;
}

/** Notices what others move, from the log of stage changes. */
export class BoardNews {
  readonly #handlers: Handlers;
  #heard: ReadonlySet<string> | undefined;
  #pipelineId: string | undefined;
  #busy = 0;
  #actedAt = -Infinity;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
  }

  /** Something is being done here. */
  begin(): () => void {
    this.#busy++;
    return () => {
      this.#busy--;
      this.#actedAt = performance.now();
    };
  }

  hear(changes: readonly StageChange[]): void {
    const heard = this.#heard;
    const pipelineId = changes[0]?.pipelineId;
    const ids = new Set(changes.map(({ id }) => id));
    const isOther = pipelineId !== undefined && this.#pipelineId !== undefined && pipelineId !== this.#pipelineId;
    this.#pipelineId = pipelineId ?? this.#pipelineId;
    this.#heard = ids;
    // What was there at first is no news.
    if (!heard || isOther) return;
    const own = this.#handlers.client()?.actor.id;
    const acting = this.#busy > 0 || performance.now() - this.#actedAt < echoMs;
    for (const change of changes.toReversed()) {
      if (heard.has(change.id) || change.fromStageId === null || (acting && change.byId === own)) continue;
      void this.#tell(change);
    }
  }

  async #tell(change: StageChange): Promise<void> {
    const deal =
      this.#handlers.known(change.dealId) ??
      (await this.#handlers
        .client()
        ?.deals.get(change.dealId)
        .catch(() => undefined));
    if (deal) this.#handlers.say(change, deal);
  }
}
