/** What the sections of the settings have in common. */
import type { CrmClient, CrmError, LiveOptions, LivePage, Subscription } from '@crm-elements/data';
import type { CollectionName, RecordOf } from '@crm-elements/schema';
import { html, LitElement, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { settingsForms } from '../i18n/en/settings-forms.js';
import { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { errorView, skeletonLines } from '../internal/parts/views.js';
import type { CrmSettingsForm } from './form/settings-form.js';
import { reordered } from './ordered.js';
import { sectionStyles } from './section.styles.js';
import type { SettingsWork } from './settings-work.js';

/** More than anybody sets up. */
export const mostRecords = 1_000;

/** The form of a record that is not there yet. */
export const fresh = 'new';

type Following = Pick<LiveController<unknown, []>, 'state' | 'value' | 'error' | 'retry'>;

interface Watching {
  live(query: object, listener: (page: LivePage<unknown>) => void, options: LiveOptions): Subscription;
}

/** One section: it reads what it shows itself, and writes through `work`. */
export abstract class SettingsPart extends LitElement {
  static override styles: CSSResultGroup = sectionStyles;

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) work!: SettingsWork;
  @property({ type: Boolean }) readonly = false;
  /** The level of headings in it. */
  @property({ type: Number }) level = 4;

  /** The record whose form is open, or {@link fresh}. */
  @state() protected editing: string | undefined;

  protected readonly localizer = new Localizer(this, 'settingsForms', settingsForms);
  protected readonly clients = new ClientController(this, () => false);
  readonly #reads: Following[] = [];

  /** Follows records of a collection, those that a query says; undefined: none for now. */
  protected reads<Name extends CollectionName>(
    collection: Name,
    query: () => { where?: Record<string, string | boolean>; by: string } | undefined,
  ): LiveController<RecordOf<Name>[], readonly [string]> {
    const live = new LiveController<RecordOf<Name>[], readonly [string]>(this, this.clients, {
      args: () => {
        const wanted = query();
        return wanted && [JSON.stringify(wanted)];
      },
      start: (client, [wanted], { next, fail, signal }) => {
        const { where = {}, by } = JSON.parse(wanted) as { where?: object; by: string };
        // The repositories of different collections are no union that can be called.
        const repository = client[collection] as unknown as Watching;
        const listener = ({ records }: LivePage<unknown>) => next(records as RecordOf<Name>[]);
        repository.live({ where, sort: [{ by }], limit: mostRecords }, listener, { signal, onError: fail });
      },
    });
    this.follows(live);
    return live;
  }

  /** The section is loading, or has failed, while one of these is. */
  protected follows(live: Following): void {
    this.#reads.push(live);
  }

  protected get failure(): CrmError | undefined {
    return this.#reads.find(({ state: one }) => one === 'error')?.error;
  }

  protected get isLoading(): boolean {
    return !this.failure && this.#reads.some(({ state: one, value }) => one === 'loading' && value === undefined);
  }

  protected override updated(): void {
    this.work.report(this, this.failure ? 'error' : this.isLoading ? 'loading' : 'ready');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.work.report(this, undefined);
  }

  protected override render(): TemplateResult {
    const { localizer, failure } = this;
    const retry = html`<button type="button" class="button" @click=${this.#retry}>${localizer.t('retry')}</button>`;
    return html`<div class="section" dir=${localizer.dir} lang=${localizer.locale}>
      ${
        failure
          ? errorView({ title: localizer.t('failed'), text: this.work.explain(failure), actions: retry })
          : this.isLoading
            ? html`<div class="waiting" aria-hidden="true">${skeletonLines(60, 80, 40)}${skeletonLines(80, 60, 25)}</div>`
            : this.renderSection()
      }
    </div>`;
  }

  #retry = (): void => {
    for (const live of this.#reads) if (live.state === 'error') live.retry();
  };

  /** What is shown when all is read. */
  protected abstract renderSection(): TemplateResult;

  /** Puts a record at another place, from 0. */
  protected reorder(
    collection: 'customFields' | 'pipelines' | 'stages',
    records: readonly { readonly id: string; readonly order: number }[],
    { id, to, name }: { id: string; to: number; name: string },
  ): void {
    const orders = reordered(records, id, to);
    const before = new Map(records.map((record) => [record.id, record.order]));
    const write = (from: ReadonlyMap<string, number>) =>
      Promise.all([...orders.keys()].map((one) => this.client![collection].update(one, { order: from.get(one)! })));
    void this.work.run({
      command: 'settings-move',
      run: () => write(orders),
      done: this.localizer.t('moved', { name, place: to + 1, count: records.length }),
      undo: () => write(before),
    });
  }

  /** Whether something was typed in it that is not saved. */
  get dirty(): boolean {
    const parts = this.renderRoot.querySelectorAll<Element & { readonly dirty?: boolean }>('*');
    return [...parts].some(({ localName, dirty }) => localName.startsWith('crm-settings-') && dirty);
  }

  /** Opens the form of a record, with the cursor in its first field. */
  protected edit(id: string): void {
    if (this.editing !== id) this.work.leave(this.#isEditing, () => this.#edit(id));
  }

  /** A form that would go was typed in. */
  get #isEditing(): boolean {
    return this.renderRoot.querySelector<CrmSettingsForm>('crm-settings-form:not([staying])')?.dirty ?? false;
  }

  #edit(id: string): void {
    this.editing = id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<CrmSettingsForm>('crm-settings-form:not([staying])')?.focusField());
  }

  /** Closes the form; the focus goes back to where it was opened. */
  protected readonly closeForm = (): void => {
    const id = this.editing;
    this.editing = undefined;
    this.focusIn(id === fresh || id === undefined ? '.add' : `[data-id="${CSS.escape(id)}"] .edit`);
  };

  /** Gives the focus to something once it is rendered; to the way to add more where it is gone. */
  protected focusIn(selector: string): void {
    void this.updateComplete.then(() => {
      const found = this.renderRoot.querySelector<HTMLElement>(selector) ?? this.renderRoot.querySelector<HTMLElement>('.add');
      found?.focus();
    });
  }
}
