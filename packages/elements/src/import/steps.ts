/** What an import does behind its first painting, and how its steps are drawn: loaded when there is a store to import into. */
import type { CrmClient, CrmError } from '@crm-elements/data';
import { toCrmError } from '@crm-elements/data';
import type { LitElement, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { CrmErrorEvent } from '../events/crm-error-event.js';
import { CrmImportDoneEvent, CrmImportStartEvent } from '../events/import-events.js';
import { importSteps } from '../i18n/en/import-steps.js';
import { Localizer } from '../internal/locale.js';
import { saveFile } from '../internal/save-file.js';
import { firstRecords, type FirstRecord } from './first-records.js';
import { ImportSession } from './import-session.js';
import type { ImportView } from './import-view.js';
import { isTaken, type Step } from './import.types.js';
import { loadInterchange, type CsvCollection, type CsvTarget } from './interchange.js';
import { describeFile, renderFiles, renderKept } from './render-files.js';
import { renderFooter } from './render-footer.js';
import { renderMap } from './render-map.js';
import { renderPreview } from './render-preview.js';
import { renderReport } from './render-report.js';
import { placeOf, shownSteps } from './shown-steps.js';
import { stepTitle } from './step-title.js';

export { stepStyles } from './steps.styles.js';

interface StepsHost extends LitElement {
  readonly headingLevel: number;
  readonly hideTitle: boolean;
}

interface StepsGround {
  readonly isReadonly: () => boolean;
  readonly explain: (error: CrmError) => string;
  readonly say: (text: string) => void;
  readonly alert: (text: string) => void;
  /** Shows the heading of the step that is new. */
  readonly focusStep: () => void;
  readonly renderName: ImportView['renderName'];
}

/** How often it is said how far the writing is. */
const quarters = 4;

export class ImportSteps {
  readonly #host: StepsHost;
  readonly #ground: StepsGround;
  readonly #localizer: Localizer<typeof importSteps>;
  readonly #shown = new Map<string, number>();
  #session: ImportSession;
  #missing: ImportView['missing'];
  #first: readonly FirstRecord[] = [];
  #firstOf: unknown;
  #said = 0;
  #targets: ((collection: CsvCollection) => CsvTarget[]) | undefined;
  #note = '';

  constructor(host: StepsHost, client: CrmClient, ground: StepsGround) {
    this.#host = host;
    this.#ground = ground;
    this.#localizer = new Localizer(host, 'importSteps', importSteps);
    this.#session = this.#open(client);
  }

  #open(client: CrmClient): ImportSession {
    return new ImportSession({ client, changed: () => this.#changed() });
  }

  get session(): ImportSession {
    return this.#session;
  }

  /** Ends what it does; what is committed stays. */
  end(): void {
    this.#session.end();
    this.#localizer.hostDisconnected();
    this.#host.removeController(this.#localizer);
  }

  #changed(): void {
    const { running } = this.#session;
    if (running?.state === 'writing' && running.total > 0) {
      const quarter = Math.floor((quarters * running.committed) / running.total);
      if (quarter > this.#said && quarter < quarters) {
        this.#said = quarter;
        this.#ground.say(this.#localizer.t('run.said', { percent: Math.round((100 * quarter) / quarters) }));
      }
    }
    this.#host.requestUpdate();
  }

  async add(files: readonly File[]): Promise<void> {
    if (this.#ground.isReadonly() || this.#session.isBusy) return;
    if (this.#session.step === 'report') this.#startAnew();
    else if (this.#session.step !== 'choose') this.#go('choose');
    this.#missing = undefined;
    const session = this.#session;
    const before = new Set(session.files.map(({ id }) => id));
    await session.add(files);
    if (session !== this.#session) return;
    const { t } = this.#localizer;
    for (const file of session.files)
      if (!before.has(file.id)) this.#ground.say(t('file.read', { file: file.name, what: describeFile(this.#view, file) }));
  }

  // From step to step

  #go(step: Step): void {
    this.#missing = undefined;
    this.#note = '';
    this.#session.go(step);
    this.#ground.focusStep();
    this.#ground.say(this.#localizer.t('stepOf', { step: placeOf(step) + 1, steps: shownSteps.length, title: this.title }));
  }

  #refuse(missing: NonNullable<ImportView['missing']>): void {
    this.#missing = missing;
    this.#host.requestUpdate();
    const field = { currency: '[name=currency]', pipeline: '[name=pipeline-name]', files: '.choose' }[missing];
    void this.#host.updateComplete.then(() => this.#host.renderRoot.querySelector<HTMLElement>(field)?.focus());
  }

  async #next(): Promise<void> {
    const session = this.#session;
    if (session.step === 'choose') {
      if (session.isReading || !session.files.some(isTaken)) return this.#refuse('files');
      if (session.csvFiles.length === 0 || session.isResumed) return this.#preview();
      await this.#loadTargets();
      return this.#go('map');
    }
    const { choices } = session;
    if (session.needsCurrency && choices.currency === '') return this.#refuse('currency');
    if (session.hasDeals && choices.pipeline && 'name' in choices.pipeline && choices.pipeline.name.trim() === '')
      return this.#refuse('pipeline');
    if (session.hasDeals && !choices.pipeline) session.choose({ pipeline: { name: this.#localizer.t('choices.pipelineDefault') } });
    return this.#preview();
  }

  async #loadTargets(): Promise<void> {
    const { targetsOf } = await loadInterchange();
    const { customFields } = this.#session;
    const known = new Map<CsvCollection, CsvTarget[]>();
    this.#targets = (collection) => {
      if (!known.has(collection)) known.set(collection, targetsOf(collection, customFields));
      return known.get(collection)!;
    };
  }

  async #preview(): Promise<void> {
    const session = this.#session;
    if (session.step !== 'preview') this.#go('preview');
    if (!session.prepared) await session.prepare();
    const { prepared, problem } = session;
    if (session !== this.#session || session.step !== 'preview') return;
    const { t } = this.#localizer;
    if (prepared) this.#ground.say(t('preview.ready', { count: prepared.plan.operations.length }));
    if (problem) this.#fail(problem);
  }

  /** One step back; what was chosen stays. */
  back(): boolean {
    const { step, csvFiles, isResumed } = this.#session;
    if (step !== 'map' && step !== 'preview') return false;
    this.#go(step === 'preview' && csvFiles.length > 0 && !isResumed ? 'map' : 'choose');
    return true;
  }

  #fail(error: CrmError): void {
    this.#host.dispatchEvent(new CrmErrorEvent(error, 'import'));
    this.#ground.alert(this.#ground.explain(error));
  }

  // Writing

  async #start(): Promise<void> {
    const { prepared } = this.#session;
    if (!prepared || this.#session.preparing !== undefined) return;
    const { operations, counts } = prepared.plan;
    if (operations.length === 0) {
      this.#tellInPlace(this.#localizer.t('preview.nothing'));
      return;
    }
    if (this.#host.dispatchEvent(new CrmImportStartEvent(counts))) await this.#run();
    else this.#tellInPlace(this.#localizer.t('preview.vetoed'));
  }

  #tellInPlace(text: string): void {
    this.#note = text;
    this.#ground.alert(text);
    this.#host.requestUpdate();
  }

  async #run(): Promise<void> {
    const session = this.#session;
    this.#said = 0;
    const writing = session.run();
    this.#go('run');
    await writing;
    if (session !== this.#session) return;
    this.#go('report');
    const { running, prepared } = session;
    if (running?.state === 'failed') this.#fail(running.error);
    if (running?.state === 'done' && prepared) this.#host.dispatchEvent(new CrmImportDoneEvent(prepared.plan.counts));
  }

  async #takeBack(): Promise<void> {
    const session = this.#session;
    const removing = session.takeBack();
    this.#go('report');
    await removing;
    if (session !== this.#session) return;
    this.#go('report');
    const { running } = session;
    if (running?.state === 'not-removed') this.#fail(running.error);
  }

  #startAnew(): void {
    this.#session.end();
    this.#session = this.#open(this.#session.client);
    this.#shown.clear();
    this.#go('choose');
  }

  #forgetKept(): void {
    void this.#session.forgetKept();
    this.#ground.say(this.#localizer.t('kept.forgotten'));
    this.#ground.focusStep();
  }

  async #download(name: string, headings: readonly string[], rows: readonly (readonly (string | number)[])[]): Promise<void> {
    try {
      const { formatCsv } = await loadInterchange();
      saveFile(`${name}.csv`, formatCsv(rows, headings, { bom: true }));
    } catch (thrown) {
      this.#fail(toCrmError(thrown));
    }
  }

  // What is seen

  /** The heading of the step. */
  get title(): string {
    return stepTitle(this.#session, this.#localizer);
  }

  get #view(): ImportView {
    const { explain, isReadonly, renderName } = this.#ground;
    return {
      session: this.#session,
      localizer: this.#localizer,
      level: this.#host.headingLevel + (this.#host.hideTitle ? 0 : 1),
      readonly: isReadonly(),
      missing: this.#missing,
      shownOf: (list) => this.#shown.get(list) ?? 0,
      showMore: (list, to) => {
        this.#shown.set(list, to);
        this.#host.requestUpdate();
      },
      download: (name, headings, rows) => void this.#download(name, headings, rows),
      explain,
      renderName,
      act: {
        next: () => void this.#next(),
        back: () => void this.back(),
        start: () => void this.#start(),
        goOn: () => void this.#run(),
        goOnWithKept: () => {
          this.#session.goOn();
          void this.#preview();
        },
        forgetKept: () => this.#forgetKept(),
        remove: (id) => this.#remove(id),
        retry: () => void this.#preview(),
        takeBack: () => void this.#takeBack(),
        startAnew: () => this.#startAnew(),
      },
    };
  }

  #remove(id: number): void {
    const file = this.#session.files.find((one) => one.id === id);
    this.#session.remove(id);
    if (file) this.#ground.say(this.#localizer.t('file.removed', { file: file.name }));
    // What had focus is gone.
    void this.#host.updateComplete.then(() => this.#host.renderRoot.querySelector<HTMLElement>('.choose')?.focus());
  }

  /** The first records of the plan, with their names: read when there is another plan. */
  #lookAtFirst(): void {
    const { client, prepared } = this.#session;
    if (this.#firstOf === prepared) return;
    this.#firstOf = prepared;
    if (!prepared) return;
    void firstRecords(client, prepared.plan).then((first) => {
      if (this.#firstOf !== prepared) return;
      this.#first = first;
      this.#host.requestUpdate();
    });
  }

  /** Of the first step: what stands below the place to drop files at. */
  renderChosen(): TemplateResult {
    const view = this.#view;
    return html`${renderKept(view)} ${renderFiles(view)}`;
  }

  /** Of the others: all of it. */
  renderStep(): TemplateResult | typeof nothing {
    const view = this.#view;
    const { step } = this.#session;
    this.#lookAtFirst();
    if (step === 'map' && this.#targets) return renderMap(view, this.#targets);
    if (step === 'preview') return renderPreview(view, this.#first);
    return step === 'choose' ? nothing : html`${renderReport(view, this.#first)}`;
  }

  /** The ways on and back. */
  renderFooter(): TemplateResult | typeof nothing {
    return renderFooter(this.#view, this.#note);
  }
}
