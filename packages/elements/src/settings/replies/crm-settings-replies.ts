import { fold, type CannedResponse } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { plus, reply } from '../../internal/icons.js';
import { icon } from '../../internal/parts/icon.js';
import { emptyView } from '../../internal/parts/views.js';
import { fillCanned } from '../../ticket-inbox/canned.js';
import type { FormField } from '../form/field-kinds.js';
import type { FormValues } from '../form/settings-form.js';
import { renderRows } from '../render-rows.js';
import { fresh, SettingsPart } from '../section.js';

/** What stands in a response for what is known when it is sent. */
const variables = ['contact.firstName', 'contact.name', 'contact.email', 'agent.name', 'ticket.number', 'ticket.subject'] as const;

/** From so many on they can be searched. */
const manyReplies = 8;
const firstWords = 120;

/** A code is typed behind a stroke, without white space: it is one word. */
const codeOf = (text: string): string => text.trim().replace(/^\/+/, '').replace(/\s+/g, '-');

/** The texts that agents send often. */
export class CrmSettingsReplies extends SettingsPart {
  @state() protected wanted = '';

  readonly #responses = this.reads('cannedResponses', () => ({ by: 'shortCode' }));

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const all = this.#responses.value ?? [];
    if (all.length === 0 && this.editing === undefined)
      return emptyView({ title: t('reply.none'), text: t('reply.noneText'), picture: reply, actions: this.#renderAdd(true) });
    const word = fold(this.wanted.trim());
    const found = all.filter(({ shortCode, title, text }) => [shortCode, title ?? '', text].some((one) => fold(one).includes(word)));
    return html`${
      all.length >= manyReplies
        ? html`<label class="field"
            ><span class="visually-hidden">${t('reply.search')}</span
            ><input
              class="input"
              type="search"
              dir="auto"
              placeholder=${t('reply.search')}
              .value=${this.wanted}
              @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
          /></label>`
        : nothing
    }
    ${all.length > 0 && found.length === 0 ? html`<p class="note" role="status">${t('reply.notFound')}</p>` : nothing}
    ${renderRows({
      localizer: this.localizer,
      label: t('replies'),
      readonly: this.readonly,
      rows: found.map((response) => ({
        id: response.id,
        name: response.title?.trim() || response.shortCode,
        badges: html`<code class="badge" dir="ltr"><bdi>/${response.shortCode}</bdi></code>`,
        more: html`<bdi>${response.text.length > firstWords ? `${response.text.slice(0, firstWords)}…` : response.text}</bdi>`,
        form: this.editing === response.id ? this.#renderForm(response) : undefined,
      })),
      edit: (id) => this.edit(id),
      remove: (id) => void this.#remove(all.find((response) => response.id === id)!),
    })}
    ${this.editing === fresh ? html`<div class="new">${this.#renderForm(undefined)}</div>` : this.#renderAdd(false)}`;
  }

  #renderAdd(first: boolean): TemplateResult | typeof nothing {
    if (this.readonly) return nothing;
    return html`<button type="button" class="button add ${first ? 'primary' : ''}" @click=${() => this.edit(fresh)}>
      ${icon(plus)}${this.localizer.t('reply.add')}
    </button>`;
  }

  get #fields(): FormField[] {
    const { t } = this.localizer;
    const values = Object.fromEntries(variables.map((name) => [name, t(`example.${name}`)]));
    return [
      {
        field: 'shortCode',
        label: t('reply.code'),
        required: true,
        maxLength: 40,
        hint: (input) => t('reply.codeHint', { code: codeOf((input('shortCode') as string | undefined) ?? '') || t('reply.codeExample') }),
      },
      { field: 'title', label: t('reply.title'), maxLength: 80 },
      {
        field: 'text',
        label: t('reply.text'),
        kind: 'template',
        required: true,
        template: {
          variables: variables.map((value) => ({ value, label: t(`variable.${value}`) })),
          preview: (text) => fillCanned(text, [], values).text,
        },
      },
    ];
  }

  #renderForm(response: CannedResponse | undefined): TemplateResult {
    const { t } = this.localizer;
    const name = response ? response.title || response.shortCode : '';
    return html`<crm-settings-form
      .model=${this.client!.adapter.model.collections['cannedResponses']}
      .fields=${this.#fields}
      .record=${response ?? { shortCode: '', title: null, text: '' }}
      .label=${response ? t('editOf', { name }) : t('reply.add')}
      .submitLabel=${response ? '' : t('reply.add')}
      .explain=${this.work.explain}
      .save=${(values: FormValues, version: number | undefined) => this.#save(response, values, version)}
      @crm-form-close=${this.closeForm}
    ></crm-settings-form>`;
  }

  #save(response: CannedResponse | undefined, given: FormValues, version: number | undefined) {
    const { t } = this.localizer;
    const { shortCode, text } = given;
    // Marks stand at places of the old text.
    const values = {
      ...given,
      ...(typeof shortCode === 'string' && { shortCode: codeOf(shortCode) }),
      ...(text !== undefined && { marks: [] }),
    } as FormValues;
    const { cannedResponses } = this.client!;
    const name =
      (values['title'] as string | null | undefined) ||
      (values['shortCode'] as string | undefined) ||
      response?.title ||
      response?.shortCode ||
      '';
    return this.work.run<unknown>({
      command: 'reply-save',
      quiet: true,
      run: () =>
        response
          ? cannedResponses.update(response.id, values, version === undefined ? {} : { ifVersion: version })
          : cannedResponses.create(values as never),
      done: response ? t('changed', { name }) : t('added', { name }),
    });
  }

  async #remove({ id, title, shortCode }: CannedResponse): Promise<void> {
    await this.work.run({
      command: 'reply-remove',
      run: () => this.client!.cannedResponses.remove(id),
      done: this.localizer.t('removed', { name: title || shortCode }),
    });
    this.focusIn('.add');
  }
}
