import type { CrmClient } from '@crm-elements/data';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CrmSettingsOpenEvent } from '../events/settings-events.js';
import { settings } from '../i18n/en/settings.js';
import { WidthController } from '../internal/controllers/resize.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { chevronRight, arrowLeft } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import { errorView, skeletonLines } from '../internal/parts/views.js';
import { settingsStyles } from './crm-settings.styles.js';
import { sectionIcons } from './section-icons.js';
import { isSection, settingsSections, type SettingsSection } from './settings-sections.js';
import { SettingsWork, type PartState } from './settings-work.js';

/**
 * Where a company fits the rest to its trade: its own fields, ways of selling, people, labels, answers, the chat, and the data itself. Each
 * section is loaded when it is shown.
 *
 * @slot loading - In place of the grey bars.
 * @slot error - In place of what is said when the store cannot be reached.
 * @csspart base - All of the element.
 * @csspart status - Says what is wrong with the store.
 * @csspart nav - The list of sections.
 * @csspart section - The section that is shown.
 * @csspart heading - Its heading.
 * @csspart error - Says why it cannot be shown.
 * @csspart toast - A short notice.
 * @cssstate loading - A section, or what it shows, is being loaded.
 * @cssstate error - It cannot be shown.
 * @cssstate saving - A change is being stored.
 * @cssstate offline - The store cannot be reached.
 * @cssstate readonly - Nothing can be changed.
 * @fires {CrmSettingsOpenEvent} crm-settings-open - Somebody goes to a section. Cancelable.
 * @fires {CrmErrorEvent} crm-error - Something failed, and the person was told.
 */
export class CrmSettings extends CrmDataElement {
  static override styles = [CrmDataElement.styles, settingsStyles];

  /** Loads the sections: set where the element is defined. */
  static parts: Readonly<Record<SettingsSection, () => Promise<unknown>>> | undefined;

  protected readonly localizer = new Localizer(this, 'settings', settings);
  readonly #width = new WidthController(this, 680);
  readonly #work = new SettingsWork(this, {
    localizer: this.localizer,
    announcer: this.announcer,
    toasts: this.toasts,
    client: () => this.clients.client,
    explain: (error) => this.explain(error),
    onSaving: (saving) => this.setState('saving', saving),
    onState: (part) => this.#report(part),
  });
  readonly #loaded = new Set<SettingsSection>();
  #part: PartState = 'loading';

  /** The section that is shown. Without one the first, or on a narrow place the list of sections. */
  @property({ reflect: true })
  section: SettingsSection | undefined;

  @state() protected unloadable: SettingsSection | undefined;

  get #shown(): SettingsSection | undefined {
    if (isSection(this.section)) return this.section;
    return this.#width.narrow ? undefined : settingsSections[0];
  }

  get #isReadonly(): boolean {
    const store = this.clients.status?.state;
    return this.clients.readonly || store === 'stale' || store === 'full';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The section about the data tells of its own state.
    if (changed.has('section')) this.#part = this.section === 'data' ? 'ready' : 'loading';
    const shown = this.#shown;
    if (shown && !this.#loaded.has(shown) && this.unloadable !== shown) void this.#load(shown);
  }

  async #load(section: SettingsSection): Promise<void> {
    try {
      await CrmSettings.parts?.[section]();
      this.#loaded.add(section);
    } catch {
      this.unloadable = section;
    }
    this.requestUpdate();
  }

  #report(part: PartState): void {
    this.#part = part;
    this.#showStates();
  }

  #showStates(): void {
    const shown = this.#shown;
    const failed = this.clients.failure !== undefined || (shown !== undefined && this.unloadable === shown) || this.#part === 'error';
    const waits = shown !== undefined && (!this.#loaded.has(shown) || !this.clients.client || this.#part === 'loading');
    this.setState('error', failed);
    this.setState('loading', waits && !failed);
  }

  #open(section: SettingsSection | undefined): void {
    if (section === this.#shown) return;
    const part = this.renderRoot.querySelector<Element & { readonly dirty?: boolean }>('.content > :last-child');
    this.#work.leave(part?.dirty ?? false, () => this.#goTo(section));
  }

  #goTo(section: SettingsSection | undefined): void {
    const from = this.section;
    if (!this.dispatchEvent(new CrmSettingsOpenEvent(section))) return;
    this.section = section;
    if (!this.#width.narrow) return;
    // What was pressed is gone.
    const next = section ? '.section-title' : `[data-section="${from}"]`;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(next)?.focus());
  }

  protected override updated(): void {
    this.#showStates();
  }

  protected override render(): TemplateResult {
    const { localizer } = this;
    const shown = this.#shown;
    const { narrow } = this.#width;
    return html`<section
      part="base"
      class="base ${narrow ? 'narrow' : ''}"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-labelledby="heading"
    >
      ${this.renderStoreStatus()}
      <div class="frame">
        ${
          narrow && shown
            ? html`<h2 class="visually-hidden" id="heading" aria-level=${this.headingLevel}>${localizer.t('title')}</h2>`
            : html`<div class="side">
                ${heading(this.headingLevel, localizer.t('title'), { id: 'heading', className: 'title' })}${this.#renderNav(shown)}
              </div>`
        }
        ${shown ? this.#renderSection(shown) : nothing}
      </div>
      ${this.renderGround()}
    </section>`;
  }

  #renderNav(shown: SettingsSection | undefined): TemplateResult {
    const { t } = this.localizer;
    const { narrow } = this.#width;
    return html`<nav part="nav" aria-labelledby="heading">
      <ul role="list">
        ${settingsSections.map(
          (section) =>
            html`<li>
              <button
                type="button"
                class="entry"
                data-section=${section}
                aria-current=${section === shown ? 'page' : nothing}
                @click=${() => this.#open(section)}
              >
                ${icon(sectionIcons[section])}
                <span class="entry-text"
                  ><span>${t(section)}</span>${narrow ? html`<span class="entry-more">${t(`${section}.about`)}</span>` : nothing}</span
                >
                ${narrow ? icon(chevronRight, 'mirrored') : nothing}
              </button>
            </li>`,
        )}
      </ul>
    </nav>`;
  }

  #renderSection(section: SettingsSection): TemplateResult {
    const { t } = this.localizer;
    return html`<section class="content" part="section" aria-labelledby="section-heading">
      <header class="section-head">
        ${
          this.#width.narrow
            ? html`<button type="button" class="button quiet back" @click=${() => this.#open(undefined)}>
                ${icon(arrowLeft, 'mirrored')}${t('back')}
              </button>`
            : nothing
        }
        <div
          part="heading"
          id="section-heading"
          class="section-title"
          role="heading"
          aria-level=${Math.min(this.headingLevel + 1, 6)}
          tabindex="-1"
        >
          ${t(section)}
        </div>
        <p class="about">${t(`${section}.about`)}</p>
      </header>
      ${this.#renderPart(section)}
    </section>`;
  }

  #renderPart(section: SettingsSection): unknown {
    const { localizer } = this;
    const { client, failure } = this.clients;
    if (failure || this.unloadable === section) {
      const retry = () => {
        this.unloadable = undefined;
        if (failure) this.clients.retry();
      };
      return html`<slot name="error"
        >${errorView({
          title: localizer.t('failed'),
          text: failure ? this.explain(failure) : localizer.t('error.UNAVAILABLE'),
          actions: html`<button type="button" class="button" @click=${retry}>${localizer.t('retry')}</button>`,
        })}</slot
      >`;
    }
    if (!client || !this.#loaded.has(section))
      return html`<slot name="loading"><div class="waiting">${skeletonLines(60, 80, 40)}${skeletonLines(80, 60, 25)}</div></slot>
        <span class="visually-hidden">${localizer.t('loading')}</span>`;
    return this.#partOf(section, client);
  }

  #partOf(section: SettingsSection, client: CrmClient): TemplateResult {
    const work = this.#work;
    const readonly = this.#isReadonly;
    const level = Math.min(this.headingLevel + 2, 6);
    switch (section) {
      case 'fields':
        return html`<crm-settings-fields .client=${client} .work=${work} .level=${level} ?readonly=${readonly}></crm-settings-fields>`;
      case 'pipelines':
        return html`<crm-settings-pipelines
          .client=${client}
          .work=${work}
          .level=${level}
          ?readonly=${readonly}
        ></crm-settings-pipelines>`;
      case 'team':
        return html`<crm-settings-team
          .client=${client}
          .work=${work}
          .level=${level}
          .chooseActor=${this.clients.chooseActor}
          ?readonly=${readonly}
        ></crm-settings-team>`;
      case 'labels':
        return html`<crm-settings-labels .client=${client} .work=${work} .level=${level} ?readonly=${readonly}></crm-settings-labels>`;
      case 'replies':
        return html`<crm-settings-replies .client=${client} .work=${work} .level=${level} ?readonly=${readonly}></crm-settings-replies>`;
      case 'chat':
        return html`<crm-settings-chat .client=${client} .work=${work} .level=${level} ?readonly=${readonly}></crm-settings-chat>`;
      case 'presets':
        return html`<crm-settings-presets .client=${client} .work=${work} .level=${level} ?readonly=${readonly}></crm-settings-presets>`;
      case 'data':
        return html`<crm-settings-data .client=${client} .headingLevel=${level} ?readonly=${readonly}></crm-settings-data>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-settings': CrmSettings;
  }
}
