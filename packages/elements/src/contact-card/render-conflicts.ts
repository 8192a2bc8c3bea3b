import { customValue, isFilled, type Contact, type CustomField } from '@crm-elements/schema';
import { html, type TemplateResult } from 'lit';
import type { card } from '../i18n/en/card.js';
import { triangleAlert } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';
import type { DraftField } from './contact-draft.js';
import { phoneText } from './contact-ways.js';
import type { CustomPath } from './custom-edit.js';
import { customText, type FieldsLocalizer, type NameOfRecord } from './custom-text.js';

/** A field of the contact, or a custom one by its key. */
export type ConflictField = DraftField | CustomPath;

export const isCustom = (field: ConflictField): field is CustomPath => field.startsWith('custom.');

interface Conflicts {
  localizer: Localizer<typeof card>;
  fieldTexts: FieldsLocalizer;
  customFields: readonly CustomField[];
  fields: readonly ConflictField[];
  /** The record as others left it. */
  contact: Contact;
  nameOf: (field: DraftField, id: string) => string;
  nameOfRecord: NameOfRecord;
  take: (field: ConflictField) => void;
}

const fieldOf = ({ customFields }: Conflicts, field: CustomPath) => customFields.find(({ key }) => field === `custom.${key}`);

/** What a field is called. */
const labelOf = (conflicts: Conflicts, field: ConflictField): string =>
  isCustom(field) ? (fieldOf(conflicts, field)?.label ?? field) : conflicts.localizer.t(`field.${field}`);

/** What a field holds, in one line. */
function valueOf(conflicts: Conflicts, field: ConflictField): string {
  const { localizer, contact, nameOf } = conflicts;
  if (isCustom(field)) {
    const custom = fieldOf(conflicts, field);
    const value = custom && customValue(contact.custom, custom.key);
    return isFilled(value) ? customText(conflicts.fieldTexts, custom, value, conflicts.nameOfRecord) : '';
  }
  switch (field) {
    case 'emails':
      return localizer.list(contact.emails.map(({ value }) => value));
    case 'phones':
      return localizer.list(contact.phones.map(phoneText));
    case 'tags':
      return localizer.list(contact.tags);
    case 'lifecycleStage':
      return localizer.t(`stage.${contact.lifecycleStage}`);
    case 'companyId':
    case 'ownerId':
      return contact[field] ? nameOf(field, contact[field]) : '';
    case 'fullName':
    case 'jobTitle':
      return contact[field] ?? '';
  }
}

/** Says which fields others have changed too, to what, and offers to take that. */
export function renderConflicts(conflicts: Conflicts): TemplateResult {
  const { localizer, fields, take } = conflicts;
  const t = localizer.t.bind(localizer);
  if (fields.length === 0) return html`<div role="alert"></div>`;
  return html`<div class="conflicts" role="alert" part="conflict">
    ${icon(triangleAlert)}
    <div>
      <p>${t('conflict.title')}</p>
      <ul role="list">
        ${fields.map((field) => {
          const name = labelOf(conflicts, field);
          return html`<li>
            <span>${t('conflict.field', { field: name, value: valueOf(conflicts, field) || t('empty') })}</span>
            <button type="button" class="button small" aria-label=${t('conflict.takeName', { field: name })} @click=${() => take(field)}>
              ${t('conflict.take')}
            </button>
          </li>`;
        })}
      </ul>
    </div>
  </div>`;
}
