/** Who a contact is: the head of a card in its three sizes. */
import { html, nothing, type TemplateResult } from 'lit';
import { badgeCheck, ellipsis, mail, pencil, phone } from '../internal/icons.js';
import { avatar } from '../internal/parts/avatar.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import { openLink, type CardView } from './card-view.js';
import { renderStage } from './render-stage.js';
import { mailHref, phoneHref, phoneText, primaryOf } from './contact-ways.js';

/** "Head of procurement at Acme": what there is of it. */
function renderRole(view: CardView): TemplateResult | typeof nothing {
  const { contact, company, companyHref, openCompany, localizer } = view;
  const title = contact.jobTitle?.trim();
  if (!title && !company) return nothing;
  return html`<p class="role" part="role">
    ${title ? html`<bdi>${title}</bdi>` : nothing}${title && company ? html`<span class="dot" aria-hidden="true">·</span>` : nothing}${
      company
        ? openLink({
            href: companyHref,
            open: openCompany,
            content: html`<bdi>${company.name}</bdi>`,
            label: localizer.t('openCompany', { company: company.name }),
            className: 'company',
          })
        : nothing
    }
  </p>`;
}

const renderVerified = ({ contact, localizer }: CardView) =>
  contact.verified ? html`<span class="verified" part="verified">${icon(badgeCheck)}${localizer.t('verified')}</span>` : nothing;

/** The two ways that are used most, as buttons. */
function renderQuickWays({ contact, name, localizer }: CardView, small: boolean): TemplateResult {
  const email = primaryOf(contact.emails);
  const number = primaryOf(contact.phones);
  const button = (kind: 'email' | 'phone', href: string | undefined, text: string, picture: string, word: string) =>
    href
      ? html`<a class="button ${small ? 'icon-only quiet' : ''}" href=${href} aria-label=${localizer.t(`${kind}.name`, { name, text })}
          >${icon(picture)}${small ? nothing : word}</a
        >`
      : nothing;
  return html`${email ? button('email', mailHref(email.value), email.value, mail, localizer.t('email')) : nothing}
  ${number ? button('phone', phoneHref(number), phoneText(number), phone, localizer.t('call')) : nothing}`;
}

/** The head of the full card. */
export function renderHead(view: CardView): TemplateResult {
  const { contact, name, picture, localizer, headingLevel, edit, more, readonly } = view;
  return html`<header class="head" part="header">
    ${avatar({ id: contact.id, name, picture, size: 'large' })}
    <div class="who">
      <div class="name-line">
        ${heading(headingLevel, html`<bdi>${name}</bdi>`, { id: 'name', className: 'name' })}
        ${contact.pronouns ? html`<bdi class="pronouns">${contact.pronouns}</bdi>` : nothing} ${renderVerified(view)}
      </div>
      ${renderRole(view)}
      <div class="marks">
        ${renderStage(localizer, contact.lifecycleStage)}
        ${
          contact.tags.length
            ? html`<ul class="tags" role="list" aria-label=${localizer.t('tags')}>
                ${contact.tags.map((tag) => html`<li class="badge tag"><bdi class="truncate" title=${tag}>${tag}</bdi></li>`)}
              </ul>`
            : nothing
        }
      </div>
    </div>
    <div class="actions" part="actions">
      ${renderQuickWays(view, false)}<slot name="actions"></slot>${
        readonly
          ? nothing
          : html`<button type="button" class="button edit" aria-label=${localizer.t('edit.name', { name })} @click=${edit}>
              ${icon(pencil)}${localizer.t('edit')}
            </button>`
      }<button
        type="button"
        class="button icon-only more"
        aria-haspopup="menu"
        aria-label=${localizer.t('moreActions', { name })}
        @click=${more}
      >
        ${icon(ellipsis)}
      </button>
    </div>
  </header>`;
}

/** The name as a way to the contact. */
const renderNameLink = ({ name, contactHref, openContact, localizer }: CardView) =>
  openLink({ href: contactHref, open: openContact, content: html`<bdi>${name}</bdi>`, label: localizer.t('open', { name }) });

/** One or two lines: for lists and side bars. */
export function renderCompact(view: CardView, { quickWays = true } = {}): TemplateResult {
  const { contact, name, picture, headingLevel, localizer } = view;
  return html`<div class="compact-row">
    ${avatar({ id: contact.id, name, picture })}
    <div class="who">
      <div class="name-line">${heading(headingLevel, renderNameLink(view), { id: 'name', className: 'name' })} ${renderVerified(view)}</div>
      ${renderRole(view)}
    </div>
    ${renderStage(localizer, contact.lifecycleStage)}
    <div class="actions" part="actions">${quickWays ? renderQuickWays(view, true) : nothing}<slot name="actions"></slot></div>
  </div>`;
}

/** In the midst of a text. */
export const renderInline = (view: CardView): TemplateResult =>
  html`${avatar({ id: view.contact.id, name: view.name, picture: view.picture, size: 'small' })}${renderNameLink(view)}`;
