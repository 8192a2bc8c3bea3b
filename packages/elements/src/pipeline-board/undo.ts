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
  /** Steps are being taken: what changes until it is called was done here. */
  begin(): () => void;
}

/** Takes steps back and does them again, and says what came of it. */
export class UndoTurns {
  readonly #host: UndoHost;
  #dismiss: (() => void) | undefined;

  constructor(host: UndoHost) {
    this.#host = host;
  }

  /** Shows what was done, with a button that takes it back. Only the last step is offered. */
  offer(text: string, steps: number): void {
    const { localizer } = this.#host;
    this.#dismiss?.();
    this.#dismiss = this.#host.toast(
      this.#host.client()
        ? { text, action: { label: localizer.t('undo'), run: () => void this.turn('undo', steps) } }
        : { text, forMs: 4_000 },
    );
  }

  async turn(direction: 'undo' | 'redo', steps = 1): Promise<void> {
    const { localizer } = this.#host;
    const client = this.#host.client();
    if (!client) return;
    this.#dismiss?.();
    const end = this.#host.begin();
    const results: UndoResult[] = [];
    try {
      for (let step = 0; step < steps; step++) {
        const result = await client[direction]();
        if (result) results.push(result);
      }
    } catch (thrown) {
      const reason = this.#host.explain(toCrmError(thrown));
      const text = direction === 'undo' ? localizer.t('undoFailed', { reason }) : localizer.t('redoFailed', { reason });
      this.#host.alert(text);
      this.#host.toast({
        text,
        kind: 'danger',
        action: { label: localizer.t('retry'), run: () => void this.turn(direction, steps - results.length) },
      });
      return;
    } finally {
      end();
    }
    if (results.length === 0) return;
    const done = results.reduce((sum, result) => sum + result.done, 0);
    const total = results.reduce((sum, result) => sum + result.total, 0);
    const skipped = results.reduce((sum, result) => sum + result.skipped.length, 0);
    const text = this.#textOf(direction, { done, total, skipped });
    this.#host.say(text);
    const back = direction === 'undo' ? 'redo' : 'undo';
    this.#dismiss = this.#host.toast(
      done > 0 ? { text, action: { label: localizer.t(back), run: () => void this.turn(back, results.length) } } : { text },
    );
  }

  #textOf(direction: 'undo' | 'redo', values: { done: number; total: number; skipped: number }): string {
    const { localizer } = this.#host;
    const undo = direction === 'undo';
    if (values.done === 0) return undo ? localizer.t('undoneNone') : localizer.t('redoneNone');
    if (values.skipped > 0) return undo ? localizer.t('undoneSome', values) : localizer.t('redoneSome', values);
    return undo ? localizer.t('undone') : localizer.t('redone');
  }
}
