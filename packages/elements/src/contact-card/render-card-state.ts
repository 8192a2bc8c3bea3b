import { html, type TemplateResult } from 'lit';
import type { card } from '../i18n/en/card.js';
import { user } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { emptyView, errorView } from '../internal/parts/views.js';
import type { CrmContactCard } from './contact-card.js';
import { renderSkeleton } from './render-skeleton.js';

type CardLocalizer = Localizer<typeof card>;
type Variant = CrmContactCard['variant'];

/** While the contact is being read. */
export const renderLoading = ({ t }: CardLocalizer, variant: Variant): TemplateResult =>
  html`<slot name="loading">${renderSkeleton(variant)}</slot><span class="visually-hidden">${t('loading')}</span>`;

/** When it could not be read. */
export function renderError(
  { t }: CardLocalizer,
  variant: Variant,
  { text, retry }: { text: string | undefined; retry: () => void },
): TemplateResult {
  const actions = html`<button type="button" class="button" @click=${retry}>${t('retry')}</button>`;
  if (variant === 'inline') return html`<slot name="error"><span part="error" class="muted">${t('unknownPerson')} ${actions}</span></slot>`;
  return html`<slot name="error">${errorView({ title: t('error.title'), text, actions })}</slot>`;
}

/** When there is none: not any more, or because none was asked for. */
export function renderEmpty({ t }: CardLocalizer, variant: Variant, why: 'gone' | 'none'): TemplateResult {
  if (variant === 'inline') return html`<slot name="empty"><span part="empty" class="muted">${t('unknownPerson')}</span></slot>`;
  return html`<slot name="empty">${emptyView({ title: t(`${why}.title`), text: t(`${why}.text`), picture: user })}</slot>`;
}
