import { calendarDateIn, toInstant, type Contact, type Task } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ContactPatch } from '../../events/contact-events.js';
import { care } from '../../i18n/en/care.js';
import { ClockController } from '../../internal/controllers/clock.js';
import { Localizer } from '../../internal/locale.js';
import { heading } from '../../internal/parts/heading.js';
import type { CrmTagInput, TagsChangeEvent } from '../../internal/parts/crm-tag-input.js';
import type { OpenTasks } from './open-tasks.js';
import { careStyles } from './care.styles.js';
import { isLate, keepInTouchChoices, keepInTouchDue } from './keep-in-touch.js';

/**
 * What a contact needs, when something happened last and is to happen next, and how often to keep in touch. Inside `<crm-contact-card>`,
 * which gives it all it needs.
 */
export class CrmContactCare extends LitElement {
  static override styles = careStyles;

  /** What is to be done; nothing is said of activities where none are read. */
  @property({ attribute: false }) tasks: OpenTasks | undefined;
  @property({ attribute: false }) contact: Contact | undefined;
  @property({ type: Boolean }) readonly = false;
  @property({ type: Number }) level = 3;
  /** Changes fields of the contact; `said` tells what was done. */
  @property({ attribute: false }) patch: ((changes: ContactPatch, said: string) => Promise<unknown>) | undefined;

  @state() protected editing = false;
  @query('select') protected readonly select!: HTMLSelectElement | null;
  @query('crm-tag-input') protected readonly tagInput!: CrmTagInput | null;

  readonly #localizer = new Localizer(this, 'care', care);
  readonly #clock = new ClockController(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.readonly || (changed.has('contact') && changed.get('contact')?.id !== this.contact?.id)) this.editing = false;
  }

  protected override updated(): void {
    // What a person has chosen once no attribute of an option changes any more.
    if (this.select) this.select.value = String(this.contact?.keepInTouchDays ?? '');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (!contact) return nothing;
    const { t, locale, dir } = this.#localizer;
    const { lastActivityAt } = contact;
    return html`<section aria-labelledby="heading" lang=${locale} dir=${dir}>
      ${heading(this.level, t('heading'), { id: 'heading', className: 'section-title' })}
      <dl class="facts">
        ${
          this.tasks
            ? html`<div class="fact">
                  <dt>${t('last')}</dt>
                  <dd>
                    ${
                      lastActivityAt
                        ? html`<time datetime=${lastActivityAt} title=${this.#localizer.date(lastActivityAt, 'moment')}
                            >${this.#localizer.relative(lastActivityAt, this.#clock.now)}</time
                          >`
                        : html`<span class="muted">${t('last.none')}</span>`
                    }
                  </dd>
                </div>
                ${this.#renderNext()}`
            : nothing
        }
        ${this.#renderKeepInTouch(contact)} ${this.#renderNeeds(contact)}
      </dl>
    </section>`;
  }

  get #today(): string {
    return calendarDateIn(toInstant(this.#clock.now), this.#timeZone);
  }

  get #timeZone(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  #due({ dueAt, dueDate }: Pick<Task, 'dueAt' | 'dueDate'>): TemplateResult | typeof nothing {
    const { t } = this.#localizer;
    const date = dueAt ?? dueDate;
    if (!date) return nothing;
    const late = isLate({ dueAt, dueDate }, this.#clock.now, this.#today);
    return html`<span class="under ${late ? 'late' : ''}"
      >${t(late ? 'task.overdue' : 'task.due', { date: this.#localizer.date(date, 'shortDay') })}</span
    >`;
  }

  #renderNext(): TemplateResult {
    const { t } = this.#localizer;
    // Those without a date come first.
    const task = this.tasks?.value?.records.find(({ dueAt, dueDate }) => dueAt != null || dueDate != null);
    return html`<div class="fact">
      <dt>${t('next')}</dt>
      <dd>${task ? html`<bdi>${task.title}</bdi> ${this.#due(task)}` : html`<span class="muted">${t('next.none')}</span>`}</dd>
    </div>`;
  }

  #renderKeepInTouch(contact: Contact): TemplateResult {
    const { t } = this.#localizer;
    const days = contact.keepInTouchDays ?? undefined;
    const due = keepInTouchDue(contact, this.#timeZone);
    const known: readonly number[] = keepInTouchChoices;
    const choices = days === undefined || known.includes(days) ? known : [...known, days].sort((a, b) => a - b);
    return html`<div class="fact">
      <dt id="touch">${t('touch')}</dt>
      <dd>
        ${
          this.readonly
            ? days === undefined
              ? html`<span class="muted">${t('touch.never')}</span>`
              : t('everyDays', { count: days })
            : html`<select
                class="input"
                aria-labelledby="touch"
                @change=${(event: Event) => this.#keepInTouch((event.target as HTMLSelectElement).value)}
              >
                <option value="">${t('touch.never')}</option>
                ${choices.map((choice) => html`<option value=${choice}>${t('everyDays', { count: choice })}</option>`)}
              </select>`
        }
        ${this.#due({ dueDate: due })}
      </dd>
    </div>`;
  }

  #renderNeeds({ needs }: Contact): TemplateResult {
    const { t } = this.#localizer;
    const chips = needs.length
      ? html`<ul class="chips" role="list">
          ${needs.map((need) => html`<li class="badge"><bdi>${need}</bdi></li>`)}
        </ul>`
      : html`<span class="muted">${t('needs.none')}</span>`;
    return html`<div class="fact">
      <dt>${t('needs')}</dt>
      <dd>
        ${
          this.editing
            ? html`<crm-tag-input
                label=${t('needs')}
                label-hidden
                placeholder=${t('needs.add')}
                max-length="200"
                .tags=${needs}
                .removeLabel=${(need: string) => t('needs.remove', { need })}
                @crm-tags-change=${this.#onNeeds}
                @keydown=${this.#onKeydown}
              ></crm-tag-input>`
            : chips
        }
        ${
          this.readonly
            ? nothing
            : html`<button
                type="button"
                class="link-button edit-needs"
                aria-label=${this.editing ? nothing : t('needs.edit')}
                @click=${() => this.#toggle()}
              >
                ${this.editing ? t('done') : t('edit')}
              </button>`
        }
      </dd>
    </div>`;
  }

  #toggle(): void {
    // What is typed but not added yet is not lost.
    this.tagInput?.commit();
    this.editing = !this.editing;
    void this.updateComplete.then(() => (this.tagInput ?? this.renderRoot.querySelector<HTMLElement>('.edit-needs'))?.focus());
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#toggle();
  }

  #onNeeds(event: TagsChangeEvent): void {
    const { t } = this.#localizer;
    const [added] = event.added;
    const [removed] = event.removed;
    void this.patch?.(
      { needs: [...event.tags] },
      added !== undefined ? t('needs.added', { need: added }) : t('needs.removed', { need: removed ?? '' }),
    );
  }

  #keepInTouch(value: string): void {
    const { t } = this.#localizer;
    const days = value === '' ? null : Number(value);
    void this.patch?.(
      { keepInTouchDays: days },
      days === null ? t('touch.cleared') : t('touch.set', { every: t('everyDays', { count: days }) }),
    );
  }
}
