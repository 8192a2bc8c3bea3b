import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { photo } from '../i18n/en/photo.js';
import { trash, upload } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { avatar, avatars } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { redrawn } from '../internal/thumbnail.js';
import { ContactPhoto } from './contact-photo.js';

/** A picture was chosen or taken away. */
export class PhotoChangeEvent extends Event {
  /** The key of the stored picture; null for none. */
  readonly photo: string | null;

  constructor(key: string | null) {
    super('crm-photo-change');
    this.photo = key;
  }
}

/** As large as a picture is shown anywhere, in px. */
const largest = { width: 256, height: 256 };

/**
 * The picture of a contact in its form. A chosen file is drawn anew before it is stored: it becomes small, and what a camera writes into it,
 * such as the place, stays behind. A picture that is stored and then not saved is taken away with what nothing names.
 */
export class CrmPhotoField extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    avatars,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      .problem {
        flex-basis: 100%;
      }
    `,
  ];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) contactId = '';
  @property({ attribute: false }) name = '';
  /** The picture as it stands: a key of a stored one, an address elsewhere, or none. */
  @property({ attribute: false }) value: string | null | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @state() protected busy = false;
  @state() protected problem = '';
  @query('input') protected readonly picker!: HTMLInputElement;

  readonly #localizer = new Localizer(this, 'photo', photo);
  readonly #photo = new ContactPhoto(this);

  protected override willUpdate(): void {
    this.#photo.show(this.client, this.value);
  }

  protected override render(): TemplateResult {
    const { t, dir, locale } = this.#localizer;
    const { busy, value, problem } = this;
    return html`<div class="row" role="group" aria-label=${t('label')} dir=${dir} lang=${locale} aria-busy=${busy ? 'true' : 'false'}>
      ${avatar({ id: this.contactId, name: this.name, picture: this.#photo.address, size: 'large' })}
      <input
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp,image/avif"
        hidden
        aria-label=${t('choose')}
        @change=${this.#onPicked}
      />
      <button
        type="button"
        class="button small choose"
        aria-disabled=${busy ? 'true' : 'false'}
        aria-describedby=${problem ? 'problem' : nothing}
        @click=${() => this.picker.click()}
      >
        ${icon(upload)}${busy ? t('storing') : t(value ? 'replace' : 'choose')}
      </button>
      ${
        value
          ? html`<button type="button" class="button small remove" @click=${() => this.#remove()}>${icon(trash)}${t('remove')}</button>`
          : nothing
      }
      ${problem ? html`<span class="field-error problem" id="problem" role="alert">${problem}</span>` : nothing}
    </div>`;
  }

  #remove(): void {
    this.#change(null);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.choose')?.focus());
  }

  #change(key: string | null): void {
    this.problem = '';
    this.value = key;
    this.dispatchEvent(new PhotoChangeEvent(key));
  }

  #onPicked(): void {
    const file = this.picker.files?.[0];
    // The same file can be chosen again.
    this.picker.value = '';
    if (file) void this.take(file);
  }

  /** Stores a picture, and makes it the contact's. */
  async take(file: Blob): Promise<void> {
    const { client } = this;
    if (!client || this.busy) return;
    const { t } = this.#localizer;
    this.busy = true;
    try {
      const picture = await redrawn(new Uint8Array(await file.arrayBuffer()), largest);
      if (picture) {
        const bytes = new Uint8Array(await picture.blob.arrayBuffer());
        const { key } = await client.adapter.blob({ op: 'put', bytes, mediaType: picture.blob.type });
        this.#change(key);
      } else this.problem = t('notPicture');
    } catch (error) {
      this.problem = t('notStored', { reason: this.explain(toCrmError(error)) });
    } finally {
      this.busy = false;
    }
  }
}
