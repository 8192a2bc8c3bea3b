import { toCrmError, type CrmClient } from '@crm-elements/data';
import { displayName, type Contact, type Deal } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CrmContactOpenEvent } from '../../events/contact-events.js';
import { CrmContactUnmergedEvent, type CrmContactMergedEvent } from '../../events/contact-merge-events.js';
import { CrmContactDeletedEvent, CrmContactDeleteEvent } from '../../events/contact-work-events.js';
import { actions } from '../../i18n/en/actions.js';
import type { CrmDataElement } from '../../internal/crm-data-element.js';
import { copy, download, trash, undo, upload } from '../../internal/icons.js';
import { Localizer } from '../../internal/locale.js';
import { openImport } from '../../internal/open-import.js';
import type { CrmDialog } from '../../internal/parts/crm-dialog.js';
import type { CrmMenu, MenuItem, MenuSelectEvent } from '../../internal/parts/crm-menu.js';
import type { CrmPopover } from '../../internal/parts/crm-popover.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import type { CardCommands } from '../card-commands.js';
import { openMerge } from '../merge/open-merge.js';
import type { RecordWay } from '../render-custom-value.js';
import { contactText } from './contact-text.js';
import { saveVCard } from './save-vcard.js';

/** A card that merges are done on. */
interface ActionsHost extends CrmDataElement {
  contactId: string | undefined;
}

/** More merges of one contact are taken apart in several goes. */
const mostMerged = 50;

const apart = 'apart:';

/**
 * What is done with a contact as a whole: copied, saved as a vCard, merged, taken apart, deleted; vCards that are dropped on it. It is loaded
 * with the first of that, and shows nothing by itself. Inside `<crm-contact-card>`, which gives it all it needs.
 */
export class CrmContactActions extends LitElement {
  static override styles = [
    content,
    buttons,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) host: ActionsHost | undefined;
  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) company: string | undefined;
  @property({ type: Boolean }) readonly = false;
  @property({ attribute: false }) commands: CardCommands | undefined;
  /** The way to another record. */
  @property({ attribute: false }) wayTo: (collection: string, id: string) => RecordWay | undefined = () => undefined;
  @property({ attribute: false }) wayToDeal: ((deal: Deal) => RecordWay) | undefined;

  @state() protected items: readonly MenuItem[] = [];
  /** The company that is looked at. */
  @state() protected companyId = '';
  @query('crm-popover') protected readonly companyPopover!: CrmPopover;
  @query('crm-menu') protected readonly menu!: CrmMenu;
  @query('crm-dialog') protected readonly dialog!: CrmDialog;
  @query('input') protected readonly picker!: HTMLInputElement;

  readonly #localizer = new Localizer(this, 'actions', actions);

  protected override render(): TemplateResult {
    const { t, dir, locale } = this.#localizer;
    const { name } = this;
    return html`<div dir=${dir} lang=${locale}>
      <crm-menu
        align="end"
        label=${t('menu', { name })}
        .items=${this.items}
        @crm-menu-select=${(event: MenuSelectEvent) => this.#choose(event.id)}
      ></crm-menu>
      <input type="file" accept=".vcf,text/vcard" multiple hidden aria-label=${t('import')} @change=${this.#onPicked} />
      <crm-dialog alert heading=${t('delete.title', { name })}>
        <p>${t('delete.text')}</p>
        <button slot="footer" type="button" class="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
        <button slot="footer" type="button" class="button danger primary" @click=${() => this.#delete()}>${t('delete')}</button>
      </crm-dialog>
      <crm-popover label=${t('company')}>
        ${
          this.companyId
            ? html`<crm-company-view
                .client=${this.client}
                .companyId=${this.companyId}
                .wayTo=${this.wayTo}
                .wayToDeal=${this.wayToDeal}
              ></crm-company-view>`
            : nothing
        }
      </crm-popover>
    </div>`;
  }

  /** Opens the menu at its button, or closes it. */
  async toggleMenu(trigger: HTMLElement): Promise<void> {
    if (!this.menu.isOpen) this.items = await this.#menuItems();
    await this.updateComplete;
    this.menu.toggle(trigger);
  }

  /** Opens the dialog in which this contact is merged with another. Should the other one stay, the card goes on with that. */
  async merge(otherId: string): Promise<void> {
    const { host, contact } = this;
    if (!host || !contact) return;
    let standsFor: string = contact.id;
    const onMerged = ({ detail }: CrmContactMergedEvent) => (standsFor = detail.keptId);
    const onUnmerged = () => (standsFor = contact.id);
    host.addEventListener('crm-contact-merged', onMerged);
    host.addEventListener('crm-contact-unmerged', onUnmerged);
    await openMerge(host, [contact.id, otherId]);
    host.removeEventListener('crm-contact-merged', onMerged);
    host.removeEventListener('crm-contact-unmerged', onUnmerged);
    if (standsFor !== host.contactId && host.contactId === contact.id && host.dispatchEvent(new CrmContactOpenEvent(standsFor)))
      host.contactId = standsFor;
  }

  /** Shows a company in brief at what was pressed; within the popover, in its place. */
  async openCompany(id: string, trigger: HTMLElement): Promise<void> {
    try {
      await import('../../define/contact-company.js');
    } catch {
      this.commands?.tellFailure(this.#localizer.t('company.failed'));
      return;
    }
    this.companyId = id;
    await this.updateComplete;
    if (!this.companyPopover.isOpen) await this.companyPopover.show(trigger);
  }

  /** Opens the import with files that were dropped. */
  drop(files: readonly File[]): void {
    if (this.host && files.length > 0) void openImport(this.host, files);
  }

  async #menuItems(): Promise<MenuItem[]> {
    const { t } = this.#localizer;
    const { client, readonly } = this;
    const merged = readonly ? [] : await this.#mergedContacts();
    return [
      { id: 'copy', label: t('copyText'), icon: copy },
      { id: 'vcard-4.0', label: t('vcard'), icon: download },
      { id: 'vcard-3.0', label: t('vcard.3'), icon: download },
      ...(client && !readonly ? [{ id: 'import', label: t('import'), icon: upload }] : []),
      ...(merged.length > 0
        ? [
            {
              id: 'merged',
              label: t('merged'),
              icon: undo,
              items: merged.map(({ id, name }) => ({ id: `${apart}${id}`, label: t('takeApart', { name }) })),
            },
          ]
        : []),
      ...(client && !readonly ? [{ id: 'delete', label: t('delete.menu'), icon: trash, danger: true, separator: true }] : []),
    ];
  }

  /** Those that were merged into this one and are still, the last one first. */
  async #mergedContacts(): Promise<{ id: string; name: string }[]> {
    const { client, contact } = this;
    const ids = [...(contact?.mergedIds ?? [])].reverse().slice(0, mostMerged);
    if (!client || ids.length === 0) return [];
    const keys = ids.map((id) => `contacts:${id}`);
    const page = await client.trash.list({ where: { recordKey: { in: keys } }, limit: mostMerged }).catch(() => undefined);
    const records = new Map(page?.records.map(({ recordId, record }) => [recordId, record as unknown as Contact]));
    return ids.flatMap((id) => {
      const merged = records.get(id);
      return merged ? [{ id, name: displayName(merged, undefined, this.#localizer.t('unnamed')) }] : [];
    });
  }

  #choose(id: string): void {
    const { contact, name, company, commands } = this;
    if (!contact) return;
    if (id === 'copy') void commands?.copy(contactText(contact, name, company), name);
    else if (id === 'vcard-3.0') void this.#save('3.0');
    else if (id === 'vcard-4.0') void this.#save('4.0');
    else if (id === 'import') this.picker.click();
    else if (id === 'delete') this.dialog.show();
    else if (id.startsWith(apart)) void this.#takeApart(id.slice(apart.length));
  }

  async #save(version: '3.0' | '4.0'): Promise<void> {
    const { contact, name, company, client, commands } = this;
    const { t } = this.#localizer;
    try {
      await saveVCard({ contact: contact!, name, company, client }, version);
      commands?.tell(t('vcard.saved', { name }));
    } catch (error) {
      commands?.tellNotSaved(toCrmError(error));
    }
  }

  #onPicked(): void {
    const files = [...(this.picker.files ?? [])];
    // The same file can be chosen again.
    this.picker.value = '';
    this.drop(files);
  }

  async #takeApart(mergedId: string): Promise<void> {
    const { id: keptId } = this.contact!;
    const { t } = this.#localizer;
    await this.commands?.run({
      command: 'contact-unmerge',
      write: (client) => client.unmergeContact(mergedId),
      after: () => new CrmContactUnmergedEvent(keptId, mergedId),
      said: (result) => {
        const { contact, done, total } = result!;
        const name = displayName(contact, undefined, t('unnamed'));
        return done === total ? t('takenApart', { name }) : t('takenApartPartly', { name, done, total });
      },
    });
  }

  async #delete(): Promise<void> {
    const { contact, name, commands } = this;
    this.dialog.close();
    if (!contact) return;
    const { id } = contact;
    await commands?.run({
      command: 'contact-delete',
      before: new CrmContactDeleteEvent(id),
      write: (client) => client.contacts.remove(id),
      after: () => new CrmContactDeletedEvent(id),
      said: this.#localizer.t('deleted', { name }),
    });
  }
}
