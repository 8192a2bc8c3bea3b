import { html, nothing, type TemplateResult } from 'lit';
import { arrowLeft, info, x } from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import type { InboxLocalizer } from './ticket-actions.js';

interface HeadButtons {
  readonly localizer: InboxLocalizer;
  readonly onBack: () => void;
  /** Undefined where there is no pane of details. */
  readonly details: { readonly shown: boolean; readonly toggle: () => void } | undefined;
}

/** What the inbox adds to the head of the conversation: the way back to the list, and to the details where they have no room beside it. */
export function renderHeadButtons({ localizer: { t }, onBack, details }: HeadButtons): TemplateResult {
  return html`<button
      slot="head-start"
      type="button"
      class="button quiet icon-only back"
      aria-label=${t('back')}
      title=${t('back')}
      @click=${onBack}
    >
      ${icon(arrowLeft, 'mirrored')}
    </button>
    ${
      details
        ? html`<button
            slot="head-end"
            type="button"
            class="button quiet icon-only details-toggle"
            aria-label=${t('details')}
            title=${t('details')}
            aria-expanded=${details.shown ? 'true' : 'false'}
            @click=${details.toggle}
          >
            ${icon(info)}
          </button>`
        : nothing
    }`;
}

interface DetailsPane {
  readonly localizer: InboxLocalizer;
  /** Whether it is opened over the conversation, where it has no room beside it. */
  readonly shown: boolean;
  readonly content: TemplateResult;
  readonly onClose: () => void;
}

/** The pane beside the conversation. */
export function renderDetailsPane({ localizer: { t }, shown, content, onClose }: DetailsPane): TemplateResult {
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !shown) return;
    event.preventDefault();
    onClose();
  };
  return html`<aside class="pane details-pane ${shown ? 'shown' : ''}" aria-label=${t('details')} @keydown=${onKeydown}>
    <div class="details-head">
      <span>${t('details')}</span>
      <button type="button" class="button quiet icon-only" aria-label=${t('detailsClose')} title=${t('detailsClose')} @click=${onClose}>
        ${icon(x)}
      </button>
    </div>
    ${content}
  </aside>`;
}
