import type { CrmClient, CrmError } from '@crm-elements/data';
import { displayName } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { storeData } from '../../i18n/en/store-data.js';
import { CrmDataElement } from '../../internal/crm-data-element.js';
import { download, trash, upload } from '../../internal/icons.js';
import { LiveController } from '../../internal/live.js';
import { Localizer } from '../../internal/locale.js';
import { openImport } from '../../internal/open-import.js';
import type { RecordPickEvent } from '../../internal/parts/crm-record-picker.js';
import { heading } from '../../internal/parts/heading.js';
import { icon } from '../../internal/parts/icon.js';
import { errorView, skeletonLines } from '../../internal/parts/views.js';
import { followPreference } from '../workspace-preference.js';
import { dataStyles } from './crm-settings-data.styles.js';
import { DataJob, type JobOutcome, type JobPlace } from './data-job.js';
import * as work from './data-work.js';
import { watchCounts, type KindCounts } from './kinds.js';
import { renderHoldings } from './render-holdings.js';
import { renderJob } from './render-job.js';
import { renderQuestion, type Question } from './render-questions.js';
import { StorageWatch } from './storage-facts.js';

/** A person, as picked. */
interface Picked {
  readonly id: string;
  readonly name: string;
}

/** Found people in the list under the field. */
const mostFound = 8;

/** The data itself: what is stored and how safe it is, backup and restore, and what one person can ask for. A section of the settings. */
export class CrmSettingsData extends CrmDataElement {
  static override styles = [CrmDataElement.styles, dataStyles];

  protected readonly localizer = new Localizer(this, 'storeData', storeData);
  readonly #job = new DataJob(this, this.announcer, {
    busy: () => this.localizer.t('busy'),
    failed: (error) => this.localizer.t('failed', { reason: this.explain(error) }),
  });
  readonly #storage = new StorageWatch(this);
  readonly #backup = followPreference(this, this.clients, 'backup');
  readonly #counts = new LiveController<KindCounts | undefined, readonly []>(this, this.clients, {
    args: () => [],
    start: (client, _args, { next, fail, signal }) => watchCounts(client, next, { signal, onError: fail }),
  });

  @query('input[type=file]') protected readonly fileInput!: HTMLInputElement;

  /** Nothing can be changed. What is stored can still be saved. */
  @property({ type: Boolean }) readonly = false;

  @state() protected question: Question | undefined;
  @state() protected isSure = false;
  @state() protected isReminded = false;
  @state() protected picked: Picked | undefined;
  @state() protected personError = '';
  /** What came of asking the browser to keep the data. */
  @state() protected answer = '';

  get #isReadonly(): boolean {
    const store = this.clients.status?.state;
    return this.readonly || this.clients.readonly || store === 'stale';
  }

  #run(place: JobPlace, first: string, run: work.Work<JobOutcome | undefined>): void {
    const { client } = this.clients;
    if (!client) return;
    const context = { client, localizer: this.localizer, explain: this.explain.bind(this) };
    void this.#job.run(place, first, (tell, signal) => run(context, tell, signal));
  }

  readonly #export = (): void => this.#run('backup', this.localizer.t('export.started'), work.exportEverything);

  #chooseBackup(): void {
    if (!this.#job.refuses()) this.fileInput.click();
  }

  readonly #onFile = (): void => {
    const [file] = this.fileInput.files ?? [];
    // The same file can be chosen again.
    this.fileInput.value = '';
    if (!file) return;
    const first = this.localizer.t('restore.checking', { share: this.localizer.number(0, { style: 'percent' }) });
    this.#run('restore', first, async (...given) => {
      const read = await work.readBackup(file)(...given);
      if ('tone' in read) return read;
      this.#ask({ kind: 'restore', file: file.name, read });
      return undefined;
    });
  };

  readonly #find = async (text: string): Promise<readonly Picked[]> => {
    const { contacts } = this.clients.client!;
    const { records } = text
      ? await contacts.search(text, { limit: mostFound })
      : await contacts.list({ sort: [{ by: 'nameKey' }], limit: mostFound });
    // Two people of one name are told apart.
    return records.map((contact) => ({
      id: contact.id,
      name: [displayName(contact, undefined, this.localizer.t('person.unnamed')), contact.emails[0]?.value]
        .filter((part, at, all) => part && all.indexOf(part) === at)
        .join(' · '),
    }));
  };

  /** The person who was chosen; without one, that is asked for. */
  #requirePerson(): Picked | undefined {
    if (this.picked) return this.picked;
    this.personError = this.localizer.t('person.first');
    this.renderRoot.querySelector<HTMLElement>('crm-record-picker')?.focus();
    return undefined;
  }

  #exportPerson(): void {
    const person = this.#requirePerson();
    if (person) this.#run('person', this.localizer.t('person.reading'), work.exportOnePerson(person.id));
  }

  #askForPerson(): void {
    const person = this.#requirePerson();
    if (!person) return;
    this.#run('person', this.localizer.t('person.reading'), async (...given) => {
      const summary = await work.summarize(person.id)(...given);
      if (!summary) return { tone: 'info', text: this.localizer.t('unchanged') };
      this.#ask({ kind: 'person', contactId: summary.contactId, name: person.name, summary });
      return undefined;
    });
  }

  #ask(question: Question): void {
    this.isSure = this.isReminded = false;
    this.question = question;
  }

  readonly #close = (): void => {
    if (this.question?.kind === 'restore') this.#job.settle('restore', { tone: 'info', text: this.localizer.t('unchanged') });
    this.question = undefined;
  };

  readonly #go = (): void => {
    const { question, localizer } = this;
    if (!question) return;
    if (question.kind !== 'restore' && !this.isSure) {
      this.isReminded = true;
      this.announcer.alert(localizer.t('erase.confirmFirst'));
      this.renderRoot.querySelector<HTMLElement>('crm-dialog .checkbox')?.focus();
      return;
    }
    this.question = undefined;
    if (question.kind === 'restore') {
      const first = localizer.t('restore.writing', { done: 0, total: question.read.records });
      this.#run('restore', first, work.restoreBackup(question.read, question.file));
    } else if (question.kind === 'all') {
      this.#run('all', localizer.t('all.erasing'), work.eraseEverything);
    } else {
      this.picked = undefined;
      this.#run('person', localizer.t('person.reading'), work.eraseOnePerson(question.contactId));
    }
  };

  readonly #exportFirst = (): void => {
    this.question = undefined;
    this.#export();
  };

  readonly #askBrowser = (): void => {
    if (this.#storage.isAsking) return;
    void this.#storage.ask().then((granted) => {
      this.answer = this.localizer.t(granted ? 'kept.granted' : 'kept.refused');
      this.announcer.say(this.answer);
    });
  };

  protected override render(): TemplateResult {
    const { localizer, clients } = this;
    const { client } = clients;
    const { failure } = clients;
    const isLoading = !failure && (!client || this.#counts.state === 'loading');
    this.setState('loading', isLoading);
    this.setState('error', failure !== undefined || this.#counts.state === 'error');
    return html`<div part="base" class="base" dir=${localizer.dir} lang=${localizer.locale}>
      ${this.renderStoreStatus()}
      <div class="section">
        ${failure ? this.#renderFailure(failure, () => clients.retry()) : client ? this.#renderParts(client, isLoading) : this.#renderLoading()}
      </div>
      ${this.renderGround()}
    </div>`;
  }

  #renderFailure(error: CrmError, retry: () => void): TemplateResult {
    const { t } = this.localizer;
    return errorView({
      title: t('error.title'),
      text: this.explain(error),
      actions: html`<button type="button" class="button" @click=${retry}>${t('retry')}</button>`,
    });
  }

  #renderLoading(): TemplateResult {
    return html`<div class="waiting">${skeletonLines(60, 80, 40)}</div>
      <span class="visually-hidden">${this.localizer.t('loading')}</span>`;
  }

  #renderParts(client: CrmClient, isLoading: boolean): TemplateResult {
    const { localizer, question, isSure, isReminded } = this;
    const { t } = localizer;
    const { adapter } = client;
    const { name: database, capabilities } = adapter;
    const isHere = capabilities.reach === 'device';
    const { value: counts } = this.#counts;
    return html`${this.#renderGroup(
      'holdings',
      t(isHere ? 'holds' : 'holds.shared'),
      this.#counts.error
        ? this.#renderFailure(this.#counts.error, () => this.#counts.retry())
        : isLoading
          ? this.#renderLoading()
          : renderHoldings({
              localizer,
              counts,
              capabilities,
              database,
              backupAt: (this.#backup.value?.value as { at?: string } | undefined)?.at,
              storage: this.#storage,
              answer: this.answer,
              ask: this.#askBrowser,
            }),
    )}
    ${this.#renderGroup('backups', t('backups'), this.#renderBackups(capabilities.restore))}
    ${this.#renderGroup('person', t('person'), this.#renderPerson())}
    ${capabilities.restore ? this.#renderGroup('all', t('all'), this.#renderAll()) : nothing}
    ${renderQuestion({
      localizer,
      question,
      here: counts,
      database,
      isSure,
      isReminded,
      setSure: (sure) => {
        this.isSure = sure;
        if (sure) this.isReminded = false;
      },
      exportFirst: this.#exportFirst,
      go: this.#go,
      close: this.#close,
    })}`;
  }

  #renderGroup(id: string, title: string, content: unknown): TemplateResult {
    return html`<section class="group" part=${id} aria-labelledby=${id}>
      ${heading(this.headingLevel, title, { id, className: 'sub' })} ${content}
    </section>`;
  }

  /** A button, and what it does. While nothing can be changed, what changes something says so. */
  #renderAction(action: {
    className: string;
    label: string;
    picture: string;
    about: string;
    run: () => void;
    changes?: true;
    danger?: true;
  }): TemplateResult {
    const { className, label, picture, about, run, changes, danger } = action;
    const isOff = (changes && this.#isReadonly) || this.#job.isRunning;
    const press = () => {
      if (changes && this.#isReadonly) this.announcer.say(this.localizer.t('readonly'));
      else if (!this.#job.refuses()) run();
    };
    return html`<div class="action">
      <p id=${`${className}-about`}>${about}</p>
      <button
        type="button"
        class="button ${className} ${danger ? 'danger' : ''}"
        aria-disabled=${isOff ? 'true' : 'false'}
        aria-describedby=${`${className}-about`}
        @click=${press}
      >
        ${icon(picture)}${label}
      </button>
    </div>`;
  }

  #renderBackups(canRestore: boolean): TemplateResult {
    const { t } = this.localizer;
    const importing = () => void openImport(this);
    return html`<div class="actions">
        ${this.#renderAction({ className: 'export', label: t('export'), picture: download, about: t('export.about'), run: this.#export })}
        ${renderJob(this.localizer, this.#job, 'backup')}
        ${
          canRestore
            ? this.#renderAction({
                className: 'restore',
                label: t('restore'),
                picture: upload,
                about: t('restore.about'),
                run: () => this.#chooseBackup(),
                changes: true,
              })
            : html`<p class="hint">${t('restore.unsupported')}</p>`
        }
        ${renderJob(this.localizer, this.#job, 'restore')}
        ${this.#renderAction({ className: 'import', label: t('import'), picture: upload, about: t('import.about'), run: importing, changes: true })}
      </div>
      <input type="file" hidden accept=".jsonl,.ndjson,application/x-ndjson" aria-label=${t('restore')} @change=${this.#onFile} />`;
  }

  #renderPerson(): TemplateResult {
    const { t } = this.localizer;
    const isBusy = this.#job.isRunning ? 'true' : 'false';
    const unless = (run: () => void) => () => {
      if (!this.#job.refuses()) run();
    };
    return html`<p>${t('person.about')}</p>
      <crm-record-picker
        .label=${t('person.label')}
        .placeholder=${t('person.placeholder')}
        .noneFound=${t('person.none')}
        .removeLabel=${(name: string) => t('person.remove', { name })}
        .value=${this.picked ? [this.picked] : []}
        .find=${this.#find}
        error=${this.personError}
        controlled
        @crm-record-pick=${({ value }: RecordPickEvent) => {
          this.picked = value.at(-1);
          this.personError = '';
        }}
      ></crm-record-picker>
      <div class="choices">
        <button type="button" class="button person-export" aria-disabled=${isBusy} @click=${unless(() => this.#exportPerson())}>
          ${icon(download)}${t('person.export')}
        </button>
        ${
          this.#isReadonly
            ? nothing
            : html`<button
                type="button"
                class="button danger person-erase"
                aria-disabled=${isBusy}
                @click=${unless(() => this.#askForPerson())}
              >
                ${icon(trash)}${t('person.erase')}
              </button>`
        }
      </div>
      ${renderJob(this.localizer, this.#job, 'person')}`;
  }

  #renderAll(): TemplateResult {
    const { t } = this.localizer;
    return html`<div class="actions">
      ${this.#renderAction({
        className: 'erase-all',
        label: t('all.erase'),
        picture: trash,
        about: t('all.about'),
        run: () => this.#ask({ kind: 'all' }),
        changes: true,
        danger: true,
      })}
      ${renderJob(this.localizer, this.#job, 'all')}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-settings-data': CrmSettingsData;
  }
}
