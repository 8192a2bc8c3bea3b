import type { Deal } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { pencil } from '../internal/icons.js';
import { recordHref } from '../internal/links.js';
import { avatar } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { fieldLabel, fieldValue, renderField, type FieldContext } from './deal-fields.js';
import { isLate } from './filter.js';
import type { PanelData } from './panel-data.js';
import type { PanelEdit } from './panel-edit.js';
import type { NamedRecord } from './pipeline-board.types.js';
import { shortMoney } from './render-card.js';

export interface PanelFieldsInput {
  readonly deal: Deal;
  readonly data: PanelData;
  readonly edit: PanelEdit;
  readonly context: FieldContext;
  readonly today: string;
  readonly readonly: boolean;
  readonly contactHref: string | undefined;
  readonly companyHref: string | undefined;
  readonly openContact: (id: string, event: Event) => void;
  readonly openCompany: (id: string, event: Event) => void;
}

const fields = [
  'amount',
  'expectedCloseDate',
  'ownerId',
  'companyId',
  'contactIds',
  'nextStep',
  'nextActivityAt',
  'tags',
  'source',
  'probabilityOverride',
];

function linked({ id, name }: NamedRecord, template: string | undefined, open: (id: string, event: Event) => void): TemplateResult {
  const href = recordHref(template, id);
  return href
    ? html`<a href=${href} @click=${(event: Event) => open(id, event)}><bdi>${name}</bdi></a>`
    : html`<button type="button" class="link-button" @click=${(event: Event) => open(id, event)}><bdi>${name}</bdi></button>`;
}

/** What a field holds, to be read. */
function renderValue(field: string, input: PanelFieldsInput): TemplateResult | typeof nothing {
  const { deal, data, context, today } = input;
  const { localizer } = context;
  const value = fieldValue(deal, field);
  if (value == null || value === '' || (Array.isArray(value) && value.length === 0)) return nothing;
  switch (field) {
    case 'amount':
      return html`<span class="numeric strong">${shortMoney(deal.amount!, localizer.locale)}</span>`;
    case 'expectedCloseDate': {
      const late = isLate(deal, today);
      return html`<span class="numeric ${late ? 'late' : ''}"
        ><time datetime=${deal.expectedCloseDate!}>${localizer.date(deal.expectedCloseDate!)}</time
        >${late ? html` · ${localizer.t('late')}` : nothing}</span
      >`;
    }
    case 'nextActivityAt':
      return html`<time class="numeric" datetime=${deal.nextActivityAt!}>${localizer.date(deal.nextActivityAt!, 'moment')}</time>`;
    case 'ownerId': {
      const owner = data.agents.find(({ id }) => id === deal.ownerId);
      return owner
        ? html`<span class="person">${avatar({ id: owner.id, name: owner.name, size: 'small' })}<bdi>${owner.name}</bdi></span>`
        : html`${localizer.t('unknownPerson')}`;
    }
    case 'companyId':
      return data.company ? linked(data.company, input.companyHref, input.openCompany) : html`${localizer.t('unknownCompany')}`;
    case 'contactIds':
      return html`<span class="people"
        >${deal.contactIds.map((id) => {
          const contact = data.contacts.find((one) => one.id === id);
          return contact
            ? html`<span class="person"
                >${avatar({ id, name: contact.name, size: 'small' })}${linked(contact, input.contactHref, input.openContact)}</span
              >`
            : html`<span>${localizer.t('unknownPerson')}</span>`;
        })}</span
      >`;
    case 'tags':
      return html`<span class="tags">${deal.tags.map((tag) => html`<bdi class="tag">${tag}</bdi>`)}</span>`;
    case 'probabilityOverride':
      return html`<span class="numeric"
        >${localizer.number(deal.probabilityOverride! / 10_000, { style: 'percent', maximumFractionDigits: 2 })}</span
      >`;
    default:
      return html`<bdi>${typeof value === 'number' ? localizer.number(value) : value}</bdi>`;
  }
}

/** The form that stands in place of a value while it is edited. */
export function renderEditor(field: string, { deal, edit, context }: Pick<PanelFieldsInput, 'deal' | 'edit' | 'context'>): TemplateResult {
  const { localizer } = context;
  return html`<form
    class="editor"
    data-edit=${field}
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      void edit.save();
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      edit.stop();
    }}
  >
    ${renderField(edit.deal ?? deal, field, context, { id: `edit-${field}`, wrong: edit.wrong !== undefined, describedBy: edit.wrong ? 'edit-error' : undefined })}
    ${edit.wrong ? html`<p class="field-error" id="edit-error" role="alert">${edit.wrong}</p>` : nothing}
    <div class="editor-buttons">
      <button type="submit" class="button primary small" aria-disabled=${edit.isSaving}>${localizer.t('save')}</button>
      <button type="button" class="button quiet small" @click=${() => edit.stop()}>${localizer.t('cancel')}</button>
    </div>
  </form>`;
}

function renderRow(field: string, input: PanelFieldsInput): TemplateResult {
  const { edit, context, readonly } = input;
  const { localizer } = context;
  const label = fieldLabel(field, context);
  if (edit.field === field) {
    return html`<div class="row editing">
      <dt class="visually-hidden">${label}</dt>
      <dd>${renderEditor(field, input)}</dd>
    </div>`;
  }
  const value = renderValue(field, input);
  return html`<div class="row" part="field">
    <dt class="row-label">${label}</dt>
    <dd class="row-value ${value === nothing ? 'unset' : ''}">
      ${value === nothing ? localizer.t('empty') : value}${
        readonly
          ? nothing
          : html`<button
              type="button"
              class="edit"
              data-start=${field}
              aria-label=${localizer.t('edit', { field: label })}
              @click=${() => edit.start(field)}
            >
              ${icon(pencil)}
            </button>`
      }
    </dd>
  </div>`;
}

/** The fields of a deal, each changed in its place. */
export function renderPanelFields(input: PanelFieldsInput): TemplateResult {
  const { deal, context } = input;
  const custom = context.customFields
    .filter(({ type }) => ['text', 'number', 'date', 'select', 'url', 'email', 'phone'].includes(type))
    .map(({ key }) => `custom.${key}`);
  const shown = [...fields, ...(deal.status === 'lost' || deal.lostReason ? ['lostReason'] : []), ...custom];
  return html`<dl class="rows" part="fields">${shown.map((field) => renderRow(field, input))}</dl>`;
}
