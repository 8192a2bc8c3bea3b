import { toCrmError, type CrmError } from '@crm-elements/data';
import type { Preference } from '@crm-elements/schema';
import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { check } from '../../internal/icons.js';
import { LiveController } from '../../internal/live.js';
import { icon } from '../../internal/parts/icon.js';
import { skeletonLines } from '../../internal/parts/views.js';
import { workspace } from '../../internal/stored-labels.js';
import { SettingsPart } from '../section.js';
import { presetNames, type PresetName } from './preset.types.js';
import type { PresetPlan, PresetRecord } from './preset-records.js';
import { addPreset, lookAtPreset, markerKey, takePresetBack } from './preset-store.js';

/** A beginning for a trade: looked at first, added in one step, and taken back in one. */
export class CrmSettingsPresets extends SettingsPart {
  static override styles = [
    SettingsPart.styles,
    css`
      .plan {
        display: grid;
        gap: 10px;
        padding-block-start: 4px;
      }
      .plan dl {
        display: grid;
        gap: 8px;
      }
      .plan dt {
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
        font-weight: var(--_font-weight-medium);
      }
      .plan dd {
        overflow-wrap: anywhere;
      }
      .row.open {
        display: flex;
        flex-wrap: wrap;
        padding-inline-end: 8px;
      }
      .row.open > .plan {
        flex-basis: 100%;
      }
    `,
  ];

  @state() protected shown: PresetName | undefined;
  @state() protected plan: PresetPlan | CrmError | undefined;
  @state() protected busy: PresetName | undefined;

  readonly #markers = new LiveController<readonly Preference[], readonly []>(this, this.clients, {
    args: () => [] as const,
    start: (client, _args, { next, fail, signal }) =>
      void client.preferences.live({ where: { agentId: workspace }, sort: [{ by: 'key' }], limit: 100 }, ({ records }) => next(records), {
        signal,
        onError: fail,
      }),
  });

  constructor() {
    super();
    this.follows(this.#markers);
  }

  get #language() {
    const { locale } = this.localizer;
    return { locale, currency: 'EUR' };
  }

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const keys = new Set(this.#markers.value?.map(({ key }) => key));
    return html`<p class="note">${t('preset.note')}</p>
      <ul class="rows" role="list" aria-label=${t('presets')}>
        ${presetNames.map((name) => this.#renderPreset(name, keys.has(markerKey(name))))}
      </ul>`;
  }

  #renderPreset(name: PresetName, isAdded: boolean): TemplateResult {
    const { t } = this.localizer;
    const title = t(`preset.${name}`);
    const isShown = this.shown === name && !isAdded;
    return html`<li class="row ${isShown ? 'open' : ''}" data-id=${name}>
      <div class="row-text">
        <div class="row-line">
          <span class="row-name">${title}</span>
          ${isAdded ? html`<span class="badge success">${icon(check)}${t('preset.added')}</span>` : nothing}
        </div>
        <div class="row-more">${t(`preset.${name}.about`)}</div>
      </div>
      <div class="row-actions">${this.#renderAction(name, title, { isAdded, isShown })}</div>
      ${isShown ? this.#renderPlan(name) : nothing}
    </li>`;
  }

  #renderAction(name: PresetName, title: string, { isAdded, isShown }: { isAdded: boolean; isShown: boolean }): unknown {
    const { t } = this.localizer;
    if (isAdded)
      return this.readonly
        ? nothing
        : html`<button
            type="button"
            class="button small take"
            aria-label=${t('preset.takeBackOf', { name: title })}
            aria-disabled=${this.busy ? 'true' : 'false'}
            @click=${() => void this.#takeBack(name)}
          >
            ${t('preset.takeBack')}
          </button>`;
    return html`<button
      type="button"
      class="button small look"
      aria-expanded=${isShown ? 'true' : 'false'}
      aria-label=${t(isShown ? 'preset.hideOf' : 'preset.lookOf', { name: title })}
      @click=${() => this.#look(isShown ? undefined : name)}
    >
      ${t(isShown ? 'preset.hide' : 'preset.look')}
    </button>`;
  }

  #renderPlan(name: PresetName): TemplateResult {
    const { t } = this.localizer;
    const { plan } = this;
    if (!plan) return html`<div class="plan">${skeletonLines(80, 60, 40)}</div>`;
    if (!('records' in plan)) return html`<p class="field-error" role="alert">${this.work.explain(plan)}</p>`;
    const names = (collection: PresetRecord['collection']) =>
      plan.records.filter((one) => one.collection === collection).map((one) => one.name);
    const line = (title: string, of: readonly string[]) =>
      of.length === 0
        ? nothing
        : html`<div>
            <dt>${title}</dt>
            <dd><bdi>${this.localizer.list(of)}</bdi></dd>
          </div>`;
    return html`<div class="plan">
      <dl>
        ${line(t('preset.fields', { count: names('customFields').length }), names('customFields'))}
        ${line(t('preset.pipeline'), names('pipelines'))} ${line(t('preset.stages', { count: names('stages').length }), names('stages'))}
        ${line(
          t('labels'),
          plan.labels.map((label) => label.name),
        )}
        ${line(t('replies'), names('cannedResponses'))} ${line(t('preset.present'), plan.present)}
      </dl>
      ${
        this.readonly
          ? nothing
          : html`<button
              type="button"
              class="button primary add"
              aria-disabled=${this.busy ? 'true' : 'false'}
              @click=${() => void this.#add(name)}
            >
              ${t('preset.add')}
            </button>`
      }
    </div>`;
  }

  #look(name: PresetName | undefined): void {
    this.shown = name;
    this.plan = undefined;
    if (!name) return;
    lookAtPreset(this.client!, name, this.#language).then(
      (plan) => (this.plan = this.shown === name ? plan : this.plan),
      (error: unknown) => (this.plan = this.shown === name ? toCrmError(error) : this.plan),
    );
  }

  async #add(name: PresetName): Promise<void> {
    const { t } = this.localizer;
    const title = t(`preset.${name}`);
    const client = this.client!;
    if (this.busy) return;
    this.busy = name;
    const outcome = await this.work.run({
      command: 'preset-add',
      run: () => addPreset(client, name, this.#language),
      done: (isNew) => t(isNew ? 'preset.isAdded' : 'preset.wasAdded', { name: title }),
      undo: () => takePresetBack(client, name),
    });
    this.busy = undefined;
    if (!('done' in outcome)) return;
    this.shown = undefined;
    this.focusIn(`[data-id="${name}"] button`);
  }

  async #takeBack(name: PresetName): Promise<void> {
    const { t } = this.localizer;
    const title = t(`preset.${name}`);
    const client = this.client!;
    if (this.busy) return;
    this.busy = name;
    await this.work.run({
      command: 'preset-remove',
      run: () => takePresetBack(client, name),
      done: ({ kept }) =>
        kept.length === 0 ? t('preset.isGone', { name: title }) : t('preset.isGoneBut', { name: title, kept: this.localizer.list(kept) }),
      undo: () => addPreset(client, name, this.#language),
    });
    this.busy = undefined;
    this.focusIn(`[data-id="${name}"] button`);
  }
}
