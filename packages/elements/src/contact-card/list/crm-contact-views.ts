import type { View } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { peopleWork } from '../../i18n/en/people-work.js';
import { plus, users } from '../../internal/icons.js';
import { Localizer } from '../../internal/locale.js';
import type { CrmMenu, MenuItem, MenuSelectEvent } from '../../internal/parts/crm-menu.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';

/** What is to be kept of a view. */
export interface ViewNaming {
  readonly name: string;
  readonly visibility: View['visibility'];
}

/** What is done with views. Each says itself how it went, and resolves to whether it was done. */
export interface ViewCommands {
  readonly choose: (viewId: string | undefined) => void;
  readonly create: (naming: ViewNaming) => Promise<boolean>;
  readonly rename: (view: View, naming: ViewNaming) => Promise<boolean>;
  readonly update: (view: View) => Promise<boolean>;
  readonly remove: (view: View) => Promise<boolean>;
}

/** The menu of saved views, and the dialogs in which one is named, shared or deleted. */
export class CrmContactViews extends LitElement {
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
        gap: 14px;
      }
      .choice {
        display: flex;
        align-items: baseline;
        gap: 8px;
        padding-block: 4px;
        font-size: var(--_font-size-sm);
      }
    `,
  ];

  @query('crm-menu') protected readonly menu!: CrmMenu;
  @query('input.name') protected readonly nameField!: HTMLInputElement | null;

  @property({ attribute: false }) views: readonly View[] = [];
  @property({ attribute: false }) current: View | undefined;
  @property({ attribute: false }) isOwn: (view: View) => boolean = () => true;
  @property({ type: Boolean }) edited = false;
  /** Nothing can be written. */
  @property({ type: Boolean }) readonly = false;
  @property({ attribute: false }) commands: ViewCommands | undefined;

  /** What is asked for: the name of a new view, that of this one, or whether to delete it. */
  @state() protected asking: 'save' | 'rename' | 'remove' | undefined;
  @state() protected isMissing = false;
  @state() protected busy = false;

  protected readonly localizer = new Localizer(this, 'peopleWork', peopleWork);

  /** Opens the menu at a button; closes it if it is open there. */
  show(trigger: HTMLElement): void {
    this.menu.items = this.#items();
    this.menu.toggle(trigger);
  }

  #items(): MenuItem[] {
    const { t } = this.localizer;
    const { current } = this;
    const item = (view: View, first: boolean): MenuItem => ({
      id: `view:${view.id}`,
      label: view.name,
      checked: view.id === current?.id,
      separator: first,
      ...(view.visibility === 'shared' && { icon: users, hint: t('views.shared') }),
    });
    const own = this.views.filter(({ visibility }) => visibility === 'private');
    const shared = this.views.filter(({ visibility }) => visibility === 'shared');
    const name = current?.name ?? '';
    return [
      { id: 'all', label: t('views.all'), checked: current === undefined },
      ...own.map((view, i) => item(view, i === 0)),
      ...shared.map((view, i) => item(view, i === 0)),
      ...(this.readonly ? [] : [{ id: 'save', label: t('views.save'), icon: plus, separator: true }]),
      ...(current && !this.readonly && this.isOwn(current)
        ? [
            { id: 'update', label: t('views.update', { name }), disabled: !this.edited },
            { id: 'rename', label: t('views.rename', { name }) },
            { id: 'remove', label: t('views.remove', { name }), danger: true },
          ]
        : []),
    ];
  }

  #onSelect = ({ id }: MenuSelectEvent): void => {
    const { commands, current } = this;
    if (id === 'all') commands?.choose(undefined);
    else if (id.startsWith('view:')) commands?.choose(id.slice('view:'.length));
    else if (id === 'update') {
      if (current) void commands?.update(current);
    } else {
      this.isMissing = false;
      this.asking = id as 'save' | 'rename' | 'remove';
    }
  };

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const name = (form.get('name') as string).trim();
    const visibility = form.get('visibility') === 'shared' ? 'shared' : 'private';
    this.isMissing = name === '';
    if (this.isMissing) {
      this.nameField?.focus();
      return;
    }
    await this.#run((commands) =>
      this.asking === 'rename' && this.current
        ? commands.rename(this.current, { name, visibility })
        : commands.create({ name, visibility }),
    );
  }

  async #run(act: (commands: ViewCommands) => Promise<boolean>): Promise<void> {
    if (!this.commands || this.busy) return;
    this.busy = true;
    if (await act(this.commands)) this.asking = undefined;
    this.busy = false;
  }

  #close = (): void => {
    this.asking = undefined;
  };

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    return html`<crm-menu label=${t('views.title')} @crm-menu-select=${this.#onSelect}></crm-menu> ${this.#renderForm()}
      ${this.#renderRemoval()}`;
  }

  #renderForm(): TemplateResult {
    const { t } = this.localizer;
    const isRename = this.asking === 'rename';
    const view = isRename ? this.current : undefined;
    return html`<crm-dialog
      ?open=${isRename || this.asking === 'save'}
      heading=${t(isRename ? 'view.renameTitle' : 'view.saveTitle')}
      close-label=${t('close')}
      @crm-dialog-close=${this.#close}
    >
      ${isRename || this.asking === 'save' ? this.#renderFields(view) : nothing}
    </crm-dialog>`;
  }

  #renderFields(view: View | undefined): TemplateResult {
    const { t, dir } = this.localizer;
    const choice = (visibility: View['visibility']) =>
      html`<label class="choice"
        ><input
          type="radio"
          name="visibility"
          value=${visibility}
          ?checked=${visibility === (view?.visibility ?? 'private')}
        />${t(`view.${visibility}`)}</label
      >`;
    return html`<form id="form" class="form" novalidate dir=${dir} @submit=${this.#save}>
        <label class="field"
          ><span class="label">${t('view.name')}</span>
          <input
            class="input name"
            name="name"
            dir="auto"
            maxlength="100"
            autocomplete="off"
            .value=${view?.name ?? ''}
            aria-invalid=${this.isMissing ? 'true' : nothing}
            aria-describedby=${this.isMissing ? 'missing' : nothing}
          />
          ${this.isMissing ? html`<span class="field-error" id="missing" role="alert">${t('view.nameMissing')}</span>` : nothing}
        </label>
        <fieldset>
          <legend class="label">${t('view.visibility')}</legend>
          ${choice('private')} ${choice('shared')}
        </fieldset>
      </form>
      <button slot="footer" type="button" class="button" @click=${this.#close}>${t('cancel')}</button>
      <button slot="footer" type="submit" form="form" class="button primary" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${t('save')}
      </button>`;
  }

  #renderRemoval(): TemplateResult {
    const { t } = this.localizer;
    const isAsked = this.asking === 'remove';
    return html`<crm-dialog
      ?open=${isAsked}
      alert
      heading=${t('view.removeTitle', { name: this.current?.name ?? '' })}
      @crm-dialog-close=${this.#close}
    >
      ${
        isAsked
          ? html`<p>${t('view.removeText')}</p>
              <button slot="footer" type="button" class="button" @click=${this.#close}>${t('cancel')}</button>
              <button
                slot="footer"
                type="button"
                class="button danger primary"
                @click=${() => this.#run(async (commands) => (this.current ? commands.remove(this.current) : true))}
              >
                ${t('view.remove')}
              </button>`
          : nothing
      }
    </crm-dialog>`;
  }
}
