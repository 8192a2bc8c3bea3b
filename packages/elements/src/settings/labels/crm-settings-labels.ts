import { CrmError } from '@crm-elements/data';
import { fold, type Json } from '@crm-elements/schema';
import { css, html, nothing, type TemplateResult } from 'lit';
import { plus, tag } from '../../internal/icons.js';
import { icon } from '../../internal/parts/icon.js';
import { emptyView } from '../../internal/parts/views.js';
import { labelsOf, type StoredLabel } from '../../internal/stored-labels.js';
import { stageColors } from '../../pipeline-board/stage-colors.js';
import { noModel, type FormField } from '../form/field-kinds.js';
import { stageColorNames } from '../form/render-control.js';
import type { FormRecord, FormValues } from '../form/settings-form.js';
import { renderRows } from '../render-rows.js';
import { fresh, SettingsPart } from '../section.js';
import { followPreference, setPreference } from '../workspace-preference.js';

/** A label has no id: its name is what tickets carry. The sign keeps it apart from the form of a new one. */
const idOf = ({ name }: StoredLabel): string => `=${name}`;
const nameIn = (id: string): string => id.slice(1);

/** The labels that agents are offered for tickets. */
export class CrmSettingsLabels extends SettingsPart {
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

  readonly #stored = followPreference(this, this.clients, 'labels');

  constructor() {
    super();
    this.follows(this.#stored);
  }

  get #labels(): readonly StoredLabel[] {
    return labelsOf(this.#stored.value);
  }

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const labels = this.#labels;
    if (labels.length === 0 && this.editing === undefined)
      return emptyView({ title: t('label.none'), text: t('label.noneText'), picture: tag, actions: this.#renderAdd(true) });
    return html`${renderRows({
      localizer: this.localizer,
      label: t('labels'),
      readonly: this.readonly,
      rows: labels.map((label) => ({
        id: idOf(label),
        name: label.name,
        mark: html`<span class="dot" data-kind="open" data-color=${label.hue ?? nothing} aria-hidden="true"></span>`,
        form: this.editing === idOf(label) ? this.#renderForm(label) : undefined,
      })),
      edit: (id) => this.edit(id),
      remove: (id) => void this.#remove(nameIn(id)),
      move: (id, to) => this.#move(nameIn(id), to),
    })}
    ${this.editing === fresh ? html`<div class="new">${this.#renderForm(undefined)}</div>` : this.#renderAdd(false)}`;
  }

  #renderAdd(first: boolean): TemplateResult | typeof nothing {
    if (this.readonly) return nothing;
    return html`<button type="button" class="button add ${first ? 'primary' : ''}" @click=${() => this.edit(fresh)}>
      ${icon(plus)}${this.localizer.t('label.add')}
    </button>`;
  }

  #renderForm(label: StoredLabel | undefined): TemplateResult {
    const { t } = this.localizer;
    const fields: FormField[] = [
      { field: 'name', label: t('label.name'), required: true, maxLength: 60, hint: label ? t('label.renameHint') : t('label.nameHint') },
      {
        field: 'color',
        label: t('stage.color'),
        kind: 'color',
        none: t('stage.colorNone'),
        choices: stageColorNames.map((value) => ({ value, label: t(`color.${value}`) })),
      },
    ];
    const record: FormRecord = label
      ? { id: label.name, version: 1, name: label.name, color: label.hue ?? null }
      : { name: '', color: null };
    return html`<crm-settings-form
      .model=${noModel}
      .fields=${fields}
      .record=${record}
      .label=${label ? t('editOf', { name: label.name }) : t('label.add')}
      .submitLabel=${label ? '' : t('label.add')}
      .explain=${this.work.explain}
      .save=${(values: FormValues) => this.#save(label, values)}
      @crm-form-close=${this.closeForm}
    ></crm-settings-form>`;
  }

  #save(label: StoredLabel | undefined, { name = label?.name ?? '', color = label?.hue ?? null }: FormValues) {
    const made = { name: name as string, ...(color !== null && { hue: color as string }) };
    const { t } = this.localizer;
    const done = label ? t('changed', { name: label.name }) : t('added', { name: made.name });
    const labels = this.#labels;
    const isTaken = labels.some((other) => other.name !== label?.name && fold(other.name) === fold(made.name));
    if (isTaken) {
      const issue = { path: 'name', field: 'name', code: 'unique', message: t('invalid.unique') };
      return Promise.resolve({ failed: new CrmError('CONSTRAINT', issue.message, { issues: [issue] }) });
    }
    return this.#write(label ? labels.map((other) => (other.name === label.name ? made : other)) : [...labels, made], done, true);
  }

  #move(name: string, to: number): void {
    const labels = this.#labels;
    const moved = labels.find((label) => label.name === name)!;
    const others = labels.filter((label) => label !== moved);
    const done = this.localizer.t('moved', { name, place: to + 1, count: labels.length });
    void this.#write([...others.slice(0, to), moved, ...others.slice(to)], done);
  }

  async #remove(name: string): Promise<void> {
    await this.#write(
      this.#labels.filter((label) => label.name !== name),
      this.localizer.t('removed', { name }),
    );
    this.focusIn('.add');
  }

  #write(labels: readonly StoredLabel[], done: string, quiet = false) {
    const client = this.client!;
    const before = this.#stored.value?.value;
    return this.work.run<unknown>({
      command: 'labels-save',
      quiet,
      run: () => setPreference(client, 'labels', labels as unknown as Json),
      done,
      undo: () => setPreference(client, 'labels', before),
    });
  }
}
