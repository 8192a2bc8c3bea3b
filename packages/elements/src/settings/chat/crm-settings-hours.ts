import type { CrmError } from '@crm-elements/data';
import { isCalendarDate } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ChatHours } from '../../chat-widget/chat.types.js';
import { settingsForms } from '../../i18n/en/settings-forms.js';
import type { Outcome } from '../../internal/command.js';
import { plus, x } from '../../internal/icons.js';
import { Localizer } from '../../internal/locale.js';
import { icon } from '../../internal/parts/icon.js';
import { sectionStyles } from '../section.styles.js';
import { addInterval, days, dayName, offerInterval, sortedWeekly, usualHours, wrongInterval, type Interval } from './weekly-hours.js';

/** When somebody answers: the week, days without, and what is said meanwhile. */
export class CrmSettingsHours extends LitElement {
  static override styles = [
    sectionStyles,
    css`
      .form,
      .day-list {
        display: grid;
        gap: 12px;
      }
      .day-list {
        gap: 0;
        border: 1px solid var(--_color-border);
        border-radius: var(--_radius-card);
      }
      .day {
        display: grid;
        grid-template-columns: minmax(84px, 120px) minmax(0, 1fr) auto;
        align-items: center;
        gap: 4px 12px;
        min-block-size: 44px;
        padding: 4px 8px 4px 12px;
      }
      .day + .day {
        border-block-start: 1px solid var(--_color-border);
      }
      .intervals,
      .dates {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
      }
      .interval,
      .date {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .interval .input {
        inline-size: auto;
      }
      .dates .input {
        inline-size: auto;
      }
      .date {
        padding-inline-start: 10px;
        border: 1px solid var(--_color-border);
        border-radius: var(--_radius-full);
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 24px;
      }
      .pair {
        display: grid;
        gap: 12px;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 8px;
      }
      .foot p {
        flex: 1 1 160px;
      }
    `,
  ];

  /** As they are stored; undefined: somebody always answers. */
  @property({ attribute: false }) hours: ChatHours | undefined;
  @property({ attribute: false }) readonly = false;
  @property({ attribute: false }) save: ((hours: ChatHours | undefined) => Promise<Outcome<unknown>>) | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @state() protected draft: ChatHours | undefined;
  @state() protected problem = '';
  @state() protected wrong: Interval | undefined;
  @state() protected saving = false;

  readonly #localizer = new Localizer(this, 'settingsForms', settingsForms);
  #touched = false;
  #seen = '';

  /** Whether something was changed that is not saved. */
  get dirty(): boolean {
    return this.#touched;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('hours')) return;
    const now = JSON.stringify(this.hours);
    // What the person changed here stays; what others store is shown when nothing was.
    if (now !== this.#seen && !this.#touched) this.draft = this.hours;
    this.#seen = now;
  }

  #change(part: Partial<ChatHours> | undefined): void {
    this.#touched = true;
    this.wrong = undefined;
    this.problem = '';
    this.draft = part && { ...(this.draft ?? usualHours()), ...part };
  }

  protected override render(): TemplateResult {
    const { t, locale, dir } = { t: this.#localizer.t, locale: this.#localizer.locale, dir: this.#localizer.dir };
    const { draft } = this;
    return html`<form class="form" novalidate lang=${locale} dir=${dir} aria-label=${t('chat.hours')} @submit=${this.#onSubmit}>
      <label class="check"
        ><input
          type="checkbox"
          class="checkbox has-hours"
          ?disabled=${this.readonly}
          .checked=${draft !== undefined}
          @change=${(event: Event) => this.#change((event.target as HTMLInputElement).checked ? {} : undefined)}
        />${t('hours.on')}</label
      >
      ${draft ? this.#renderDraft(draft) : html`<p class="note">${t('hours.always')}</p>`}
      <div class="foot">
        <p role="alert">${this.problem ? html`<span class="field-error">${this.problem}</span>` : nothing}</p>
        <button type="submit" class="button primary" aria-disabled=${this.saving || this.readonly ? 'true' : 'false'}>
          ${this.saving ? t('saving') : t('hours.save')}
        </button>
      </div>
    </form>`;
  }

  #renderDraft(draft: ChatHours): TemplateResult {
    const { t, locale } = this.#localizer;
    const zones = Intl.supportedValuesOf('timeZone');
    const known = zones.includes(draft.timeZone) ? zones : [draft.timeZone, ...zones];
    return html`<label class="field"
        ><span class="label">${t('hours.zone')}</span
        ><select
          class="input"
          ?disabled=${this.readonly}
          @change=${(event: Event) => this.#change({ timeZone: (event.target as HTMLSelectElement).value })}
        >
          ${known.map((zone) => html`<option value=${zone} dir="auto" ?selected=${zone === draft.timeZone}>${zone.replaceAll('_', ' ')}</option>`)}
        </select></label
      >
      <div class="day-list" role="group" aria-label=${t('hours.week')}>
        ${days.map((day) => this.#renderDay(day, dayName(day, locale), draft))}
      </div>
      <div class="field" role="group" aria-label=${t('hours.holidays')}>
        <span class="label">${t('hours.holidays')}</span>
        <div class="dates">${(draft.holidays ?? []).map((date) => this.#renderHoliday(date, draft))}${this.#renderAddHoliday(draft)}</div>
      </div>
      <label class="field"
        ><span class="label">${t('hours.away')}</span
        ><textarea
          class="input"
          rows="2"
          dir="auto"
          maxlength="300"
          ?disabled=${this.readonly}
          placeholder=${t('hours.awayHint')}
          .value=${draft.away ?? ''}
          @input=${(event: Event) => this.#change({ away: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </label>`;
  }

  #renderDay(day: Interval['day'], name: string, draft: ChatHours): TemplateResult {
    const { t } = this.#localizer;
    const own = draft.weekly.filter((one) => one.day === day);
    const with_ = (old: Interval, next: Interval | undefined) =>
      this.#change({ weekly: draft.weekly.flatMap((one) => (one === old ? (next ?? []) : one)) });
    const time = (interval: Interval, end: 'from' | 'to', label: string) =>
      html`<input
        class="input numeric"
        type="time"
        ?disabled=${this.readonly}
        aria-label=${label}
        aria-invalid=${this.wrong === interval ? 'true' : nothing}
        .value=${interval[end] === '24:00' ? '00:00' : interval[end]}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          with_(interval, { ...interval, [end]: end === 'to' && value === '00:00' ? '24:00' : value });
        }}
      />`;
    return html`<div class="day" data-day=${day}>
      <data value=${day}>${name}</data>
      <div class="intervals">
        ${
          own.length === 0
            ? html`<span class="note">${t('hours.closed')}</span>`
            : own.map(
                (interval) =>
                  html`<span class="interval"
                    >${time(interval, 'from', t('hours.from', { day: name }))}<span aria-hidden="true">–</span
                    >${time(interval, 'to', t('hours.to', { day: name }))}<button
                      type="button"
                      class="button quiet small icon-only"
                      aria-label=${t('hours.remove', { day: name })}
                      ?disabled=${this.readonly}
                      @click=${() => with_(interval, undefined)}
                    >
                      ${icon(x)}
                    </button></span
                  >`,
              )
        }
      </div>
      <button
        type="button"
        class="button quiet small icon-only"
        aria-label=${t('hours.add', { day: name })}
        title=${t('hours.add', { day: name })}
        ?disabled=${this.readonly || !offerInterval(draft.weekly, day)}
        @click=${() => this.#change({ weekly: addInterval(draft.weekly, day) })}
      >
        ${icon(plus)}
      </button>
    </div>`;
  }

  #renderHoliday(date: string, draft: ChatHours): TemplateResult {
    const shown = this.#localizer.date(date);
    return html`<span class="date"
      ><time datetime=${date}>${shown}</time
      ><button
        type="button"
        class="button quiet small icon-only"
        aria-label=${this.#localizer.t('remove', { name: shown })}
        ?disabled=${this.readonly}
        @click=${() => this.#change({ holidays: (draft.holidays ?? []).filter((one) => one !== date) })}
      >
        ${icon(x)}
      </button></span
    >`;
  }

  #renderAddHoliday(draft: ChatHours): TemplateResult {
    const { t } = this.#localizer;
    const add = (event: Event) => {
      const field = (event.currentTarget as Element).parentElement!.querySelector<HTMLInputElement>('.holiday')!;
      if (!isCalendarDate(field.value)) return field.focus();
      this.#change({ holidays: [...new Set([...(draft.holidays ?? []), field.value])].sort() });
      field.value = '';
    };
    return html`<span class="date-add"
      ><input class="input holiday" type="date" aria-label=${t('hours.holiday')} ?disabled=${this.readonly} /><button
        type="button"
        class="button small"
        ?disabled=${this.readonly}
        @click=${add}
      >
        ${t('hours.addHoliday')}
      </button></span
    >`;
  }

  #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, save } = this;
    if (!save || this.saving || this.readonly) return;
    this.wrong = draft && wrongInterval(draft.weekly);
    if (this.wrong) {
      this.problem = this.#localizer.t('hours.wrong');
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    this.saving = true;
    const { away, ...rest } = draft ?? {};
    const kept = draft && ({ ...rest, weekly: sortedWeekly(draft.weekly), ...(away?.trim() && { away: away.trim() }) } as ChatHours);
    const outcome = await save(kept);
    this.saving = false;
    if ('failed' in outcome) this.problem = this.#localizer.t('notSaved', { reason: this.explain(outcome.failed) });
    else this.#touched = false;
  };
}
