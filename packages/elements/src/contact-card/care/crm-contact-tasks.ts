import type { CrmClient, CrmError } from '@crm-elements/data';
import { calendarDateIn, toInstant, type Agent, type Task } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CrmTaskCompletedEvent, CrmTaskCompleteEvent } from '../../events/contact-events.js';
import { CrmTaskAddedEvent, CrmTaskAddEvent } from '../../events/contact-work-events.js';
import { card } from '../../i18n/en/card.js';
import { care } from '../../i18n/en/care.js';
import { ClockController } from '../../internal/controllers/clock.js';
import { plus } from '../../internal/icons.js';
import { Localizer } from '../../internal/locale.js';
import { heading } from '../../internal/parts/heading.js';
import { icon } from '../../internal/parts/icon.js';
import { skeletonLines } from '../../internal/parts/views.js';
import type { CardCommands } from '../card-commands.js';
import { Names } from '../names.js';
import type { OpenTasks } from './open-tasks.js';
import { careStyles } from './care.styles.js';
import { isLate } from './keep-in-touch.js';

/** More rows would push the rest of the card out of sight. */
const mostAtFirst = 5;

/**
 * What is to be done for a contact: ticked off by a box, the overdue marked, and a form for another task. Inside `<crm-contact-card>`, which
 * gives it all it needs.
 */
export class CrmContactTasks extends LitElement {
  static override styles = careStyles;

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) contactId = '';
  /** What is open, as far as it was read. */
  @property({ attribute: false }) tasks: OpenTasks | undefined;
  @property({ type: Boolean }) readonly = false;
  @property({ type: Number }) level = 3;
  @property({ attribute: false }) commands: CardCommands | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @state() protected adding = false;
  @state() protected saving = false;
  @state() protected titleMissing = false;
  @state() protected all = false;
  @state() protected agents: readonly Agent[] = [];
  @query('form') protected readonly form!: HTMLFormElement | null;

  readonly #localizer = new Localizer(this, 'care', care);
  readonly #card = new Localizer(this, 'card', card);
  readonly #clock = new ClockController(this);
  readonly #names = new Names(this, () => this.client);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contactId') || this.readonly) this.adding = false;
    if (changed.has('contactId')) this.all = false;
  }

  protected override render(): TemplateResult {
    const { t, locale, dir } = this.#localizer;
    const count = this.tasks?.value?.records.length ?? 0;
    const shown = `${this.#localizer.number(count)}${this.tasks?.value?.more ? '+' : ''}`;
    return html`<section aria-labelledby="heading" lang=${locale} dir=${dir}>
      <div class="section-head">
        ${heading(this.level, html`${this.#card.t('tasks')}${count ? html` <span class="count">${shown}</span>` : nothing}`, { id: 'heading', className: 'section-title' })}
        ${
          this.readonly || this.adding
            ? nothing
            : html`<button type="button" class="button quiet small add" @click=${() => this.#open()}>${icon(plus)}${t('task.add')}</button>`
        }
      </div>
      ${this.adding ? this.#renderForm() : nothing} ${this.#renderTasks()}
    </section>`;
  }

  #renderTasks(): TemplateResult {
    const { t } = this.#localizer;
    const { state: reading, value, error } = this.tasks ?? {};
    if (reading === 'error')
      return html`<p class="section-error" role="alert">
        ${this.#card.t('tasks.failed')} ${error ? this.explain(error) : nothing}
        <button type="button" class="link-button" @click=${() => this.tasks?.retry()}>${t('retry')}</button>
      </p>`;
    if (!value) return skeletonLines(80);
    const { records, more } = value;
    if (records.length === 0) return html`<p class="nothing">${t('tasks.none')}</p>`;
    const shown = this.all ? records : records.slice(0, mostAtFirst);
    const now = this.#clock.now;
    const today = calendarDateIn(toInstant(now), Intl.DateTimeFormat().resolvedOptions().timeZone);
    return html`<ul class="rows" role="list">
        ${repeat(
          shown,
          ({ id }) => id,
          (task) => this.#renderTask(task, now, today),
        )}
      </ul>
      ${
        shown.length < records.length || more
          ? html`<p class="nothing foot-line">
              ${more ? t('shownOfMore', { n: shown.length, count: records.length }) : t('shownOf', { n: shown.length, count: records.length })}
              ${
                this.all
                  ? nothing
                  : html`<button type="button" class="link-button" @click=${() => this.#showAll()}>${t('showAll')}</button>`
              }
            </p>`
          : nothing
      }`;
  }

  #renderTask(task: Task, now: number, today: string): TemplateResult {
    const { t } = this.#localizer;
    const { title, dueAt, dueDate, assigneeId } = task;
    const due = dueAt ?? dueDate;
    const late = isLate(task, now, today);
    const who = this.#names.get('agents', assigneeId);
    return html`<li class="row">
      <label class="task-label">
        <input
          type="checkbox"
          class="checkbox"
          aria-label=${t('task.done', { task: title })}
          .checked=${false}
          ?disabled=${this.readonly}
          @change=${(event: Event) => this.#complete(task, event.target as HTMLInputElement)}
        />
        <bdi>${title}</bdi>
      </label>
      <span class="row-end"
        >${due ? html`<span class=${late ? 'late' : ''}>${t(late ? 'task.overdue' : 'task.due', { date: this.#localizer.date(due, 'shortDay') })}</span>` : nothing}${
          who ? html`${due ? html`<span class="dot" aria-hidden="true">·</span>` : nothing}<bdi>${who}</bdi>` : nothing
        }</span
      >
    </li>`;
  }

  #renderForm(): TemplateResult {
    const { t } = this.#localizer;
    const { titleMissing: wrong } = this;
    return html`<form
      class="form"
      novalidate
      aria-label=${t('task.add')}
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#add();
      }}
      @keydown=${this.#onKeydown}
    >
      <div class="field">
        <label class="label" for="title">${t('task.title')}</label>
        <input
          class="input"
          id="title"
          name="title"
          dir="auto"
          autocomplete="off"
          maxlength="500"
          aria-required="true"
          aria-invalid=${wrong ? 'true' : nothing}
          aria-describedby=${wrong ? 'title-error' : nothing}
          @input=${() => (this.titleMissing = false)}
        />
        ${wrong ? html`<span class="field-error" id="title-error">${t('task.titleMissing')}</span>` : nothing}
      </div>
      <div class="pair">
        <label class="field"><span class="label">${t('task.dueDate')}</span><input class="input" type="date" name="due" /></label>
        <label class="field"
          ><span class="label">${t('task.assignee')}</span
          ><select class="input" name="assignee">
            <option value="">${t('nobody')}</option>
            ${this.agents.map(
              ({ id, name }) => html`<option value=${id} dir="auto" ?selected=${id === this.client?.actor.id}>${name}</option>`,
            )}
          </select></label
        >
      </div>
      <div class="foot">
        <button type="button" class="button small" @click=${() => this.#close()}>${t('cancel')}</button>
        <button type="submit" class="button small primary" aria-disabled=${this.saving ? 'true' : 'false'}>
          ${this.saving ? t('saving') : t('task.save')}
        </button>
      </div>
    </form>`;
  }

  #showAll(): void {
    this.all = true;
    // The button is gone: focus goes on in what it has shown.
    void this.updateComplete.then(() => this.renderRoot.querySelectorAll<HTMLElement>('.row input')[mostAtFirst]?.focus());
  }

  async #open(): Promise<void> {
    this.adding = true;
    this.titleMissing = false;
    void this.updateComplete.then(() => this.#focus('#title'));
    // A task without anybody who does it can be set down all the same.
    const page = await this.client?.agents
      .list({ where: { active: true }, sort: [{ by: 'nameKey' }], limit: 1_000 })
      .catch(() => undefined);
    if (page) this.agents = page.records;
  }

  #close(): void {
    this.adding = false;
    void this.updateComplete.then(() => this.#focus('.add'));
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  async #add(): Promise<void> {
    const { commands, form, contactId } = this;
    if (!commands || !form || this.saving) return;
    const given = new FormData(form);
    const text = (name: string) => (given.get(name) as string | null)?.trim() ?? '';
    const title = text('title');
    if (title === '') {
      this.titleMissing = true;
      this.#focus('#title');
      return;
    }
    const task = { title, dueDate: text('due') || null, assigneeId: text('assignee') || null };
    this.saving = true;
    const outcome = await commands.run({
      command: 'task-add',
      before: new CrmTaskAddEvent(contactId, task),
      write: (client) => client.tasks.create({ ...task, targets: [{ type: 'contact', id: contactId }] }),
      after: (added) => new CrmTaskAddedEvent(contactId, added),
      said: this.#localizer.t('task.added', { task: title }),
    });
    this.saving = false;
    if ('done' in outcome) this.#close();
  }

  async #complete({ id, title }: Task, box: HTMLInputElement): Promise<void> {
    await this.commands?.run({
      command: 'task-complete',
      before: new CrmTaskCompleteEvent(id, true),
      write: (client) => client.completeTask({ taskId: id }),
      after: (done) => new CrmTaskCompletedEvent(id, true, done),
      said: this.#localizer.t('task.completed', { task: title }),
    });
    // What the box shows is what the record says.
    box.checked = false;
  }
}
