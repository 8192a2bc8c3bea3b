import { toCrmError, type CrmClient } from '@crm-elements/data';
import type { Actor, Agent } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { inbox } from '../i18n/en/inbox.js';
import { Localizer } from '../internal/locale.js';
import { avatar, avatars } from '../internal/parts/avatar.js';
import { heading } from '../internal/parts/heading.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';

/** Asks who sits here: one of the agents, or somebody new. */
export class CrmAgentChooser extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    avatars,
    css`
      :host {
        display: block;
        block-size: 100%;
        overflow: auto;
      }
      .chooser {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: 6px;
        min-block-size: 100%;
        padding: 32px 16px;
        text-align: center;
      }
      .title {
        font-size: var(--_font-size-xl);
        font-weight: var(--_font-weight-semibold);
      }
      .text {
        max-inline-size: 40ch;
        margin-block-end: 12px;
        color: var(--_color-text-muted);
      }
      .agents,
      .form {
        display: grid;
        gap: 8px;
        inline-size: min(340px, 100%);
        text-align: start;
      }
      .agent {
        display: flex;
        align-items: center;
        gap: 12px;
        inline-size: 100%;
        min-block-size: 52px;
        padding: 8px 14px;
        border: 1px solid var(--_color-border);
        border-radius: var(--_radius-card);
        background: var(--_color-surface);
        color: var(--_color-text);
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .agent:hover {
        border-color: var(--_color-brand-border);
        background: var(--_color-surface-hover);
      }
      .lines {
        display: grid;
        min-inline-size: 0;
      }
      .name {
        font-weight: var(--_font-weight-medium);
      }
      .email {
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
      }
      .row {
        display: flex;
        justify-content: end;
        gap: 8px;
        margin-block-start: 4px;
      }
      .more {
        margin-block-start: 8px;
      }
    `,
  ];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) agents: readonly Agent[] = [];
  @property({ attribute: false }) choose: (actor: Actor) => void = () => undefined;
  @property({ attribute: false }) explain: (error: ReturnType<typeof toCrmError>) => string = ({ message }) => message;
  @property({ attribute: false }) level = 2;

  @query('input[name=name]') protected readonly nameField!: HTMLInputElement | null;
  @query('input[name=email]') protected readonly emailField!: HTMLInputElement | null;

  @state() protected adding = false;
  @state() protected problem = '';
  @state() protected busy = false;

  protected readonly localizer = new Localizer(this, 'inbox', inbox);

  #add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { client } = this;
    const name = this.nameField?.value.trim() ?? '';
    const email = this.emailField?.value.trim() ?? '';
    if (name === '' || !client) {
      this.problem = this.localizer.t('who.nameMissing');
      this.nameField?.focus();
      return;
    }
    if (this.busy) return;
    this.busy = true;
    try {
      const agent = await client.agents.create({ name, availability: 'online', active: true, ...(email && { email }) });
      this.choose({ kind: 'agent', id: agent.id });
    } catch (error) {
      this.problem = this.localizer.t('failed', { reason: this.explain(toCrmError(error)) });
    } finally {
      this.busy = false;
    }
  };

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    const active = this.agents.filter((agent) => agent.active);
    const form = this.adding || active.length === 0;
    return html`<div class="chooser">
      ${heading(this.level, t('who.title'), { className: 'title' })}
      <p class="text">${t('who.text')}</p>
      ${form ? this.#renderForm(active.length > 0) : this.#renderAgents(active)}
    </div>`;
  }

  #renderAgents(agents: readonly Agent[]): TemplateResult {
    const { t } = this.localizer;
    return html`<ul class="agents" role="list">
        ${agents.map(
          ({ id, name, email }) =>
            html`<li>
              <button type="button" class="agent" @click=${() => this.choose({ kind: 'agent', id })}>
                ${avatar({ id, name })}<span class="lines"
                  ><bdi class="name truncate">${name}</bdi>${email ? html`<bdi class="email truncate">${email}</bdi>` : nothing}</span
                >
              </button>
            </li>`,
        )}
      </ul>
      <button type="button" class="button quiet more" @click=${() => (this.adding = true)}>${t('who.add')}</button>`;
  }

  #renderForm(canGoBack: boolean): TemplateResult {
    const { t } = this.localizer;
    return html`<form class="form" novalidate @submit=${this.#add}>
      <label class="field"
        ><span class="label">${t('who.name')}</span
        ><input
          class="input"
          name="name"
          autocomplete="name"
          dir="auto"
          maxlength="120"
          required
          aria-invalid=${this.problem ? 'true' : nothing}
          aria-describedby=${this.problem ? 'problem' : nothing}
      /></label>
      <label class="field"
        ><span class="label">${t('who.email')}</span><input class="input" name="email" type="email" autocomplete="email" maxlength="200"
      /></label>
      ${this.problem ? html`<p id="problem" class="field-error" role="alert">${this.problem}</p>` : nothing}
      <div class="row">
        ${canGoBack ? html`<button type="button" class="button" @click=${() => (this.adding = false)}>${t('who.back')}</button>` : nothing}
        <button type="submit" class="button primary" aria-disabled=${this.busy ? 'true' : nothing}>${t('who.start')}</button>
      </div>
    </form>`;
  }
}
