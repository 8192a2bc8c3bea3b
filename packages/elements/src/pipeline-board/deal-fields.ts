import type { CrmClient, RecordPatch } from '@crm-elements/data';
import { decimalText, displayName, isCalendarDate, type CustomField, type Deal } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { amountExample, currencies, decimalSign, readAmount } from '../internal/amounts.js';
import { localMoment } from '../internal/local-moment.js';
import type { NamedRecord } from './pipeline-board.types.js';
import type { DealLocalizer } from './render-card.js';

/** What fields of a deal need to know to be shown and read. */
export interface FieldContext {
  readonly localizer: DealLocalizer;
  /** Of the pipeline, for deals that have no value yet. */
  readonly currency: string;
  readonly agents: readonly NamedRecord[];
  readonly customFields: readonly CustomField[];
  /** Finds companies or people by words; undefined where there is no store to look in. */
  readonly find: ((collection: 'companies' | 'contacts', text: string) => Promise<readonly NamedRecord[]>) | undefined;
  /** The name of a record that a deal points to. */
  readonly nameOf: (collection: 'companies' | 'contacts', id: string) => string | undefined;
}

const customKey = (field: string): string | undefined => (field.startsWith('custom.') ? field.slice(7) : undefined);

/** What people call a field. */
export function fieldLabel(field: string, { localizer, customFields }: Pick<FieldContext, 'localizer' | 'customFields'>): string {
  const key = customKey(field);
  if (key !== undefined) return customFields.find((custom) => custom.key === key)?.label ?? key;
  return localizer.maybe(`field.${field}`) ?? field;
}

/** What a field of a deal holds. */
export function fieldValue(deal: Deal, field: string): unknown {
  const key = customKey(field);
  return key === undefined ? (deal as Record<string, unknown>)[field] : deal.custom?.[key];
}

interface InputOptions {
  /** Unique in its root. */
  readonly id: string;
  readonly describedBy?: string | undefined;
  readonly wrong?: boolean;
  readonly labelHidden?: boolean;
}

/** The control in which a field is edited, with its label; its value is read by `readField`. */
export function renderField(
  deal: Deal,
  field: string,
  context: FieldContext,
  { id, describedBy, wrong = false, labelHidden = false }: InputOptions,
): TemplateResult {
  const { localizer, currency, agents, find, nameOf } = context;
  const label = fieldLabel(field, context);
  const value = fieldValue(deal, field);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const caption = html`<span class=${labelHidden ? 'visually-hidden' : 'label'}>${label}</span>`;
  const labelled = (control: TemplateResult) => html`<label class="field">${caption}${control}</label>`;
  const described = describedBy ?? nothing;
  switch (field) {
    case 'amount': {
      const amount = deal.amount;
      const own = amount?.currency ?? currency;
      const shown = amount ? decimalText(amount).replace('.', decimalSign(localizer.locale)) : '';
      return html`<div class="money">
        ${labelled(html`<input class="input numeric" id=${id} name="amount" inputmode="decimal" autocomplete="off" .value=${shown} aria-invalid=${wrong} aria-describedby=${described} />`)}
        <label class="field"
          ><span class=${labelHidden ? 'visually-hidden' : 'label'}>${localizer.t('field.currency')}</span>
          <select class="input" name="currency">
            ${[...new Set([own, currency, ...currencies])].map((code) => html`<option value=${code} ?selected=${code === own}>${code}</option>`)}
          </select>
        </label>
      </div>`;
    }
    case 'expectedCloseDate':
      return labelled(
        html`<input class="input" type="date" id=${id} name=${field} .value=${text} aria-invalid=${wrong} aria-describedby=${described} />`,
      );
    case 'nextActivityAt':
      return labelled(
        html`<input
          class="input"
          type="datetime-local"
          id=${id}
          name=${field}
          .value=${localMoment(text)}
          aria-invalid=${wrong}
          aria-describedby=${described}
        />`,
      );
    case 'ownerId':
      return labelled(
        html`<select class="input" id=${id} name=${field} aria-invalid=${wrong} aria-describedby=${described}>
          <option value="" ?selected=${text === ''}>${localizer.t('nobody')}</option>
          ${agents.map(({ id: agentId, name }) => html`<option dir="auto" value=${agentId} ?selected=${agentId === text}>${name}</option>`)}
        </select>`,
      );
    case 'companyId':
    case 'contactIds': {
      const collection = field === 'companyId' ? 'companies' : 'contacts';
      const ids = Array.isArray(value) ? (value as string[]) : text ? [text] : [];
      return html`<crm-record-picker
        id=${id}
        data-field=${field}
        label=${label}
        ?label-hidden=${labelHidden}
        ?multiple=${field === 'contactIds'}
        ?wrong=${wrong}
        .removeLabel=${(name: string) => localizer.t('removePerson', { name })}
        .noneFound=${localizer.t('noneFound')}
        .placeholder=${field === 'companyId' ? localizer.t('findCompany') : localizer.t('findPerson')}
        .value=${ids.map((recordId) => ({ id: recordId, name: nameOf(collection, recordId) ?? (field === 'companyId' ? localizer.t('unknownCompany') : localizer.t('unknownPerson')) }))}
        .find=${find ? (words: string) => find(collection, words) : undefined}
      ></crm-record-picker>`;
    }
    case 'tags':
      return html`<crm-tag-input
        id=${id}
        data-field="tags"
        label=${label}
        ?label-hidden=${labelHidden}
        .tags=${Array.isArray(value) ? (value as string[]) : []}
        .removeLabel=${(tag: string) => localizer.t('removeTag', { tag })}
      ></crm-tag-input>`;
    case 'probabilityOverride':
      return labelled(
        html`<input
          class="input numeric"
          id=${id}
          name=${field}
          inputmode="numeric"
          autocomplete="off"
          .value=${value == null ? '' : String(Number(value) / 100)}
          aria-invalid=${wrong}
          aria-describedby=${described}
        />`,
      );
    case 'lostReason':
      return html`${labelled(html`<input class="input" id=${id} name=${field} dir="auto" autocomplete="off" .value=${text} aria-invalid=${wrong} aria-describedby=${described} />`)}
        <div class="suggestions">
          ${(['price', 'competitor', 'timing', 'budget', 'silence', 'need'] as const).map((reason) => {
            const words = localizer.t(`lost.${reason}`);
            return html`<button type="button" class="button small" @click=${(event: Event) => fillIn(event, field, words)}>
              ${words}
            </button>`;
          })}
        </div>`;
    default: {
      const custom = context.customFields.find(({ key }) => key === customKey(field));
      if (custom?.type === 'select') {
        return labelled(
          html`<select class="input" id=${id} name=${field} aria-invalid=${wrong} aria-describedby=${described}>
            <option value=""></option>
            ${custom.options.map((option) => html`<option dir="auto" value=${option.value} ?selected=${option.value === text}>${option.label}</option>`)}
          </select>`,
        );
      }
      const isNumber = custom?.type === 'number' || typeof value === 'number';
      return labelled(
        html`<input
          class="input"
          id=${id}
          name=${field}
          dir="auto"
          autocomplete="off"
          type=${custom?.type === 'date' ? 'date' : 'text'}
          inputmode=${isNumber ? 'decimal' : nothing}
          data-number=${isNumber ? '' : nothing}
          .value=${text}
          aria-invalid=${wrong}
          aria-describedby=${described}
        />`,
      );
    }
  }
}

function fillIn(event: Event, field: string, words: string): void {
  const input = ((event.currentTarget as Element).getRootNode() as ShadowRoot).querySelector<HTMLInputElement>(`[name="${field}"]`);
  if (!input) return;
  input.value = words;
  input.focus();
}

export type ReadField = { changes: RecordPatch<'deals'> } | { wrong: string };

/** What stands in the control of a field, as a change of the deal, or what is wrong with it. */
export function readField(
  root: ParentNode,
  field: string,
  { localizer, currency, customFields }: Pick<FieldContext, 'localizer' | 'currency' | 'customFields'>,
): ReadField {
  const input = root.querySelector<HTMLInputElement>(`[name="${field}"]`);
  const text = (input?.value ?? '').trim();
  const change = (value: unknown): ReadField => ({ changes: { [field]: value } as RecordPatch<'deals'> });
  switch (field) {
    case 'name':
      return text === '' ? { wrong: localizer.t('nameNeeded') } : change(text);
    case 'amount': {
      const own = root.querySelector<HTMLSelectElement>('[name=currency]')?.value ?? currency;
      const amount = readAmount(text, own, localizer.locale);
      return amount === undefined ? { wrong: localizer.t('wrong.amount', { example: amountExample(localizer.locale) }) } : change(amount);
    }
    case 'expectedCloseDate':
      if (input?.validity.badInput || (text !== '' && !isCalendarDate(text))) return { wrong: localizer.t('wrong.date') };
      return change(text || null);
    case 'nextActivityAt': {
      const at = new Date(text);
      if (input?.validity.badInput || (text !== '' && Number.isNaN(at.getTime()))) return { wrong: localizer.t('wrong.date') };
      return change(text === '' ? null : at.toISOString());
    }
    case 'companyId':
    case 'contactIds': {
      const { value = [] } = (root.querySelector(`[data-field=${field}]`) ?? {}) as { value?: readonly NamedRecord[] };
      return change(field === 'companyId' ? (value[0]?.id ?? null) : value.map(({ id }) => id));
    }
    case 'tags': {
      const { tags = [] } = (root.querySelector('[data-field=tags]') ?? {}) as { tags?: readonly string[] };
      return change([...tags]);
    }
    case 'probabilityOverride': {
      const percent = Number(text.replace(',', '.'));
      if (text !== '' && !(percent >= 0 && percent <= 100)) return { wrong: localizer.t('wrong.chance') };
      return change(text === '' ? null : Math.round(percent * 100));
    }
    default: {
      if (text === '') return change(null);
      const isNumber =
        input?.dataset.number !== undefined || customFields.some(({ key, type }) => `custom.${key}` === field && type === 'number');
      if (!isNumber) return change(text);
      const number = Number(decimalSign(localizer.locale) === ',' ? text.replace(',', '.') : text);
      return Number.isFinite(number)
        ? change(number)
        : { wrong: localizer.t('wrong.amount', { example: amountExample(localizer.locale) }) };
    }
  }
}

/** Companies or people whose names hold the words; without words the first ones. */
export async function findRecords(client: CrmClient, collection: 'companies' | 'contacts', text: string): Promise<NamedRecord[]> {
  if (collection === 'companies') {
    const { records } = text
      ? await client.companies.search(text, { limit: 8 })
      : await client.companies.list({ sort: [{ by: 'nameKey' }], limit: 8 });
    return records.map(({ id, name }) => ({ id, name }));
  }
  const { records } = text
    ? await client.contacts.search(text, { limit: 8 })
    : await client.contacts.list({ sort: [{ by: 'nameKey' }], limit: 8 });
  return records.map((contact) => ({ id: contact.id, name: displayName(contact) }));
}
