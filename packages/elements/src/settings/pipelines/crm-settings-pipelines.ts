import type { Pipeline } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { briefcase, plus, star, undo as restore } from '../../internal/icons.js';
import { icon } from '../../internal/parts/icon.js';
import { emptyView } from '../../internal/parts/views.js';
import type { FormValues } from '../form/settings-form.js';
import { orderBehind, ordersFrom } from '../ordered.js';
import { iconButton, renderRows } from '../render-rows.js';
import { fresh, SettingsPart } from '../section.js';
import { pipelineFields } from './stage-fields.js';

/** The ways of selling, and the stages of the one that is chosen. */
export class CrmSettingsPipelines extends SettingsPart {
  @state() protected chosen: string | undefined;

  readonly #pipelines = this.reads('pipelines', () => ({ by: 'order' }));

  get #all(): readonly Pipeline[] {
    return this.#pipelines.value ?? [];
  }

  /** The pipeline whose stages are shown. */
  get #current(): Pipeline | undefined {
    const all = this.#all;
    return all.find(({ id }) => id === this.chosen) ?? all.find(({ isDefault, archived }) => isDefault && !archived) ?? all[0];
  }

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const all = this.#all;
    const current = this.#current;
    if (all.length === 0 && this.editing === undefined)
      return emptyView({ title: t('pipeline.none'), text: t('pipeline.noneText'), picture: briefcase, actions: this.#renderAdd(true) });
    return html`${renderRows({
      localizer: this.localizer,
      label: t('pipelines'),
      readonly: this.readonly,
      rows: all.map((pipeline) => this.#row(pipeline, current)),
      edit: (id) => this.edit(id),
      move: (id, to) => this.reorder('pipelines', all, { id, to, name: all.find((one) => one.id === id)!.name }),
    })}
    ${this.editing === fresh ? html`<div class="new">${this.#renderForm(undefined)}</div>` : this.#renderAdd(false)}
    ${
      current
        ? html`<crm-settings-stages
            .client=${this.client}
            .work=${this.work}
            .pipeline=${current}
            .level=${this.level}
            ?readonly=${this.readonly}
          ></crm-settings-stages>`
        : nothing
    }`;
  }

  #row(pipeline: Pipeline, current: Pipeline | undefined) {
    const { t } = this.localizer;
    const { id, name, currency, isDefault, archived } = pipeline;
    return {
      id,
      name,
      off: archived,
      badges: html`<span class="badge"><bdi>${currency}</bdi></span
        >${isDefault ? html`<span class="badge brand">${t('pipeline.default')}</span>` : nothing}${
          archived ? html`<span class="badge">${t('pipeline.archived')}</span>` : nothing
        }`,
      form: this.editing === id ? this.#renderForm(pipeline) : undefined,
      actions: html`${
        this.#all.length > 1
          ? html`<button
              type="button"
              class="button small"
              aria-pressed=${id === current?.id ? 'true' : 'false'}
              aria-label=${t('pipeline.stagesOf', { name })}
              @click=${() => (this.chosen = id)}
            >
              ${t('stages')}
            </button>`
          : nothing
      }
      ${isDefault || archived ? nothing : iconButton(t('pipeline.makeDefault', { name }), star, () => this.#makeDefault(pipeline))}
      ${
        archived
          ? iconButton(t('pipeline.unarchive', { name }), restore, () => this.#archive(pipeline, false))
          : html`<button
              type="button"
              class="button quiet small"
              aria-label=${t('pipeline.archiveOf', { name })}
              @click=${() => this.#archive(pipeline, true)}
            >
              ${t('pipeline.archive')}
            </button>`
      }`,
    };
  }

  #renderAdd(first: boolean): TemplateResult | typeof nothing {
    if (this.readonly) return nothing;
    return html`<button type="button" class="button add ${first ? 'primary' : ''}" @click=${() => this.edit(fresh)}>
      ${icon(plus)}${this.localizer.t('pipeline.add')}
    </button>`;
  }

  #renderForm(pipeline: Pipeline | undefined): TemplateResult {
    const { t } = this.localizer;
    return html`<crm-settings-form
      .model=${this.client!.adapter.model.collections['pipelines']}
      .fields=${pipelineFields(this.localizer)}
      .record=${pipeline ?? { name: '', currency: this.#all[0]?.currency ?? 'EUR' }}
      .label=${pipeline ? t('editOf', { name: pipeline.name }) : t('pipeline.add')}
      .submitLabel=${pipeline ? '' : t('pipeline.add')}
      .explain=${this.work.explain}
      .save=${(values: FormValues, version: number | undefined) => (pipeline ? this.#update(pipeline, values, version) : this.#create(values))}
      @crm-form-close=${this.closeForm}
    ></crm-settings-form>`;
  }

  /** A pipeline begins with what every one needs: a first stage, and the two in which deals end. */
  #create({ name, currency }: FormValues) {
    const { t } = this.localizer;
    const all = this.#all;
    const [first, won, lost] = ordersFrom(3);
    return this.work.run({
      command: 'pipeline-create',
      quiet: true,
      run: async () => {
        const { pipeline } = await this.client!.createPipeline({
          name: name as string,
          currency: currency as string,
          order: orderBehind(all),
          isDefault: !all.some(({ isDefault, archived }) => isDefault && !archived),
          stages: [
            { name: t('stage.first'), probability: 1_000, color: 'gray', order: first! },
            { name: t('kind.won'), kind: 'won', probability: 10_000, color: 'green', collapsed: true, order: won! },
            { name: t('kind.lost'), kind: 'lost', probability: 0, color: 'red', collapsed: true, order: lost! },
          ],
        });
        this.chosen = pipeline.id;
      },
      done: t('pipeline.added', { name: name as string }),
    });
  }

  #update(pipeline: Pipeline, values: FormValues, version: number | undefined) {
    return this.work.run({
      command: 'pipeline-update',
      quiet: true,
      run: () => this.client!.pipelines.update(pipeline.id, values, version === undefined ? {} : { ifVersion: version }),
      done: this.localizer.t('changed', { name: pipeline.name }),
    });
  }

  #makeDefault({ id, name }: Pick<Pipeline, 'id' | 'name'>): void {
    const former = this.#all.filter(({ isDefault }) => isDefault).map((pipeline) => pipeline.id);
    const { pipelines } = this.client!;
    const set = (ids: readonly string[], isDefault: boolean) => pipelines.updateMany(ids, { isDefault });
    void this.work.run({
      command: 'pipeline-default',
      run: () => Promise.all([set(former, false), set([id], true)]),
      done: this.localizer.t('pipeline.isDefault', { name }),
      undo: () => Promise.all([set([id], false), set(former, true)]),
    });
  }

  #archive({ id, name }: Pick<Pipeline, 'id' | 'name'>, archived: boolean): void {
    void this.work.run({
      command: 'pipeline-archive',
      run: () => this.client!.pipelines.update(id, { archived }),
      done: this.localizer.t(archived ? 'pipeline.isArchived' : 'pipeline.isBack', { name }),
    });
  }
}
