/** Where a person stands on one channel and purpose, and what held before. */
import type { Consent, ConsentState } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import {
  chevronRight,
  circleCheck,
  circleX,
  clock,
  fileText,
  globe,
  mail,
  messageCircle,
  messageSquare,
  phone,
  undo,
} from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import { consentName, consentWord, type ConsentLocalizer } from './consent-words.js';

const channelPictures: Readonly<Record<string, string>> = { email: mail, phone, sms: messageSquare, chat: messageCircle, web: globe };

const statuses: Readonly<Record<Consent['status'], { readonly picture: string; readonly kind: string }>> = {
  granted: { picture: circleCheck, kind: 'success' },
  denied: { picture: circleX, kind: 'danger' },
  withdrawn: { picture: undo, kind: 'warning' },
  pending: { picture: clock, kind: '' },
};

/** A word of ours, or what somebody wrote. */
function word(localizer: ConsentLocalizer, kind: 'channel' | 'purpose' | 'basis', value: string): TemplateResult {
  const shown = consentWord(localizer, kind, value);
  return shown === value ? html`<bdi>${shown}</bdi>` : html`<span>${shown}</span>`;
}

function renderStatus(localizer: ConsentLocalizer, { status }: Consent): TemplateResult {
  // A store may hold what no version of ours wrote.
  const { picture, kind } = Object.hasOwn(statuses, status) ? statuses[status] : statuses.pending;
  return html`<span class="badge ${kind}">${icon(picture)}${consentWord(localizer, 'status', status)}</span>`;
}

/** Since when, or of what held before from when on, and on which ground. */
function renderGround(localizer: ConsentLocalizer, { at, legalBasis }: Consent, { past = false } = {}): TemplateResult {
  const date = Number.isNaN(Date.parse(at)) ? at : localizer.date(at, 'moment');
  return html`<p class="ground">
    <time datetime=${at}>${past ? date : localizer.t('since', { date })}</time>
    ${legalBasis ? html`<span>${localizer.t('basis', { basis: consentWord(localizer, 'basis', legalBasis) })}</span>` : nothing}
  </p>`;
}

interface ConsentRow {
  readonly localizer: ConsentLocalizer;
  readonly state: ConsentState;
  readonly readonly: boolean;
  /** What stands in place of the buttons while a consent is granted. */
  readonly form: TemplateResult | undefined;
  readonly grant: () => void;
  readonly withdraw: () => void;
}

function renderButtons({ localizer, state: { current }, grant, withdraw }: ConsentRow, about: string): TemplateResult {
  const { t } = localizer;
  // One button that changes its meaning: whoever pressed it keeps the focus.
  const act = current.status === 'granted' ? 'withdraw' : 'grant';
  return html`<span class="acts">
    <button type="button" class="button small" aria-label=${t(`${act}.of`, { about })} @click=${act === 'grant' ? grant : withdraw}>
      ${t(act)}
    </button>
    ${
      current.status === 'pending'
        ? html`<button type="button" class="button small" aria-label=${t('withdraw.of', { about })} @click=${withdraw}>
            ${t('withdraw')}
          </button>`
        : nothing
    }
  </span>`;
}

/** A consent as it stands, its history under a disclosure. */
export function renderConsent(row: ConsentRow): TemplateResult {
  const { localizer, state, readonly, form } = row;
  const { current, earlier } = state;
  const { t } = localizer;
  const about = consentName(localizer, current);
  const count = earlier.length;
  return html`<li class="consent" data-about="${current.channel}/${current.purpose}">
    <div class="line">
      <span class="about"
        >${icon(channelPictures[current.channel.toLowerCase()] ?? fileText)}<span
          >${word(localizer, 'channel', current.channel)}<span class="dot" aria-hidden="true"> · </span
          ><span class="visually-hidden">, </span>${word(localizer, 'purpose', current.purpose)}</span
        ></span
      >
      ${renderStatus(localizer, current)} ${readonly || form ? nothing : renderButtons(row, about)}
    </div>
    ${renderGround(localizer, current)} ${form ?? nothing}
    ${
      count === 0
        ? nothing
        : html`<details>
            <summary aria-label=${t('history.of', { about, count })}>${icon(chevronRight)}${t('history', { count })}</summary>
            <ol class="history" role="list">
              ${earlier.map((entry) => html`<li>${renderStatus(localizer, entry)} ${renderGround(localizer, entry, { past: true })}</li>`)}
            </ol>
          </details>`
    }
  </li>`;
}
