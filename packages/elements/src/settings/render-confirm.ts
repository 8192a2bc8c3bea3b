import { html, type TemplateResult } from 'lit';
import type { settingsForms } from '../i18n/en/settings-forms.js';
import type { Localizer } from '../internal/locale.js';

interface Question {
  readonly localizer: Localizer<typeof settingsForms>;
  readonly open: boolean;
  readonly heading: string;
  readonly text: unknown;
  readonly confirmLabel: string;
  readonly busy?: boolean;
  readonly confirm: () => void;
  readonly close: () => void;
}

/** Asks before something is taken away. */
export const renderConfirm = ({ localizer, open, heading, text, confirmLabel, busy, confirm, close }: Question): TemplateResult =>
  html`<crm-dialog alert ?open=${open} heading=${heading} close-label=${localizer.t('close')} @crm-dialog-close=${close}>
    <div class="stack">${text}</div>
    <button slot="footer" type="button" class="button" @click=${close}>${localizer.t('cancel')}</button>
    <button
      slot="footer"
      type="button"
      class="button danger primary"
      aria-disabled=${busy ? 'true' : 'false'}
      @click=${() => !busy && confirm()}
    >
      ${confirmLabel}
    </button>
  </crm-dialog>`;
