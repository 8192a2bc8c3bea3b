import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { displayName, ticketChannels, type Contact, type TicketChannel } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { TicketStart } from '../events/ticket-events.js';
import { inbox } from '../i18n/en/inbox.js';
import { Localizer } from '../internal/locale.js';
import { avatar, avatars } from '../internal/parts/avatar.js';
import type { CrmDialog } from '../internal/parts/crm-dialog.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';

const mostFound = 6;
const pauseMs = 150;

type Problem = 'who' | 'text' | { readonly reason: string };

/** Asks for what a ticket needs that an agent opens: who asks, by which way, and what they said. */
export class CrmNewTicket extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    avatars,
    css`
      :host {
        display: contents;
      }
      .form {
        display: grid;
        gap: 14px;
      }
      .found {
        display: grid;
        gap: 2px;
        max-block-size: 220px;
        margin-block-start: 4px;
        overflow: auto;
      }
      .person {
        display: flex;
        align-items: center;
        gap: 10px;
        inline-size: 100%;
        min-block-size: 40px;
        padding: 4px 8px;
        border: 0;
        border-radius: var(--_radius-control);
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
      }
      button.person {
        cursor: pointer;
      }
      button.person:hover {
        background: var(--_color-surface-hover);
      }
      .chosen {
        border: 1px solid var(--_color-border);
        background: var(--_color-surface-sunken);
      }
      .lines {
        display: grid;
        flex: 1;
        min-inline-size: 0;
      }
      .muted {
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 2fr;
        gap: 12px;
      }
    `,
  ];

  @property({ attribute: false }) client: CrmClient | undefined;
  /** Makes the ticket. Resolves to what went wrong, if anything. */
  @property({ attribute: false }) submit: ((start: TicketStart) => Promise<CrmError | undefined>) | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @query('crm-dialog') protected readonly dialog!: CrmDialog;
  @query('form') protected readonly form!: HTMLFormElement;

  @state() protected text = '';
  @state() protected found: readonly Contact[] = [];
  @state() protected chosen: Contact | undefined;
  @state() protected isNew = false;
  @state() protected problem: Problem | undefined;
  @state() protected busy = false;

  protected readonly localizer = new Localizer(this, 'inbox', inbox);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #search: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#search?.abort();
  }

  /** Opens the dialog, empty unless something was left in it. */
  show(): void {
    this.dialog.show();
  }

  #onInput = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.problem = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(), pauseMs);
  };

  async #find(): Promise<void> {
    this.#search?.abort();
    const text = this.text.trim();
    if (!this.client || text === '') {
      this.found = [];
      return;
    }
    const { signal } = (this.#search = new AbortController());
    const page = await this.client.contacts.search(text, { limit: mostFound, signal }).catch(() => undefined);
    if (!signal.aborted) this.found = page?.records ?? [];
  }

  #choose(contact: Contact | undefined): void {
    this.chosen = contact;
    this.isNew = contact === undefined;
    this.problem = undefined;
    void this.updateComplete.then(() => this.form.querySelector<HTMLElement>(contact ? '[name=subject]' : '[name=email]')?.focus());
  }

  #reset(): void {
    this.text = '';
    this.found = [];
    this.chosen = undefined;
    this.isNew = false;
    this.problem = undefined;
    this.form.reset();
  }

  #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { client, chosen } = this;
    if (!client || !this.submit || this.busy) return;
    const data = new FormData(this.form);
    const value = (name: string) => (data.get(name) as string | null)?.trim() ?? '';
    const name = value('who') || this.text.trim();
    if (!chosen && name === '') return this.#refuse('who', '[name=who]');
    const text = value('text');
    if (text === '') return this.#refuse('text', '[name=text]');
    const email = value('email') || (name.includes('@') ? name : '');
    this.busy = true;
    const error = await this.submit({
      ticketId: client.newId(),
      requesterId: chosen?.id ?? client.newId(),
      requester: chosen ? undefined : { fullName: name, ...(email && { email }) },
      channel: value('channel') as TicketChannel,
      subject: value('subject'),
      text,
    }).catch(toCrmError);
    this.busy = false;
    if (error) this.problem = { reason: this.explain(error) };
    else {
      this.dialog.close();
      this.#reset();
    }
  };

  #refuse(problem: Problem, field: string): void {
    this.problem = problem;
    this.form.querySelector<HTMLElement>(field)?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    const { problem } = this;
    const error = (which: 'who' | 'text') =>
      problem === which ? html`<span class="field-error" id="${which}-error" role="alert">${t(`new.${which}Missing`)}</span>` : nothing;
    return html`<crm-dialog heading=${t('new.title')} close-label=${t('close')} size="medium">
      <form class="form" id="form" novalidate @submit=${this.#onSubmit}>
        ${this.chosen ? this.#renderChosen(this.chosen) : this.#renderWho(error('who'))}
        <div class="pair">
          <label class="field"
            ><span class="label">${t('channel')}</span
            ><select class="input" name="channel">
              ${[...ticketChannels].reverse().map((channel) => html`<option value=${channel}>${t(`channel.${channel}`)}</option>`)}
            </select></label
          >
          <label class="field"
            ><span class="label">${t('new.subject')}</span><input class="input" name="subject" dir="auto" maxlength="200"
          /></label>
        </div>
        <label class="field"
          ><span class="label">${t('new.text')}</span
          ><textarea
            class="input"
            name="text"
            rows="5"
            dir="auto"
            required
            aria-invalid=${problem === 'text' ? 'true' : nothing}
            aria-describedby=${problem === 'text' ? 'text-error' : nothing}
          ></textarea>
          ${error('text')}
        </label>
        ${typeof problem === 'object' ? html`<p class="field-error" role="alert">${t('failed', { reason: problem.reason })}</p>` : nothing}
      </form>
      <button slot="footer" class="button" type="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
      <button
        slot="footer"
        class="button primary"
        type="button"
        aria-disabled=${this.busy ? 'true' : nothing}
        @click=${() => this.form.requestSubmit()}
      >
        ${t('new.create')}
      </button>
    </crm-dialog>`;
  }

  #renderChosen(contact: Contact): TemplateResult {
    const { t } = this.localizer;
    return html`<div class="field">
      <span class="label">${t('new.who')}</span>
      <div class="person chosen">
        ${this.#person(contact)}
        <button type="button" class="button quiet small" @click=${() => this.#choose(undefined)}>${t('new.change')}</button>
      </div>
    </div>`;
  }

  #renderWho(error: unknown): TemplateResult {
    const { t } = this.localizer;
    const text = this.text.trim();
    return html`<div class="field">
        <label class="field"
          ><span class="label">${t('new.who')}</span
          ><input
            class="input"
            name="who"
            dir="auto"
            autocomplete="off"
            maxlength="200"
            placeholder=${t('new.whoHint')}
            .value=${this.text}
            autofocus
            aria-invalid=${this.problem === 'who' ? 'true' : nothing}
            aria-describedby=${this.problem === 'who' ? 'who-error' : nothing}
            @input=${this.#onInput}
          />${error}</label
        >
        <span class="visually-hidden" role="status"
          >${text && this.found.length > 0 ? t('new.found', { count: this.found.length }) : nothing}</span
        >
        ${
          text && !this.isNew
            ? html`<div class="found">
                ${this.found.map(
                  (contact) =>
                    html`<button type="button" class="person" @click=${() => this.#choose(contact)}>${this.#person(contact)}</button>`,
                )}
                <button type="button" class="person" @click=${() => this.#choose(undefined)}>
                  ${avatar({ id: text, name: text })}<span class="lines">${t('new.newContact', { name: text })}</span>
                </button>
              </div>`
            : nothing
        }
      </div>
      ${
        this.isNew
          ? html`<label class="field"
              ><span class="label">${t('new.email')}</span><input class="input" name="email" type="email" maxlength="200"
            /></label>`
          : nothing
      }`;
  }

  #person(contact: Contact): TemplateResult {
    const name = displayName(contact, undefined, this.localizer.t('unknownPerson'));
    return html`${avatar({ id: contact.id, name })}<span class="lines"
        ><bdi class="truncate">${name}</bdi
        >${contact.emails[0] ? html`<bdi class="muted truncate">${contact.emails[0].value}</bdi>` : nothing}</span
      >`;
  }
}
