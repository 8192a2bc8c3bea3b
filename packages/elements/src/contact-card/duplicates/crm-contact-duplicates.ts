import { toCrmError, type CrmClient, type Duplicate } from '@crm-elements/data';
import { displayName, type Contact } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { merge } from '../../i18n/en/merge.js';
import { ClientController } from '../../internal/client.js';
import { users } from '../../internal/icons.js';
import { LiveController } from '../../internal/live.js';
import { Localizer } from '../../internal/locale.js';
import { avatar, avatars } from '../../internal/parts/avatar.js';
import { icon } from '../../internal/parts/icon.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import type { CardCommands } from '../card-commands.js';
import { openLink } from '../card-view.js';
import type { RecordWay } from '../render-custom-value.js';
import { knownApart, setApart } from './not-same-person.js';

/** More would push the contact out of sight; they are counted. */
const mostShown = 3;
const waitAtMostMs = 2_000;

/** Waits until the page has nothing better to do. */
const idle = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(done, 200);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      return;
    }
    const handle = requestIdleCallback(() => done(), { timeout: waitAtMostMs });
    signal.addEventListener('abort', () => cancelIdleCallback(handle), { once: true });
  });

/** What duplicates are found by: when it changes, they are looked for again. */
const pointsOf = ({ fullName, emails, phones, mergedIds }: Contact): string => JSON.stringify([fullName, emails, phones, mergedIds]);

/**
 * Names other contacts that may be the same person, says why, and leads to merging them. It takes no place as long as there are none. Inside
 * `<crm-contact-card>`, which gives it all it needs.
 */
export class CrmContactDuplicates extends LitElement {
  static override styles = [
    content,
    buttons,
    avatars,
    css`
      :host {
        display: block;
      }
      .box {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 8px 10px;
        padding: 12px 20px;
        border-block-start: 1px solid var(--_color-warning-border);
        background: var(--_color-warning-soft);
        font-size: var(--_font-size-sm);
      }
      .box > .icon {
        margin-block-start: 2px;
        color: var(--_color-warning-text);
      }
      .title {
        color: var(--_color-warning-text);
        font-weight: var(--_font-weight-semibold);
      }
      .list {
        display: grid;
        grid-column: 1 / -1;
        gap: 8px;
      }
      .item {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
      }
      .who {
        display: grid;
        flex: 1 1 180px;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .why {
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
      }
      .open {
        justify-self: start;
        min-block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--_color-text);
        font: inherit;
        font-weight: var(--_font-weight-medium);
        text-align: start;
        text-decoration: underline;
        text-decoration-color: var(--_color-border-strong);
        cursor: pointer;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .more {
        grid-column: 1 / -1;
        color: var(--_color-text-muted);
      }
      @media (forced-colors: active) {
        .box {
          border-block: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) commands: CardCommands | undefined;
  /** Opens the dialog in which this contact is merged with another. */
  @property({ attribute: false }) merge: ((otherId: string) => void) | undefined;
  /** The way to another contact. */
  @property({ attribute: false }) wayTo: ((collection: string, id: string) => RecordWay | undefined) | undefined;

  /** Those that were said to be somebody else just now. */
  @state() protected apart: ReadonlySet<string> = new Set();

  readonly #localizer = new Localizer(this, 'merge', merge);
  readonly #clients = new ClientController(this, () => false);
  readonly #found = new LiveController<readonly Duplicate[], readonly [string, string]>(this, this.#clients, {
    args: () => (this.contact ? [this.contact.id, pointsOf(this.contact)] : undefined),
    start: (client, _, { next, fail, signal }) => void this.#find(client, this.contact!, signal).then(next, fail),
    onValue: ([first]) => {
      if (first) this.commands?.announce(this.#localizer.t('duplicates.found', { name: displayName(first.contact) }));
    },
  });

  async #find(client: CrmClient, contact: Contact, signal: AbortSignal): Promise<readonly Duplicate[]> {
    await idle(signal);
    const found = await client.findDuplicates(contact);
    const apart = await knownApart(
      client,
      contact.id,
      found.map((duplicate) => duplicate.contact.id),
    );
    return found.filter((duplicate) => !apart.has(duplicate.contact.id));
  }

  protected override render(): TemplateResult | typeof nothing {
    const found = (this.#found.value ?? []).filter(({ contact }) => !this.apart.has(contact.id));
    if (found.length === 0) return nothing;
    const { t, locale, dir } = this.#localizer;
    const rest = found.length - mostShown;
    return html`<section class="box" lang=${locale} dir=${dir} aria-labelledby="title">
      ${icon(users)}
      <p class="title" id="title">${t('duplicates.title', { count: found.length })}</p>
      <ul class="list" role="list">
        ${found.slice(0, mostShown).map((duplicate) => this.#renderDuplicate(duplicate))}
      </ul>
      ${rest > 0 ? html`<p class="more">${t('duplicates.more', { count: rest })}</p>` : nothing}
    </section>`;
  }

  #renderDuplicate({ contact, reasons }: Duplicate): TemplateResult {
    const { t } = this.#localizer;
    const { id } = contact;
    const name = displayName(contact);
    const way = this.wayTo?.('contacts', id);
    return html`<li class="item">
      ${avatar({ id, name, size: 'small' })}
      <span class="who"
        >${
          way ? openLink({ ...way, content: html`<bdi>${name}</bdi>`, label: t('duplicates.open', { name }) }) : html`<bdi>${name}</bdi>`
        }<span class="why">${this.#localizer.list(reasons.map((reason) => t(`reason.${reason}`)))}</span></span
      >
      <span class="buttons">
        <button type="button" class="button small" aria-label=${t('compare.with', { name })} @click=${() => this.merge?.(id)}>
          ${t('compare')}
        </button>
        <button type="button" class="button quiet small" aria-label=${t('notSame.name', { name })} @click=${() => this.#keepApart(contact)}>
          ${t('notSame')}
        </button>
      </span>
    </li>`;
  }

  async #keepApart(other: Contact): Promise<void> {
    const { client, contact, commands } = this;
    if (!client || !contact) return;
    const write = async (apart: boolean) => {
      await setApart(client, contact.id, other.id, apart);
      const ids = new Set(this.apart);
      if (apart) ids.add(other.id);
      else ids.delete(other.id);
      this.apart = ids;
    };
    const fail = (error: unknown) => commands?.tellNotSaved(toCrmError(error));
    const { t } = this.#localizer;
    try {
      await write(true);
      commands?.tell(t('notSame.kept', { name: displayName(other) }), {
        action: { label: t('undo'), run: () => void write(false).catch(fail) },
      });
    } catch (error) {
      fail(error);
    }
  }
}
