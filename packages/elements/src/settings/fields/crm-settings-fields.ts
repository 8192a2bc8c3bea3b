import type { CrmError } from '@crm-elements/data';
import { toCrmError } from '@crm-elements/data';
import { customFieldTypes, type CustomField } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { list, plus } from '../../internal/icons.js';
import { icon } from '../../internal/parts/icon.js';
import { emptyView } from '../../internal/parts/views.js';
import type { FormField } from '../form/field-kinds.js';
import type { FormRecord, FormValues } from '../form/settings-form.js';
import { orderBehind } from '../ordered.js';
import { renderConfirm } from '../render-confirm.js';
import { renderRows } from '../render-rows.js';
import { fresh, SettingsPart } from '../section.js';
import { countValues } from './count-values.js';
import { fieldObjects, keyOf, relationTargets, type FieldObject } from './field-objects.js';

/** Types whose choices the person makes. */
const hasOptions: ReadonlySet<unknown> = new Set(['select', 'multiselect']);

/** The fields that a company adds to its records. */
export class CrmSettingsFields extends SettingsPart {
  @state() protected object: FieldObject = 'contacts';
  @state() protected removing: CustomField | undefined;
  @state() protected held: number | CrmError | undefined;

  readonly #fields = this.reads('customFields', () => ({ where: { object: this.object }, by: 'order' }));
  #counting: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#counting?.abort();
  }

  get #records(): readonly CustomField[] {
    return this.#fields.value ?? [];
  }

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const records = this.#records;
    return html`<div class="choices" role="group" aria-label=${t('field.objects')}>
        ${fieldObjects.map(
          (object) =>
            html`<button
              type="button"
              class="button small"
              aria-pressed=${object === this.object ? 'true' : 'false'}
              @click=${() => this.#show(object)}
            >
              ${t(`objects.${object}`)}
            </button>`,
        )}
      </div>
      ${
        records.length === 0 && this.editing === undefined
          ? emptyView({
              title: t('field.none', { objects: t(`objects.${this.object}`) }),
              text: t(`field.noneText.${this.object}`),
              picture: list,
              actions: this.#renderAdd(true),
            })
          : renderRows({
              localizer: this.localizer,
              label: t(`objects.${this.object}`),
              readonly: this.readonly,
              rows: records.map((record) => ({
                id: record.id,
                name: record.label,
                badges: html`<span class="badge">${t(`type.${record.type}`)}</span
                  >${record.required ? html`<span class="badge warning">${t('field.required')}</span>` : nothing}${
                    record.showOnCard ? html`<span class="badge brand">${t('field.onCard')}</span>` : nothing
                  }`,
                more: html`<code dir="ltr" translate="no"><bdi>${record.key}</bdi></code
                  >${
                    hasOptions.has(record.type)
                      ? html` · <bdi>${this.localizer.list(record.options.map(({ label }) => label))}</bdi>`
                      : nothing
                  }`,
                form: this.editing === record.id ? this.#renderForm(record) : undefined,
              })),
              edit: (id) => this.edit(id),
              remove: (id) => this.#ask(id),
              move: (id, to) => this.reorder('customFields', records, { id, to, name: records.find((one) => one.id === id)!.label }),
            })
      }
      ${this.editing === fresh ? html`<div class="new">${this.#renderForm(undefined)}</div>` : records.length > 0 ? this.#renderAdd(false) : nothing}
      ${this.#renderQuestion()}`;
  }

  #renderAdd(first: boolean): TemplateResult | typeof nothing {
    if (this.readonly) return nothing;
    return html`<button type="button" class="button add ${first ? 'primary' : ''}" @click=${() => this.edit(fresh)}>
      ${icon(plus)}${this.localizer.t('field.add')}
    </button>`;
  }

  #formFields(record: CustomField | undefined): FormField[] {
    const { t } = this.localizer;
    const made = (label: unknown) => t('field.key', { key: keyOf(typeof label === 'string' ? label : '', this.#records) });
    const named: FormField = {
      field: 'label',
      label: t('field.label'),
      required: true,
      maxLength: 80,
      hint: (input) => (record ? t('field.key', { key: record.key }) : made(input('label'))),
    };
    const type: FormField = {
      field: 'type',
      label: t('field.type'),
      choices: customFieldTypes.map((value) => ({ value, label: t(`type.${value}`) })),
    };
    const typeOf = (input: (field: string) => unknown) => record?.type ?? input('type');
    return [
      named,
      ...(record ? [] : [type]),
      {
        field: 'options',
        label: t('field.options'),
        required: true,
        shown: (input) => hasOptions.has(typeOf(input)),
      },
      {
        field: 'target',
        label: t('field.target'),
        kind: 'choice',
        choices: relationTargets.map((value) => ({ value, label: t(`objects.${value}`) })),
        shown: (input) => typeOf(input) === 'relation',
      },
      { field: 'required', label: t('field.requiredLong'), hint: t('field.requiredHint') },
      { field: 'showOnCard', label: t('field.onCardLong'), hint: t('field.onCardHint') },
    ];
  }

  #renderForm(record: CustomField | undefined): TemplateResult {
    const { t } = this.localizer;
    const { work } = this;
    const begin: FormRecord = {
      label: '',
      type: 'text',
      options: [],
      target: 'contacts',
      required: false,
      showOnCard: this.object !== 'deals',
    };
    return html`<crm-settings-form
      .model=${this.client!.adapter.model.collections['customFields']}
      .fields=${this.#formFields(record)}
      .record=${record ? { ...record, target: record.options[0]?.value ?? 'contacts' } : begin}
      .label=${record ? t('editOf', { name: record.label }) : t('field.add')}
      .submitLabel=${record ? '' : t('field.add')}
      .explain=${work.explain}
      .save=${(values: FormValues, version: number | undefined) => (record ? this.#update(record, values, version) : this.#create(values))}
      @crm-form-close=${this.closeForm}
    ></crm-settings-form>`;
  }

  /** A relation keeps its target where other fields keep their choices. */
  #stored({ target, ...values }: FormValues): FormValues {
    return target === undefined ? values : { ...values, options: [{ value: target, label: target }] };
  }

  #create(values: FormValues) {
    const { client, work, object } = this;
    const records = this.#records;
    const input = {
      object,
      order: orderBehind(records),
      key: keyOf(values['label'] as string, records),
      ...this.#stored(values),
    } as unknown as Parameters<NonNullable<typeof client>['customFields']['create']>[0];
    return work.run({
      command: 'field-create',
      quiet: true,
      run: () => client!.customFields.create(input),
      done: this.localizer.t('field.added', { name: values['label'] as string }),
    });
  }

  #update(record: CustomField, values: FormValues, version: number | undefined) {
    return this.work.run({
      command: 'field-update',
      quiet: true,
      run: () => this.client!.customFields.update(record.id, this.#stored(values), version === undefined ? {} : { ifVersion: version }),
      done: this.localizer.t('changed', { name: record.label }),
    });
  }

  #ask(id: string): void {
    const record = this.#records.find((one) => one.id === id);
    if (!record) return;
    this.removing = record;
    this.held = undefined;
    this.#counting?.abort();
    const { signal } = (this.#counting = new AbortController());
    countValues(this.client!, record, signal).then(
      (count) => (this.held = signal.aborted ? this.held : count),
      (error: unknown) => (this.held = signal.aborted ? this.held : toCrmError(error)),
    );
  }

  #renderQuestion(): TemplateResult {
    const { t } = this.localizer;
    const { removing, held } = this;
    const told =
      held === undefined
        ? t('field.counting')
        : typeof held !== 'number'
          ? this.work.explain(held)
          : held === 0
            ? t('field.noValues')
            : t('field.values', { count: held });
    return renderConfirm({
      localizer: this.localizer,
      open: removing !== undefined,
      heading: t('field.remove', { name: removing?.label ?? '' }),
      text: html`<p role="status">${told}</p>
        <p>${t('field.kept')}</p>`,
      confirmLabel: t('field.removeNow'),
      confirm: () => void this.#remove(removing!),
      close: () => this.#closeQuestion(),
    });
  }

  #closeQuestion(): void {
    this.#counting?.abort();
    this.removing = undefined;
  }

  async #remove(record: CustomField): Promise<void> {
    this.#closeQuestion();
    await this.work.run({
      command: 'field-remove',
      run: () => this.client!.customFields.remove(record.id),
      done: this.localizer.t('removed', { name: record.label }),
    });
    this.focusIn('.add');
  }

  #show(object: FieldObject): void {
    if (object === this.object) return;
    this.work.leave(this.dirty, () => {
      this.editing = undefined;
      this.object = object;
    });
  }
}
