import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { displayName, type Contact, type View } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CrmErrorEvent } from '../../events/crm-error-event.js';
import { CrmContactOpenEvent, CrmContactViewEvent } from '../../events/contact-events.js';
import { peopleWork } from '../../i18n/en/people-work.js';
import { adoptStyles } from '../../internal/adopt-styles.js';
import { Localizer } from '../../internal/locale.js';
import { openImport } from '../../internal/open-import.js';
import type { CrmMenu, MenuSelectEvent } from '../../internal/parts/crm-menu.js';
import { openMerge } from '../merge/open-merge.js';
import { ClockController } from '../../internal/controllers/clock.js';
import { ContactActions } from './contact-actions.js';
import { completeRules, rulesOf, type ContactRules } from './contact-rules.js';
import { ContactSelection } from './contact-selection.js';
import { contactSorts, type ContactSort } from './contact-sorts.js';
import type { CrmContactBulk } from './crm-contact-bulk.js';
import type { CrmContactFilter, RulesChangeEvent } from './crm-contact-filter.js';
import type { CrmContactNew } from './crm-contact-new.js';
import type { CrmContactViews, ViewCommands } from './crm-contact-views.js';
import { dropStyles, FileDrop } from './file-drop.js';
import { FilterChoices } from './filter-choices.js';
import { filterFields, ruleWords, type FilterField } from './filter-fields.js';
import { HiddenCount } from './hidden-count.js';
import type { ListTools, ToolsGround } from './list-tools.js';
import { ListViews } from './list-views.js';
import { bulkStyles, renderBulk, renderWork, type BulkKind, type ListWork } from './render-bulk.js';
import { chipStyles, renderChip } from './render-chip.js';

/** The tools of a contact list: they stand in its root, behind its rows, and open at its buttons. */
export class Tools implements ListTools {
  readonly #ground: ToolsGround;
  readonly #localizer: Localizer<typeof peopleWork>;
  readonly #actions: ContactActions;
  readonly #choices: FilterChoices;
  readonly selection: ContactSelection;
  readonly views: ListViews;
  readonly #hidden: HiddenCount;
  readonly #drop: FileDrop;

  constructor(ground: ToolsGround) {
    const { host, clients } = (this.#ground = ground);
    this.#localizer = new Localizer(host, 'peopleWork', peopleWork);
    const { t } = this.#localizer;
    this.selection = new ContactSelection(host, {
      client: () => clients.client,
      asked: ground.asked,
      count: ground.count,
      done: (count) => ground.announcer.say(ground.localizer.t('selected', { count })),
      failed: (error) => this.#fail(error, 'contact-select', t('notSelected', { reason: ground.explain(error) })),
    });
    this.views = new ListViews(host, clients, () => this.#tell(t('view.gone')));
    // Views are also what can be filtered by.
    this.views.isWanted = true;
    this.#actions = new ContactActions(ground, this.#localizer, this.selection);
    this.#choices = new FilterChoices(host, clients);
    this.#hidden = new HiddenCount(host, clients, ground.asked);
    this.#drop = new FileDrop(host, { isOpen: () => !clients.readonly && !host.hideActions, take: (files) => this.bring(files) });
    for (const styles of [chipStyles, bulkStyles, dropStyles]) adoptStyles(host, styles);
    // Times that are said as "3 hours ago" are kept true.
    new ClockController(host);
    host.addController({
      hostUpdate: () => this.#checkFilter(),
      hostConnected: () => host.addEventListener('keydown', this.#onKey),
      hostDisconnected: () => host.removeEventListener('keydown', this.#onKey),
    });
  }

  get #work(): ListWork | undefined {
    const { collecting } = this.selection;
    if (collecting === undefined) return this.#actions.work;
    const count = this.#ground.count();
    const stop = () => {
      this.selection.stop();
      this.#ground.host.requestUpdate();
    };
    return { text: this.#localizer.t('selecting', { count: collecting }), part: count ? collecting / count : undefined, stop };
  }

  get bar(): ListTools['bar'] {
    const work = this.#work;
    if (work) return { text: work.text, actions: renderWork(this.#localizer, work), isBusy: true };
    const selected = this.selection.ids.size;
    if (selected === 0) return undefined;
    const hidden = this.#hidden.value;
    const text = this.#ground.localizer.t('selected', { count: selected });
    return {
      text: hidden ? html`${text} ${this.#localizer.t('selected.hidden', { count: hidden })}` : text,
      actions: renderBulk({
        localizer: this.#localizer,
        selected,
        onBulk: (kind, trigger) => this.#openBulk(kind, trigger),
        onClear: () => this.selection.clear(),
      }),
      isBusy: false,
    };
  }

  /** A filter that something else wrote cannot be shown: that is said, and everybody is shown. */
  #checkFilter(): void {
    const { host } = this.#ground;
    if (rulesOf(host.filter)) return;
    host.filter = undefined;
    this.#tell(this.#localizer.t('filter.unknown'));
  }

  /** Undo and redo, but in text fields. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    if (target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select')) return;
    const key = event.key.toLowerCase();
    const direction = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : undefined;
    const { host, clients } = this.#ground;
    const { client, readonly } = clients;
    if (!direction || !client || readonly || host.hideActions) return;
    event.preventDefault();
    void this.#actions.turn(direction, client);
  };

  #tell(text: string): void {
    this.#ground.announcer.say(text);
    this.#ground.toasts.show({ text });
  }

  #fail(error: CrmError, command: string, text: string): void {
    const { host, announcer, toasts } = this.#ground;
    host.dispatchEvent(new CrmErrorEvent(error, command));
    announcer.alert(text);
    toasts.show({ text, kind: 'danger' });
  }

  #part<E extends Element>(tag: string): E | null {
    return this.#ground.host.renderRoot.querySelector<E>(tag);
  }

  openFilter(trigger: HTMLElement): void {
    void this.#part<CrmContactFilter>('crm-contact-filter')?.show(trigger);
  }

  openViews(trigger: HTMLElement): void {
    this.#part<CrmContactViews>('crm-contact-views')?.show(trigger);
  }

  openSort(trigger: HTMLElement): void {
    const menu = this.#part<CrmMenu>('crm-menu.sort-menu');
    if (!menu) return;
    const { host, localizer } = this.#ground;
    menu.items = contactSorts.map((sort) => ({ id: sort, label: localizer.t(`sort.${sort}`), checked: sort === host.sort }));
    menu.toggle(trigger);
  }

  #openBulk(kind: BulkKind, trigger: HTMLElement): void {
    const ids = [...this.selection.ids];
    if (ids.length === 0) return;
    if (kind === 'merge') void this.#merge(ids);
    else void this.#part<CrmContactBulk>('crm-contact-bulk')?.show(kind, trigger, ids);
  }

  openNew(): void {
    this.#part<CrmContactNew>('crm-contact-new')?.show();
  }

  bring(files: readonly File[] = []): void {
    void openImport(this.#ground.host, files);
  }

  /** Of those that were merged one is left; both are no longer what was chosen. */
  async #merge([first, second]: readonly string[]): Promise<void> {
    if (first === undefined || second === undefined) return;
    const { host, clients } = this.#ground;
    await openMerge(host, [first, second]);
    const left = await clients.client?.contacts.getMany([first, second]).catch(() => undefined);
    if (left?.some((contact) => !contact)) this.selection.clear();
  }

  get #rules(): ContactRules {
    return rulesOf(this.#ground.host.filter) ?? { match: 'all', rules: [] };
  }

  get #fields(): FilterField[] {
    const { localizer } = this.#ground;
    const segments = this.views.all.filter(({ visibility }) => visibility === 'shared');
    return filterFields({ localizer: this.#localizer, listTexts: localizer, choices: this.#choices, segments });
  }

  #filter(rules: ContactRules): void {
    const { host, asked, announce } = this.#ground;
    const before = JSON.stringify(asked().rules);
    host.filter = rules.rules.length > 0 ? rules : undefined;
    if (JSON.stringify(asked().rules) !== before) announce();
  }

  #removeChip(at: number, words: string): void {
    const { host, announcer } = this.#ground;
    const { match, rules } = completeRules(this.#rules);
    this.#filter({ match, rules: rules.filter((_, i) => i !== at) });
    announcer.say(this.#localizer.t('filter.removed', { rule: words }));
    void host.updateComplete.then(() => {
      const chips = host.renderRoot.querySelectorAll<HTMLElement>('.chip');
      (chips[Math.min(at, chips.length - 1)] ?? host.renderRoot.querySelector<HTMLElement>('.button.filter'))?.focus();
    });
  }

  readonly #commands: ViewCommands = {
    choose: (viewId) => {
      const { host, announce } = this.#ground;
      host.viewId = viewId;
      if (viewId === undefined) Object.assign(host, { filter: undefined, sort: 'name', columns: undefined });
      announce();
      host.dispatchEvent(new CrmContactViewEvent(viewId));
    },
    create: (naming) =>
      this.#keep(this.#localizer.t('view.saved', { name: naming.name }), async (client) => {
        const view = await client.views.create({ object: 'contacts', ownerId: this.views.me, ...naming, ...this.#settings });
        this.views.take(view.id);
        this.#ground.host.dispatchEvent(new CrmContactViewEvent(view.id));
      }),
    rename: (view, naming) =>
      this.#keep(this.#localizer.t('view.saved', { name: naming.name }), (client) => client.views.update(view.id, { ...naming })),
    update: (view) =>
      this.#keep(this.#localizer.t('view.updated', { name: view.name }), (client) => client.views.update(view.id, this.#settings)),
    remove: (view) =>
      this.#keep(this.#localizer.t('view.removed', { name: view.name }), async (client) => {
        this.#commands.choose(undefined);
        await client.views.remove(view.id);
      }),
  };

  /** The list as it is now, as a view keeps it. */
  get #settings(): Pick<View, 'filter' | 'sort' | 'columns'> {
    const { sort, columns } = this.#ground.host;
    const { match, rules } = completeRules(this.#rules);
    return {
      filter: { match, rules: rules.map((rule) => ({ ...rule })) } as unknown as View['filter'],
      sort,
      columns: [...(columns ?? [])],
    };
  }

  /** Writes a view, and says so; whether it was done. */
  async #keep(done: string, write: (client: CrmClient) => Promise<unknown>): Promise<boolean> {
    const { clients, announcer, toasts, explain } = this.#ground;
    if (!clients.client) return false;
    try {
      await write(clients.client);
      announcer.say(done);
      toasts.show({ text: done, forMs: 4_000 });
      return true;
    } catch (thrown) {
      const error = toCrmError(thrown);
      this.#fail(error, 'view-save', this.#localizer.t('notSaved', { reason: explain(error) }));
      return false;
    }
  }

  readonly #created = (contact: Contact): void => {
    const { host, announcer, toasts, localizer } = this.#ground;
    const text = this.#localizer.t('new.created', { name: displayName(contact, null, localizer.t('unnamed')) });
    announcer.say(text);
    toasts.show({ text });
    host.dispatchEvent(new CrmContactOpenEvent(contact.id));
  };

  renderChips(): unknown {
    const fields = this.#fields;
    const { t } = this.#localizer;
    const { match, rules } = completeRules(this.#rules);
    return repeat(
      rules,
      (rule) => JSON.stringify(rule),
      (rule, at) => {
        const words = ruleWords(rule, fields, this.#localizer);
        const between = at > 0 && match === 'any' ? html`<span class="between">${t('filter.or')}</span>` : nothing;
        return html`${between}${renderChip(words, t('rule.remove', { rule: words }), () => this.#removeChip(at, words))}`;
      },
    );
  }

  render(): TemplateResult {
    const { host, clients, total, explain, announce } = this.#ground;
    const { views } = this;
    return html`${this.#drop.render(this.#localizer.t('drop'))}<crm-menu
        class="sort-menu"
        align="end"
        label=${this.#localizer.t('sort.title')}
        @crm-menu-select=${({ id }: MenuSelectEvent) => {
          host.sort = id as ContactSort;
          announce();
        }}
      ></crm-menu>
      <crm-contact-filter
        .rules=${this.#rules}
        .fields=${this.#fields}
        .total=${total()}
        @crm-rules-change=${({ rules }: RulesChangeEvent) => this.#filter(rules)}
      ></crm-contact-filter>
      <crm-contact-views
        .views=${views.all}
        .current=${views.current}
        .isOwn=${(view: View) => views.isOwn(view)}
        .commands=${this.#commands}
        ?edited=${views.isEdited}
        ?readonly=${clients.readonly || host.hideActions}
      ></crm-contact-views>
      <crm-contact-bulk .actions=${this.#actions} .agents=${this.#choices.agents} .known=${this.#choices.tags}></crm-contact-bulk>
      <crm-contact-new .client=${clients.client} .explain=${explain} .created=${this.#created}></crm-contact-new>`;
  }
}
