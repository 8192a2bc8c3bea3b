import type { CrmClient, CrmError, TotalRow } from '@crm-elements/data';
import type { ActivityType, Note } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { card } from '../i18n/en/card.js';
import { ClientController } from '../internal/client.js';
import type { Outcome } from '../internal/command.js';
import { ClockController } from '../internal/controllers/clock.js';
import { styled } from '../internal/controllers/styled.js';
import { WindowedList, type WindowedItem } from '../internal/controllers/windowed-list.js';
import {
  briefcase,
  calendar,
  circleDot,
  fileText,
  globe,
  info,
  mail,
  messageSquare,
  phone,
  squareCheckBig,
  stickyNote,
} from '../internal/icons.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import { errorView, skeletonLines } from '../internal/parts/views.js';
import { timelineStyles } from './crm-contact-timeline.styles.js';
import { Names } from './names.js';
import { TimelineFeed, type Timeline, type TimelineEntry } from './timeline-feed.js';

const pictures: Readonly<Record<ActivityType, string>> = {
  call: phone,
  email: mail,
  meeting: calendar,
  note: stickyNote,
  stage: circleDot,
  form: fileText,
  visit: globe,
  order: briefcase,
  ticket: messageSquare,
  system: info,
};
const kinds = Object.keys(pictures) as ActivityType[];

/** Counts of a contact's activities by their kind, or of all its notes. */
const byTarget = (contactId: string) => ({ totals: 'byTarget', where: { targetKey: `contact:${contactId}` } });

/**
 * What has happened with a contact, the newest first, and a field for a note. Only what is in sight is rendered, and read in pages.
 * Inside `<crm-contact-card>`, which gives it all it needs.
 */
export class CrmContactTimeline extends LitElement {
  static override styles = timelineStyles;

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) contactId: string | undefined;
  @property({ attribute: false }) name = '';
  @property({ type: Number }) level = 3;
  @property({ type: Boolean }) readonly = false;
  /** Writes a note; what is typed stays until it succeeds. */
  @property({ attribute: false }) addNote: ((text: string) => Promise<Outcome<Note | undefined>>) | undefined;
  /** What is being written, by the contact that it is about. It outlives this element. */
  @property({ attribute: false }) drafts = new Map<string, string>();
  /** What an error means, in words. */
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @query('textarea') protected readonly textarea!: HTMLTextAreaElement | null;
  @query('.scroller') protected readonly scroller!: HTMLElement | null;

  @state() protected kind: ActivityType | undefined;
  @state() protected saving = false;
  @state() protected noteError = '';

  readonly #localizer = new Localizer(this, 'card', card);
  readonly #clock = new ClockController(this);
  readonly #clients = new ClientController(this, () => false);
  readonly #names = new Names(this, () => this.client);
  #feed: TimelineFeed | undefined;

  readonly #timeline = new LiveController<Timeline, readonly [string, ActivityType | undefined]>(this, this.#clients, {
    args: () => (this.contactId ? [this.contactId, this.kind] : undefined),
    start: (client, [id, kind], handle) => void (this.#feed = new TimelineFeed(client, id, kind, handle)),
  });
  readonly #activityTotals = new LiveController<TotalRow[], readonly [string]>(this, this.#clients, {
    args: () => this.#counted(),
    start: (client, [id], { next, fail, signal }) => void client.activities.liveTotals(byTarget(id), next, { signal, onError: fail }),
  });
  readonly #noteTotals = new LiveController<TotalRow[], readonly [string]>(this, this.#clients, {
    args: () => this.#counted(),
    start: (client, [id], { next, fail, signal }) => void client.notes.liveTotals(byTarget(id), next, { signal, onError: fail }),
  });
  readonly #list = new WindowedList(this, {
    scroller: () => this.scroller,
    key: (index) => this.#entries[index]?.id ?? `#${index}`,
    estimate: (index) => (this.#entries[index]?.isNote ? 92 : 44),
    onRange: ({ last }) => {
      if (last >= this.#entries.length - 5) this.#feed?.loadOlder();
    },
  });

  get #entries(): readonly TimelineEntry[] {
    return this.#timeline.value?.entries ?? [];
  }

  get #t() {
    return this.#localizer.t.bind(this.#localizer);
  }

  /** Only a store that counts is asked to. */
  #counted(): readonly [string] | undefined {
    return this.contactId && this.client?.adapter.capabilities.totals === 'exact' ? [this.contactId] : undefined;
  }

  /** Puts the cursor into the field for a note. */
  focusNote(): void {
    this.textarea?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contactId')) {
      this.kind = undefined;
      this.noteError = '';
    }
    const { value } = this.#timeline;
    const count = this.#entries.length + (value?.more ? 1 : 0);
    this.#list.update({ count, source: value?.entries });
  }

  protected override render(): TemplateResult {
    const { locale, dir } = this.#localizer;
    return html`<section class="timeline" part="timeline" aria-labelledby="heading" lang=${locale} dir=${dir}>
      ${heading(this.level, this.#t('timeline'), { id: 'heading', className: 'heading' })}
      ${this.readonly ? nothing : this.#renderComposer()} ${this.#renderFilters()} ${this.#renderEntries()}
    </section>`;
  }

  #renderComposer(): TemplateResult {
    const draft = this.drafts.get(this.contactId ?? '') ?? '';
    return html`<form class="composer" part="note" @submit=${this.#submit}>
      <textarea
        rows="1"
        dir="auto"
        aria-label=${this.#t('note.label', { name: this.name })}
        aria-describedby=${this.noteError ? 'note-error' : 'note-hint'}
        aria-invalid=${this.noteError ? 'true' : nothing}
        placeholder=${this.#t('note.placeholder')}
        .value=${draft}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
      ></textarea>
      <div class="composer-foot">
        ${
          this.noteError
            ? html`<span class="field-error" id="note-error" role="alert">${this.#t('notSaved', { reason: this.noteError })}</span>`
            : html`<span class="hint" id="note-hint">${this.#t('note.hint')}</span>`
        }
        <button type="submit" class="button small ${draft.trim() ? 'primary' : ''}" aria-disabled=${this.saving ? 'true' : 'false'}>
          ${this.saving ? this.#t('saving') : this.#t('note.add')}
        </button>
      </div>
    </form>`;
  }

  #onInput(event: Event): void {
    this.drafts.set(this.contactId ?? '', (event.target as HTMLTextAreaElement).value);
    this.noteError = '';
    this.requestUpdate();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    void this.#save();
  }

  #submit(event: Event): void {
    event.preventDefault();
    void this.#save();
  }

  async #save(): Promise<void> {
    const id = this.contactId ?? '';
    const text = (this.drafts.get(id) ?? '').trim();
    if (!text || !this.addNote) return this.focusNote();
    if (this.saving) return;
    this.saving = true;
    this.noteError = '';
    const outcome = await this.addNote(text);
    this.saving = false;
    if ('failed' in outcome) this.noteError = this.explain(outcome.failed);
    // What was typed on meanwhile stays.
    if ('done' in outcome && this.drafts.get(id)?.trim() === text) this.drafts.delete(id);
    this.requestUpdate();
  }

  /** How many there are of each kind; undefined where the store does not count. */
  #counts(): Map<ActivityType, number> | undefined {
    const { value: activities } = this.#activityTotals;
    const { value: notes } = this.#noteTotals;
    if (!activities || !notes) return undefined;
    const counts = new Map<ActivityType, number>();
    for (const { group, count } of activities) counts.set(group['type'] as ActivityType, count);
    const written = notes.reduce((sum, { count }) => sum + count, 0);
    if (written) counts.set('note', (counts.get('note') ?? 0) + written);
    return counts;
  }

  #renderFilters(): TemplateResult | typeof nothing {
    const counts = this.#counts();
    const shown = kinds.filter((kind) => counts?.get(kind) || kind === this.kind);
    // One kind alone needs no filter.
    if (shown.length < 2 && !this.kind) return nothing;
    const total = [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    const button = (kind: ActivityType | undefined, text: string, count: number) =>
      html`<button type="button" class="filter" aria-pressed=${kind === this.kind ? 'true' : 'false'} @click=${() => (this.kind = kind)}>
        ${text} <span class="numeric">${this.#localizer.number(count)}</span>
      </button>`;
    return html`<div class="filters" role="group" aria-label=${this.#t('timeline.filter')}>
      ${button(undefined, this.#t('timeline.all'), total)}
      ${shown.map((kind) => button(kind, this.#t(`kinds.${kind}`), counts?.get(kind) ?? 0))}
    </div>`;
  }

  #renderEntries(): TemplateResult {
    const { state: loading, error } = this.#timeline;
    if (loading === 'error') {
      const actions = html`<button type="button" class="button" @click=${() => this.#timeline.retry()}>${this.#t('retry')}</button>`;
      return errorView({ title: this.#t('timeline.failed'), text: error && this.explain(error), actions });
    }
    if (loading !== 'ready') {
      const ghost = html`<div class="ghost"><span class="round"></span>${skeletonLines(60)}</div>`;
      return html`<div aria-hidden="true">${ghost}${ghost}${ghost}</div>`;
    }
    if (this.#entries.length === 0)
      return html`<p class="nothing">${this.kind ? this.#t('timeline.noneOfKind') : this.#t('timeline.none')}</p>`;
    return html`<div
      class="scroller"
      part="timeline-entries"
      tabindex="0"
      role="region"
      aria-label=${this.#t('timeline.of', { name: this.name })}
    >
      <ol role="list" ${styled(this.#list.sizer())}>
        ${repeat(
          this.#list.items,
          ({ key }) => key,
          (item) => this.#renderItem(item),
        )}
      </ol>
    </div>`;
  }

  #renderItem(item: WindowedItem): TemplateResult {
    const entry = this.#entries[item.index];
    const place = styled(this.#list.place(item));
    if (!entry) return html`<li class="older" data-index=${item.index} ${place}>${this.#t('timeline.older')}</li>`;
    const { type, text, at, actorId, isNote, pinned } = entry;
    const who = this.#names.get('agents', actorId);
    const last = item.index === this.#entries.length - 1 && !this.#timeline.value?.more;
    return html`<li class="entry ${isNote ? 'note' : ''} ${last ? 'last' : ''}" data-index=${item.index} ${place}>
      <span class="dot">${icon(pinned ? squareCheckBig : pictures[type])}</span>
      <div>
        <div class="head">
          <span class=${isNote || !text ? 'what' : 'visually-hidden'}>${this.#t(`kind.${type}`)}</span>
          ${!isNote && text ? html`<bdi class="what">${text}</bdi>` : nothing} ${who ? html`<bdi class="who">${who}</bdi>` : nothing}
          ${pinned ? html`<span class="badge">${this.#t('pinned')}</span>` : nothing}
          <time datetime=${at} title=${this.#localizer.date(at, 'moment')}>${this.#localizer.relative(at, this.#clock.now, 'short')}</time>
        </div>
        ${isNote ? html`<div class="text" dir="auto">${text}</div>` : nothing}
      </div>
    </li>`;
  }
}
