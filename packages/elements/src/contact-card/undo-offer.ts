import type { CrmClient, Subscription } from '@crm-elements/data';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { card } from '../i18n/en/card.js';
import type { Announcer } from '../internal/announcer.js';
import type { Localizer } from '../internal/locale.js';
import type { Toasts } from '../internal/toasts.js';

interface Ground {
  client: () => CrmClient | undefined;
  t: Localizer<typeof card>;
  toasts: Toasts;
  announcer: Announcer;
}

/** Keys in a text field are the browser's own to undo. */
const writes = (event: Event) => {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));
};

/** Offers to take the last step back: by a notice that stands for ten seconds, and by Ctrl+Z inside the element. */
export class UndoOffer implements ReactiveController {
  readonly #ground: Ground;
  #watch: Subscription | undefined;
  #dismiss: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, ground: Ground) {
    this.#ground = ground;
    host.addController(this);
  }

  /** Says what was done, with a way back as long as it is the client's last step. */
  offer(text: string): void {
    this.#end();
    const { client, toasts, t } = this.#ground;
    const current = client();
    if (!current?.undoState.canUndo) return;
    this.#dismiss = toasts.show({ text, action: { label: t.t('undo'), run: () => void this.#turn('undo') } });
    // Another step came on top: this notice would take back the wrong one.
    this.#watch = current.onUndoState(() => this.#end());
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || writes(event)) return;
    const key = event.key.toLowerCase();
    const direction = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : undefined;
    if (!direction || !this.#ground.client()) return;
    event.preventDefault();
    void this.#turn(direction);
  };

  hostDisconnected(): void {
    this.#end();
  }

  #end(): void {
    this.#watch?.unsubscribe();
    this.#watch = undefined;
    this.#dismiss?.();
    this.#dismiss = undefined;
  }

  async #turn(direction: 'undo' | 'redo'): Promise<void> {
    const { client, announcer, toasts, t } = this.#ground;
    this.#end();
    try {
      const result = await client()?.[direction]();
      const key = !result ? 'nothingToUndo' : result.done === 0 ? 'notUndone' : direction === 'undo' ? 'undone' : 'redone';
      announcer.say(t.t(key));
      toasts.show({ text: t.t(key), forMs: 4_000 });
    } catch {
      announcer.alert(t.t('notUndone'));
      toasts.show({ text: t.t('notUndone'), kind: 'danger' });
    }
  }
}
