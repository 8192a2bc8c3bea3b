import { html, type TemplateResult } from 'lit';
import { messageSquare } from '../internal/icons.js';
import { emptyView, errorView } from '../internal/parts/views.js';
import type { InboxLocalizer } from './ticket-actions.js';

/** What stands in place of a conversation: none is chosen, it is there no more, or it could not be read. */
export function renderThreadState(
  state: 'empty' | 'gone' | 'error',
  { t }: InboxLocalizer,
  error: { text: string | undefined; retry: () => void },
): TemplateResult {
  if (state === 'empty')
    return html`<slot name="empty">${emptyView({ title: t('noTicket.title'), text: t('noTicket.text'), picture: messageSquare })}</slot>`;
  return html`<header class="head-bar" part="head"><slot name="head-start"></slot></header>
    ${
      state === 'gone'
        ? emptyView({ title: t('gone.title'), text: t('gone.text'), picture: messageSquare })
        : errorView({
            title: t('error.title'),
            text: error.text,
            actions: html`<button type="button" class="button" @click=${error.retry}>${t('retry')}</button>`,
          })
    }`;
}
