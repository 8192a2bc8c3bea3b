import { lifecycleStages, type Agent, type LifecycleStage } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { people } from '../../i18n/en/people.js';
import { peopleWork } from '../../i18n/en/people-work.js';
import { user } from '../../internal/icons.js';
import { Localizer } from '../../internal/locale.js';
import type { CrmMenu, MenuItem, MenuSelectEvent } from '../../internal/parts/crm-menu.js';
import type { CrmPopover } from '../../internal/parts/crm-popover.js';
import type { CrmTagInput, TagsChangeEvent } from '../../internal/parts/crm-tag-input.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';
import type { ContactActions } from './contact-actions.js';
import type { ExportFormat } from './export-contacts.js';

/** What is asked here before it is done. */
type AskedKind = 'tags' | 'owner' | 'stage' | 'export' | 'remove';

const nobody = 'nobody';

/** The menus and dialogs in which many contacts are changed, at any button of the same root. */
export class CrmContactBulk extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    css`
      :host {
        display: contents;
      }
      .form {
        display: grid;
        gap: 12px;
        inline-size: 300px;
        max-inline-size: 100%;
      }
      .foot {
        display: flex;
        justify-content: end;
        gap: 8px;
      }
    `,
  ];

  @query('crm-menu') protected readonly menu!: CrmMenu;
  @query('crm-popover') protected readonly popup!: CrmPopover;

  @property({ attribute: false }) actions: ContactActions | undefined;
  @property({ attribute: false }) agents: readonly Agent[] = [];
  /** Tags to choose from. */
  @property({ attribute: false }) known: readonly string[] = [];

  @state() protected kind: AskedKind = 'tags';
  @state() protected ids: readonly string[] = [];
  @state() protected isRemoving = false;
  @state() protected putOn: readonly string[] = [];
  @state() protected takeOff: readonly string[] = [];

  protected readonly localizer = new Localizer(this, 'peopleWork', peopleWork);
  protected readonly listTexts = new Localizer(this, 'people', people);

  /** Asks what to do with these contacts, at a button; closes what is open there. */
  async show(kind: AskedKind, trigger: HTMLElement, ids: readonly string[]): Promise<void> {
    this.ids = ids;
    this.kind = kind;
    if (kind === 'remove') {
      this.isRemoving = true;
    } else if (kind === 'tags') {
      this.putOn = [];
      this.takeOff = [];
      await this.updateComplete;
      this.popup.toggle(trigger);
    } else {
      this.menu.items = this.#items(kind);
      this.menu.label = this.localizer.t(`${kind}.title`);
      this.menu.toggle(trigger);
    }
  }

  #items(kind: 'owner' | 'stage' | 'export'): MenuItem[] {
    const { t } = this.localizer;
    if (kind === 'stage') return lifecycleStages.map((stage) => ({ id: stage, label: this.listTexts.t(`stage.${stage}`) }));
    if (kind === 'export') return (['csv', 'vcard4', 'vcard3'] as const).map((format) => ({ id: format, label: t(`export.${format}`) }));
    return [
      { id: nobody, label: t('nobody') },
      ...this.agents.map(({ id, name }, i) => ({ id: `agent:${id}`, label: name, icon: user, separator: i === 0 })),
    ];
  }

  #onSelect = ({ id }: MenuSelectEvent): void => {
    const { actions, ids } = this;
    const { t } = this.localizer;
    if (this.kind === 'export') void actions?.export(ids, id as ExportFormat);
    else if (this.kind === 'stage') {
      const name = this.listTexts.t(`stage.${id as LifecycleStage}`);
      void actions?.change(ids, { lifecycleStage: id as LifecycleStage }, (count) => t('did.stage', { count, name }));
    } else if (id === nobody) void actions?.change(ids, { ownerId: null }, (count) => t('did.nobody', { count }));
    else {
      const agentId = id.slice('agent:'.length);
      const name = this.agents.find((agent) => agent.id === agentId)?.name ?? '';
      void actions?.change(ids, { ownerId: agentId }, (count) => t('did.owner', { count, name }));
    }
  };

  #changeTags = (): void => {
    // What is typed and not added yet is meant too.
    for (const field of this.renderRoot.querySelectorAll<CrmTagInput>('crm-tag-input')) field.commit();
    this.popup.close();
    if (this.putOn.length === 0 && this.takeOff.length === 0) return;
    const change = { addTags: this.putOn, removeTags: this.takeOff };
    void this.actions?.change(this.ids, change, (count) => this.localizer.t('did.tags', { count }));
  };

  #remove = (): void => {
    this.isRemoving = false;
    void this.actions?.change(this.ids, { remove: true }, (count) => this.localizer.t('did.removed', { count }));
  };

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    return html`<crm-menu align="end" @crm-menu-select=${this.#onSelect}></crm-menu>
      <crm-popover label=${t('tags.title')} align="end">${this.kind === 'tags' ? this.#renderTags() : nothing}</crm-popover>
      ${this.#renderRemoval()}`;
  }

  #renderTags(): TemplateResult {
    const { t, dir } = this.localizer;
    const field = (label: string, tags: readonly string[], take: (tags: readonly string[]) => void) =>
      html`<crm-tag-input
        label=${label}
        placeholder=${t('tags.placeholder')}
        max-length="100"
        .tags=${tags}
        .suggestions=${this.known}
        .removeLabel=${(tag: string) => t('tags.takeOut', { tag })}
        @crm-tags-change=${(event: TagsChangeEvent) => take(event.tags)}
      ></crm-tag-input>`;
    return html`<div class="form" dir=${dir}>
      ${field(t('tags.add'), this.putOn, (tags) => (this.putOn = tags))}
      ${field(t('tags.remove'), this.takeOff, (tags) => (this.takeOff = tags))}
      <div class="foot">
        <button type="button" class="button" @click=${() => this.popup.close()}>${t('cancel')}</button>
        <button type="button" class="button primary" @click=${this.#changeTags}>${t('tags.apply', { count: this.ids.length })}</button>
      </div>
    </div>`;
  }

  #renderRemoval(): TemplateResult {
    const { t } = this.localizer;
    const count = this.ids.length;
    const close = () => (this.isRemoving = false);
    return html`<crm-dialog ?open=${this.isRemoving} alert heading=${t('remove.title', { count })} @crm-dialog-close=${close}>
      ${
        this.isRemoving
          ? html`<p>${t('remove.text')}</p>
              <button slot="footer" type="button" class="button" @click=${close}>${t('cancel')}</button>
              <button slot="footer" type="button" class="button danger primary" @click=${this.#remove}>
                ${t('remove.do', { count })}
              </button>`
          : nothing
      }
    </crm-dialog>`;
  }
}
