import { toCrmError } from '@crm-elements/data';
import type { Pipeline, Stage } from '@crm-elements/schema';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { plus } from '../../internal/icons.js';
import { heading } from '../../internal/parts/heading.js';
import { icon } from '../../internal/parts/icon.js';
import { stageColors } from '../../pipeline-board/stage-colors.js';
import type { FormRecord, FormValues } from '../form/settings-form.js';
import { orderBehind, reordered } from '../ordered.js';
import { renderConfirm } from '../render-confirm.js';
import { renderRows } from '../render-rows.js';
import { fresh, SettingsPart } from '../section.js';
import { bringBack, dealsIn, removeStage } from './remove-stage.js';
import { stageFields } from './stage-fields.js';

const begin: FormRecord = {
  name: '',
  kind: 'open',
  probability: 5_000,
  color: null,
  rotAfterDays: null,
  rotBasis: 'lastActivity',
  wipLimit: null,
  wipHard: false,
  requiredFields: [],
  allowedNext: null,
  collapsed: false,
};

/** The stages of one pipeline. */
export class CrmSettingsStages extends SettingsPart {
  static override styles = [
    SettingsPart.styles,
    stageColors,
    css`
      .dot {
        flex: none;
        inline-size: 12px;
        block-size: 12px;
        border-radius: var(--_radius-full);
        background: var(--_stage-edge);
      }
      @media (forced-colors: active) {
        .dot {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) pipeline!: Pipeline;

  @state() protected removing: Stage | undefined;
  /** How many deals it holds; undefined while that is counted. */
  @state() protected held: number | undefined;

  @query('.target') protected readonly target!: HTMLSelectElement | null;

  readonly #stages = this.reads('stages', () => ({ where: { pipelineId: this.pipeline.id }, by: 'order' }));
  readonly #customFields = this.reads('customFields', () => ({ where: { object: 'deals' }, by: 'order' }));

  get #all(): readonly Stage[] {
    return this.#stages.value ?? [];
  }

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const all = this.#all;
    return html`${heading(this.level, html`${t('stages')} · <bdi>${this.pipeline.name}</bdi>`, { className: 'sub' })}
    ${renderRows({
      localizer: this.localizer,
      label: t('pipeline.stagesOf', { name: this.pipeline.name }),
      readonly: this.readonly,
      rows: all.map((stage) => ({
        id: stage.id,
        name: stage.name,
        mark: html`<span class="dot" data-kind=${stage.kind} data-color=${stage.color ?? nothing} aria-hidden="true"></span>`,
        badges: html`<span class="badge numeric">${this.#percent(stage)}</span>${
            stage.kind === 'open'
              ? nothing
              : html`<span class="badge ${stage.kind === 'won' ? 'success' : 'danger'}">${t(`kind.${stage.kind}`)}</span>`
          }`,
        more: this.#rulesOf(stage).join(' · '),
        form: this.editing === stage.id ? this.#renderForm(stage) : undefined,
      })),
      edit: (id) => this.edit(id),
      ...(all.length > 1 && { remove: (id: string) => void this.#ask(id) }),
      move: (id, to) => this.reorder('stages', all, { id, to, name: all.find((one) => one.id === id)!.name }),
    })}
    ${
      this.editing === fresh
        ? html`<div class="new">${this.#renderForm(undefined)}</div>`
        : this.readonly
          ? nothing
          : html`<button type="button" class="button add" @click=${() => this.edit(fresh)}>${icon(plus)}${t('stage.add')}</button>`
    }
    ${this.#renderQuestion()}`;
  }

  #percent({ probability }: Stage): string {
    return this.localizer.number(probability / 10_000, { style: 'percent', maximumFractionDigits: 2 });
  }

  /** What holds in a stage, in short. */
  #rulesOf({ wipLimit, rotAfterDays, requiredFields, allowedNext, collapsed }: Stage): string[] {
    const { t } = this.localizer;
    return [
      wipLimit == null ? '' : t('rule.limit', { count: wipLimit }),
      rotAfterDays == null ? '' : t('rule.rots', { count: rotAfterDays }),
      requiredFields.length === 0 ? '' : t('rule.asks', { count: requiredFields.length }),
      allowedNext == null ? '' : t('rule.next', { count: allowedNext.length }),
      collapsed ? t('rule.collapsed') : '',
    ].filter(Boolean);
  }

  #renderForm(stage: Stage | undefined): TemplateResult {
    const { t } = this.localizer;
    return html`<crm-settings-form
      .model=${this.client!.adapter.model.collections['stages']}
      .fields=${stageFields(this.localizer, { stage, stages: this.#all, customFields: this.#customFields.value ?? [] })}
      .record=${stage ?? begin}
      .label=${stage ? t('editOf', { name: stage.name }) : t('stage.add')}
      .submitLabel=${stage ? '' : t('stage.add')}
      .explain=${this.work.explain}
      .save=${(values: FormValues, version: number | undefined) => (stage ? this.#update(stage, values, version) : this.#create(values))}
      @crm-form-close=${this.closeForm}
    ></crm-settings-form>`;
  }

  /** A new stage comes behind the open ones, before those in which deals end. */
  #create(values: FormValues) {
    const all = this.#all;
    const end = all.findIndex(({ kind }) => kind !== 'open');
    const isOpen = values['kind'] === 'open' && end >= 0;
    const id = this.client!.newId();
    const order = orderBehind(all);
    // Where it goes is worked out as if it had been added behind all of them and then moved.
    const orders = isOpen ? reordered([...all, { id, order }], id, end) : new Map([[id, order]]);
    const { [id]: own = order, ...others } = Object.fromEntries(orders);
    return this.work.run({
      command: 'stage-create',
      quiet: true,
      run: async () => {
        await Promise.all(Object.entries(others).map(([other, place]) => this.client!.stages.update(other, { order: place })));
        await this.client!.stages.create({ ...values, id, pipelineId: this.pipeline.id, order: own } as never);
      },
      done: this.localizer.t('stage.added', { name: values['name'] as string }),
    });
  }

  #update(stage: Stage, values: FormValues, version: number | undefined) {
    return this.work.run({
      command: 'stage-update',
      quiet: true,
      run: () => this.client!.stages.update(stage.id, values, version === undefined ? {} : { ifVersion: version }),
      done: this.localizer.t('changed', { name: stage.name }),
    });
  }

  async #ask(id: string): Promise<void> {
    const stage = this.#all.find((one) => one.id === id);
    if (!stage) return;
    this.removing = stage;
    this.held = undefined;
    try {
      const held = await dealsIn(this.client!, stage);
      if (this.removing === stage) this.held = held;
    } catch (error) {
      this.removing = undefined;
      await this.work.run({ command: 'stage-remove', run: () => Promise.reject(toCrmError(error)) });
    }
  }

  #renderQuestion(): TemplateResult {
    const { t } = this.localizer;
    const { removing, held } = this;
    const others = this.#all.filter(({ id }) => id !== removing?.id);
    return renderConfirm({
      localizer: this.localizer,
      open: removing !== undefined,
      heading: t('stage.remove', { name: removing?.name ?? '' }),
      text: html`<p role="status">
          ${held === undefined ? t('field.counting') : held === 0 ? t('stage.empty') : t('stage.holds', { count: held })}
        </p>
        ${
          held
            ? html`<label class="field"
                ><span class="label">${t('stage.whereTo')}</span
                ><select class="input target">
                  ${others.map(({ id, name }) => html`<option value=${id} dir="auto">${name}</option>`)}
                </select></label
              >`
            : nothing
        }`,
      confirmLabel: held ? t('stage.moveAndRemove') : t('stage.removeNow'),
      busy: held === undefined,
      confirm: () => void this.#remove(removing!, held ? this.target?.value : undefined),
      close: () => (this.removing = undefined),
    });
  }

  async #remove(stage: Stage, toStageId: string | undefined): Promise<void> {
    const client = this.client!;
    const { t } = this.localizer;
    this.removing = undefined;
    await this.work.run({
      command: 'stage-remove',
      run: () => removeStage(client, stage, toStageId),
      done: ({ moved, refused }) =>
        refused > 0
          ? t('stage.refused', { count: refused, name: stage.name })
          : moved.length > 0
            ? t('stage.emptied', { name: stage.name, count: moved.length })
            : t('removed', { name: stage.name }),
      undo: (result) => bringBack(client, stage, result),
    });
    this.focusIn('.add');
  }
}
