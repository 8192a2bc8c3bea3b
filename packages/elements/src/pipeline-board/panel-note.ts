import type { CrmClient, CrmError } from '@crm-elements/data';
import type { Deal, Note } from '@crm-elements/schema';
import { html, type TemplateResult } from 'lit';
import { CrmDealNotedEvent, CrmDealNoteEvent } from '../events/deal-events.js';
import type { Announcer } from '../internal/announcer.js';
import { runCommand } from '../internal/command.js';
import type { Toasts } from '../internal/toasts.js';
import type { DealLocalizer } from './render-card.js';

interface NoteHost {
  readonly target: EventTarget;
  readonly localizer: DealLocalizer;
  /** The store, or undefined where the page keeps the deals. */
  readonly client: () => CrmClient | undefined;
  /** What is typed in, once it is rendered. */
  readonly field: () => HTMLTextAreaElement;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  readonly explain: (error: CrmError) => string;
}

/** Writes a note about a deal. What was typed stays until it is saved. */
export class PanelNote {
  readonly #host: NoteHost;
  #isSaving = false;

  constructor(host: NoteHost) {
    this.#host = host;
  }

  async #add(deal: Deal): Promise<void> {
    const { target, localizer, announcer, toasts, explain } = this.#host;
    const field = this.#host.field();
    const text = field.value.trim();
    if (text === '') {
      field.focus();
      return;
    }
    if (this.#isSaving) return;
    this.#isSaving = true;
    const outcome = await runCommand<Note | undefined>(target, {
      command: 'deal-note',
      before: new CrmDealNoteEvent(deal, text),
      run: async () => this.#host.client()?.addNote({ text, targets: [{ type: 'deal', id: deal.id }] }),
      after: (note) => new CrmDealNotedEvent(deal, note),
    });
    this.#isSaving = false;
    if ('failed' in outcome) {
      const message = localizer.t('noteFailed', { reason: explain(outcome.failed) });
      announcer.alert(message);
      toasts.show({ text: message, kind: 'danger', action: { label: localizer.t('retry'), run: () => void this.#add(deal) } });
    } else if ('done' in outcome) {
      if (field.value.trim() === text) field.value = '';
      announcer.say(localizer.t('noteAdded'));
    }
  }

  render(deal: Deal): TemplateResult {
    const { localizer } = this.#host;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#add(deal);
    };
    const onKeydown = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) submit(event);
    };
    return html`<form class="note-form" @submit=${submit}>
      <label class="field"
        ><span class="visually-hidden">${localizer.t('note')}</span>
        <textarea class="input note-text" rows="2" dir="auto" placeholder=${localizer.t('writeNote')} @keydown=${onKeydown}></textarea>
      </label>
      <button type="submit" class="button small">${localizer.t('addNote')}</button>
    </form>`;
  }
}
