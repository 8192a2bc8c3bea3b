import type { CrmTicketList } from './crm-ticket-list.js';
import type { CrmTicketThread } from './crm-ticket-thread.js';
import { shortcutOf, type Shortcut } from './shortcuts.js';

interface InboxKeysOptions {
  /** Whether single keys act. */
  readonly hasShortcuts: () => boolean;
  readonly list: () => CrmTicketList | null;
  readonly thread: () => CrmTicketThread | null;
  readonly undo: () => void;
  readonly search: () => void;
  readonly help: () => void;
}

/** Keys that act in all of the inbox, as long as none of its fields is being written in. */
export class InboxKeys {
  readonly #options: InboxKeysOptions;

  constructor(options: InboxKeysOptions) {
    this.#options = options;
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.matches('input:not([type=checkbox]), textarea, select')) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      this.#options.undo();
      return;
    }
    const shortcut = this.#options.hasShortcuts() ? shortcutOf(event) : undefined;
    if (!shortcut) return;
    event.preventDefault();
    event.stopPropagation();
    this.#act(shortcut);
  };

  #act(shortcut: Shortcut): void {
    const { list, thread, search, help } = this.#options;
    switch (shortcut) {
      case 'next':
        return list()?.step(1);
      case 'previous':
        return list()?.step(-1);
      case 'resolve':
        return thread()?.toggleResolved();
      case 'snooze':
      case 'assign':
        return thread()?.openMenu(shortcut);
      case 'reply':
      case 'note':
        return thread()?.compose(shortcut);
      case 'search':
        return search();
      case 'help':
        return help();
    }
  }
}
