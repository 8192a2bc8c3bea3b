import type { CrmClient } from '@crm-elements/data';
import { html, LitElement, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { imports } from '../i18n/en/imports.js';
import { Localizer } from '../internal/locale.js';
import type { CrmDialog, DialogCancelEvent } from '../internal/parts/crm-dialog.js';
import { base, content } from '../internal/styles/base.js';
import type { CrmImport } from './import.js';

/** An import on top of another element. It goes when it is closed. */
export class CrmImportDialog extends LitElement {
  static override styles = [base, content];

  @property({ attribute: false }) client: CrmClient | undefined;
  /** What is imported, as far as it is chosen already. */
  @property({ attribute: false }) files: readonly File[] = [];

  @query('crm-dialog') protected readonly dialog!: CrmDialog;
  @query('crm-import') protected readonly importing!: CrmImport;

  protected readonly localizer = new Localizer(this, 'imports', imports);

  /** What is being written is not left by a key that was pressed too often. */
  #onCancel(event: DialogCancelEvent): void {
    if (!this.importing.busy) return;
    event.preventDefault();
    this.importing.warnBusy();
  }

  /** A record is shown by whoever answers: the dialog would lie on it. */
  #onOpen(): void {
    if (!this.importing.busy) this.dialog.close();
  }

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    return html`<div class="base" dir=${this.localizer.dir} lang=${this.localizer.locale}>
      <crm-dialog
        open
        size="large"
        heading=${t('title')}
        close-label=${t('close')}
        @crm-dialog-cancel=${(event: DialogCancelEvent) => this.#onCancel(event)}
        @crm-dialog-close=${() => this.remove()}
      >
        <crm-import
          hide-title
          heading-level="3"
          .client=${this.client}
          .files=${this.files}
          @crm-contact-open=${() => this.#onOpen()}
          @crm-company-open=${() => this.#onOpen()}
          @crm-deal-open=${() => this.#onOpen()}
        ></crm-import>
      </crm-dialog>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-import-dialog': CrmImportDialog;
  }
}
