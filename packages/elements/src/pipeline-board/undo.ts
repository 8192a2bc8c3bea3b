import { toCrmError, type CrmClient, type CrmError, type UndoResult } from '@crm-elements/data';
import type { Toast } from '../internal/toasts.js';
import type { DealLocalizer } from './render-card.js';

interface UndoHost {
  readonly localizer: DealLocalizer;
  client(): CrmClient | undefined;
  /** Shows a notice, and gives back what takes it away. */
  toast(toast: Toast): () => void;
  say(text: string): void;
  alert(text: string): void;
  explain(error: CrmError): string;
  /** A step is being taken: what changes until it is called was done here. */
  begin(): () => void;
}

/** Takes the last step back and does it again, and says what came of it. */
export class UndoTurns {
  readonly #host: UndoHost;
  #dismiss: (() => void) | undefined;

  constructor(host: UndoHost) {
    this.#host = host;
  }

  /** Shows what was done, with a button that takes it back. Only the last step is offered. */
  offer(text: string): void {
    const { localizer } = this.#host;
    this.#dismiss?.();
    this.#dismiss = this.#host.toast(
      this.#host.client() ? { text, action: { label: localizer.t('undo'), run: () => void this.turn('undo') } } : { text, forMs: 4_000 },
    );
  }

  async turn(direction: 'undo' | 'redo'): Promise<void> {
    const { localizer } = this.#host;
    const client = this.#host.client();
    if (!client) return;
    this.#dismiss?.();
    const end = this.#host.begin();
    let result: UndoResult | undefined;
    try {
      result = await client[direction]();
    } catch (thrown) {
      const reason = this.#host.explain(toCrmError(thrown));
      const text = direction === 'undo' ? localizer.t('undoFailed', { reason }) : localizer.t('redoFailed', { reason });
      this.#host.alert(text);
      this.#host.toast({
        text,
        kind: 'danger',
        action: { label: localizer.t('retry'), run: () => void this.turn(direction) },
      });
      return;
    } finally {
      end();
    }
    if (!result) return;
    const { done, total, skipped } = result;
    const text = this.#textOf(direction, { done, total, skipped: skipped.length });
    this.#host.say(text);
    const back = direction === 'undo' ? 'redo' : 'undo';
    this.#dismiss = this.#host.toast(done > 0 ? { text, action: { label: localizer.t(back), run: () => void this.turn(back) } } : { text });
  }

  #textOf(direction: 'undo' | 'redo', values: { done: number; total: number; skipped: number }): string {
    const { localizer } = this.#host;
    const undo = direction === 'undo';
    if (values.done === 0) return undo ? localizer.t('undoneNone') : localizer.t('redoneNone');
    if (values.skipped > 0) return undo ? localizer.t('undoneSome', values) : localizer.t('redoneSome', values);
    return undo ? localizer.t('undone') : localizer.t('redone');
  }
}
