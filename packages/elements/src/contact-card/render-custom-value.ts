/** A custom value as it is read on a card. */
import { isMoney, normalisePhone, type CustomField } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { check, externalLink, x } from '../internal/icons.js';
import { foreignRel } from '../internal/links.js';
import { icon } from '../internal/parts/icon.js';
import { openLink } from './card-view.js';
import { mailHref, phoneHref, webHref, webText } from './contact-ways.js';
import type { CustomRow } from './custom-rows.js';
import { customText, isOfType, listOf, optionLabel, relationTo, type FieldsLocalizer, type NameOfRecord } from './custom-text.js';

interface ValueContext {
  readonly localizer: FieldsLocalizer;
  readonly nameOf: NameOfRecord;
  /** Opens a record that a value points at; undefined where the card has no way to it. */
  readonly open: (collection: string, id: string) => RecordWay | undefined;
}

/** The way to a record: the page's address for it, if there is one, and what asks the page. */
export interface RecordWay {
  readonly href: string | undefined;
  readonly open: (click: Event) => void;
}

const bdi = (text: string, className = '') => html`<bdi class=${className}>${text}</bdi>`;

function renderWeb({ localizer }: ValueContext, label: string, value: string): TemplateResult {
  const href = webHref(value);
  if (!href) return bdi(value);
  const text = webText(value);
  return html`<a class="way-text" href=${href} target="_blank" rel=${foreignRel} aria-label=${localizer.t('newTab', { label, text })}
    >${bdi(text)}${icon(externalLink)}</a
  >`;
}

function renderAddress({ localizer }: ValueContext, label: string, value: string, kind: 'mail' | 'call'): TemplateResult {
  const href = kind === 'mail' ? mailHref(value.trim()) : phoneHref(normalisePhone(value));
  const content = html`<bdi dir=${kind === 'call' ? 'ltr' : 'auto'}>${value}</bdi>`;
  return href ? html`<a class="way-text" href=${href} aria-label=${localizer.t(kind, { label, text: value })}>${content}</a>` : content;
}

/** An option by its label; a value that is no option any more is shown all the same, and told to be none. */
function renderOption({ localizer }: ValueContext, field: CustomField, value: string): TemplateResult {
  const known = optionLabel(field, value);
  return known === undefined ? html`<span class="muted">${localizer.t('notAnOption', { value })}</span>` : bdi(known);
}

function renderRelation({ nameOf, open }: ValueContext, field: CustomField, value: unknown): TemplateResult {
  const collection = relationTo(field);
  return html`<span class="values"
    >${listOf(value).map((id) => {
      // A record that is gone, or has no name yet, is still told apart by its id.
      const name = (collection && nameOf(collection, id)) || id;
      const way = collection && nameOf(collection, id) ? open(collection, id) : undefined;
      return html`<span>${way ? openLink({ ...way, content: bdi(name), className: 'way-text' }) : bdi(name)}</span>`;
    })}</span
  >`;
}

/** A value of a field's type. */
function renderTyped(context: ValueContext, field: CustomField, label: string, value: unknown): TemplateResult {
  const { localizer, nameOf } = context;
  const text = customText(localizer, field, value, nameOf);
  switch (field.type) {
    case 'number':
    case 'money':
      return bdi(text, 'numeric');
    case 'date':
    case 'datetime':
      return html`<time class="numeric" datetime=${value}>${text}</time>`;
    case 'boolean':
      return html`<span class="yes-no">${icon(value ? check : x)}${text}</span>`;
    case 'select':
      return renderOption(context, field, value as string);
    case 'multiselect':
      return html`<ul class="values" role="list">
        ${(value as string[]).map((one) => html`<li class="badge">${renderOption(context, field, one)}</li>`)}
      </ul>`;
    case 'url':
      return renderWeb(context, label, value as string);
    case 'email':
      return renderAddress(context, label, value as string, 'mail');
    case 'phone':
      return renderAddress(context, label, value as string, 'call');
    case 'relation':
      return renderRelation(context, field, value);
    default:
      return bdi(text);
  }
}

/** What a row holds. What does not fit its field, or has none, is shown as it is. */
export function renderCustomValue(context: ValueContext, { field, label, value }: CustomRow): TemplateResult {
  if (field && isOfType(field, value)) return renderTyped(context, field, label, value);
  const text = customText(context.localizer, field, value, context.nameOf);
  return html`${bdi(text, typeof value === 'number' || isMoney(value) ? 'numeric' : 'as-written')}${
    field ? nothing : html` <span class="type">${context.localizer.t('undeclared')}</span>`
  }`;
}
