import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { isEmailText, isPhoneText, lifecycleStages, type Contact, type LifecycleStage } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { people } from '../../i18n/en/people.js';
import { peopleWork } from '../../i18n/en/people-work.js';
import { Localizer } from '../../internal/locale.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';

type Field = 'name' | 'email' | 'phone';
type Problem = { readonly field: Field; readonly text: string } | { readonly reason: string };

/** Asks for the first that is known of a contact; the rest is filled in on its card. */
export class CrmContactNew extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    css`
      :host {
        display: contents;
      }
      .form {
        display: grid;
        gap: 14px;
      }
    `,
  ];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;
  /** Told when the contact is there. */
  @property({ attribute: false }) created: ((contact: Contact) => void) | undefined;

  @state() protected isOpen = false;
  @state() protected problem: Problem | undefined;
  @state() protected busy = false;

  protected readonly localizer = new Localizer(this, 'peopleWork', peopleWork);
  protected readonly listTexts = new Localizer(this, 'people', people);
  #commandId = '';

  show(): void {
    this.problem = undefined;
    this.#commandId = this.client?.newId() ?? '';
    this.isOpen = true;
  }

  #close = (): void => {
    this.isOpen = false;
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const [name, email, phone] = (['name', 'email', 'phone'] as const).map((field) => (data.get(field) as string).trim()) as [
      string,
      string,
      string,
    ];
    this.problem = this.#check(name, email, phone);
    if (this.problem && 'field' in this.problem) {
      form.querySelector<HTMLElement>(`[name=${this.problem.field}]`)?.focus();
      return;
    }
    if (!this.client || this.busy) return;
    this.busy = true;
    try {
      const contact = await this.client.contacts.create(
        {
          ...(name && { fullName: name }),
          ...(email && { emails: [email] }),
          ...(phone && { phones: [phone] }),
          lifecycleStage: data.get('stage') as LifecycleStage,
        },
        // Sent again after a failure it is made once.
        { commandId: this.#commandId },
      );
      this.isOpen = false;
      this.created?.(contact);
    } catch (thrown) {
      this.problem = { reason: this.explain(toCrmError(thrown)) };
    } finally {
      this.busy = false;
    }
  };

  #check(name: string, email: string, phone: string): Problem | undefined {
    const { t } = this.localizer;
    if (!name && !email && !phone) return { field: 'name', text: t('new.missing') };
    if (email && !isEmailText(email)) return { field: 'email', text: t('new.wrongEmail') };
    return phone && !isPhoneText(phone) ? { field: 'phone', text: t('new.wrongPhone') } : undefined;
  }

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    return html`<crm-dialog ?open=${this.isOpen} heading=${t('new.title')} close-label=${t('close')} @crm-dialog-close=${this.#close}>
      ${this.isOpen ? this.#renderForm() : nothing}
    </crm-dialog>`;
  }

  #renderForm(): TemplateResult {
    const { t, dir } = this.localizer;
    return html`<form id="form" class="form" novalidate dir=${dir} @submit=${this.#submit}>
        ${this.#renderField('name', 'text')} ${this.#renderField('email', 'email')} ${this.#renderField('phone', 'tel')}
        <label class="field"
          ><span class="label">${t('new.stage')}</span>
          <select class="input" name="stage">
            ${lifecycleStages.map((stage) => html`<option value=${stage} ?selected=${stage === 'lead'}>${this.listTexts.t(`stage.${stage}`)}</option>`)}
          </select>
        </label>
        ${
          this.problem && 'reason' in this.problem
            ? html`<p class="field-error" role="alert">${t('notSaved', { reason: this.problem.reason })}</p>`
            : nothing
        }
      </form>
      <button slot="footer" type="button" class="button" @click=${this.#close}>${t('cancel')}</button>
      <button slot="footer" type="submit" form="form" class="button primary" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${t('new.create')}
      </button>`;
  }

  #renderField(field: Field, type: string): TemplateResult {
    const wrong = this.problem && 'field' in this.problem && this.problem.field === field ? this.problem.text : undefined;
    return html`<label class="field"
      ><span class="label">${this.localizer.t(`new.${field}`)}</span>
      <input
        class="input"
        name=${field}
        type=${type}
        dir=${field === 'name' ? 'auto' : 'ltr'}
        autocomplete="off"
        data-1p-ignore
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby=${wrong ? `${field}-error` : nothing}
      />
      ${wrong ? html`<span class="field-error" id="${field}-error" role="alert">${wrong}</span>` : nothing}
    </label>`;
  }
}
