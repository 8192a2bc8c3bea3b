import { prechatKinds, prechatTypes, type PrechatKind } from './prechat-kinds.js';
import type { Json } from '@crm-elements/schema';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChatGreeting, ChatPrechatField } from '../../chat-widget/chat.types.js';
import { copy, plus } from '../../internal/icons.js';
import { heading } from '../../internal/parts/heading.js';
import { icon } from '../../internal/parts/icon.js';
import { chatSettingsOf, type StoredChatSettings } from '../chat-settings.js';
import { noModel, type FormField } from '../form/field-kinds.js';
import type { FormRecord, FormValues } from '../form/settings-form.js';
import { renderRows } from '../render-rows.js';
import { fresh, SettingsPart } from '../section.js';
import { uniqueName, slug } from '../slug.js';
import { followPreference, setPreference } from '../workspace-preference.js';
import { renderChatPreview, previewStyles } from './render-chat-preview.js';
import { snippetOf } from './snippet.js';

/** How the chat begins, what it asks for, and when somebody answers. */
export class CrmSettingsChat extends SettingsPart {
  static override styles = [
    SettingsPart.styles,
    previewStyles,
    css`
      .block {
        display: grid;
        gap: 12px;
        padding-block-end: 8px;
      }
      .snippet {
        max-block-size: 320px;
        margin: 0;
        padding: 12px;
        border: 1px solid var(--_color-border);
        border-radius: var(--_radius-card);
        background: var(--_color-surface-sunken);
        font-family: var(--_font-family-mono);
        font-size: var(--_font-size-sm);
        overflow: auto;
        text-align: start;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #stored = followPreference(this, this.clients, 'chat');

  constructor() {
    super();
    this.follows(this.#stored);
  }

  get #settings(): StoredChatSettings {
    return chatSettingsOf(this.#stored.value ?? undefined);
  }

  /** Writes one part; `undefined` takes it away. */
  #write(part: StoredChatSettings, done: string, quiet = true) {
    const client = this.client!;
    const before = this.#stored.value?.value;
    const after = Object.fromEntries(Object.entries({ ...this.#settings, ...part }).filter(([, value]) => value !== undefined));
    return this.work.run<unknown>({
      command: 'chat-save',
      quiet,
      run: () => setPreference(client, 'chat', after as Json),
      done,
      undo: () => setPreference(client, 'chat', before),
    });
  }

  protected renderSection(): TemplateResult {
    const { t } = this.localizer;
    const { greeting, prechatFields = [], hours } = this.#settings;
    const title = (text: string) => heading(this.level, text, { className: 'sub' });
    return html`<div class="block">${title(t('chat.greeting'))}${this.#renderGreeting(greeting)}</div>
      <div class="block">${title(t('chat.preview'))} ${renderChatPreview({ localizer: this.localizer, greeting, prechatFields })}</div>
      <div class="block">
        ${title(t('chat.prechat'))}
        <p class="note">${t('chat.prechatText')}</p>
        ${this.#renderPrechat(prechatFields)}
      </div>
      <div class="block">
        ${title(t('chat.hours'))}
        <crm-settings-hours
          .hours=${hours}
          .readonly=${this.readonly}
          .save=${(next: StoredChatSettings['hours']) => this.#write({ hours: next }, t('chat.hoursSaved'))}
          .explain=${this.work.explain}
        ></crm-settings-hours>
      </div>
      <div class="block">
        ${title(t('chat.snippet'))}
        <p class="note">${t('chat.snippetText')}</p>
        <pre
          class="snippet"
          dir="ltr"
          translate="no"
          tabindex="0"
          role="region"
          aria-label=${t('chat.snippet')}
        ><bdi>${snippetOf(this.#settings)}</bdi></pre>
        <button type="button" class="button add" @click=${this.#copy}>${icon(copy)}${t('chat.copySnippet')}</button>
      </div>`;
  }

  #copy = async (): Promise<void> => {
    const { t } = this.localizer;
    await this.work.run({
      command: 'chat-copy',
      run: () => navigator.clipboard.writeText(snippetOf(this.#settings)),
      done: t('copied'),
      undo: false,
    });
  };

  #renderGreeting(greeting: ChatGreeting = {}): TemplateResult {
    const { t } = this.localizer;
    const fields: FormField[] = [
      { field: 'brand', label: t('chat.brand'), hint: t('chat.brandHint'), maxLength: 60 },
      { field: 'title', label: t('chat.title'), maxLength: 80 },
      { field: 'text', label: t('chat.text'), kind: 'lines', maxLength: 600 },
      { field: 'replyTime', label: t('chat.replyTime'), hint: t('chat.replyTimeHint'), maxLength: 120, wide: true },
      { field: 'options', label: t('chat.options'), kind: 'options', hint: t('chat.optionsHint') },
    ];
    // A version that follows the content, so that what others change is seen.
    const record: FormRecord = {
      id: 'greeting',
      version: this.#stored.value?.version ?? 0,
      brand: greeting.brand ?? '',
      title: greeting.title ?? '',
      text: greeting.text ?? '',
      replyTime: greeting.replyTime ?? '',
      options: (greeting.options ?? []).map((label) => ({ value: label, label })),
    };
    return html`<crm-settings-form
      staying
      .model=${noModel}
      .fields=${fields}
      .record=${record}
      .label=${t('chat.greeting')}
      .explain=${this.work.explain}
      ?readonly=${this.readonly}
      .save=${(values: FormValues) => this.#saveGreeting(greeting, values)}
    ></crm-settings-form>`;
  }

  #saveGreeting(greeting: ChatGreeting, { options, ...texts }: FormValues) {
    const merged: Record<string, unknown> = { ...greeting, ...texts };
    if (options !== undefined) merged['options'] = (options as { label: string }[]).map(({ label }) => label);
    const filled = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== '')),
    );
    return this.#write({ greeting: filled }, this.localizer.t('chat.greetingSaved'));
  }

  #renderPrechat(fields: readonly ChatPrechatField[]): TemplateResult {
    const { t } = this.localizer;
    const named = (field: ChatPrechatField) =>
      field.label || (prechatKinds.includes(field.name as PrechatKind) ? t(`prechat.${field.name as PrechatKind}`) : field.name);
    const to = (next: readonly ChatPrechatField[], done: string) => void this.#write({ prechatFields: next }, done, false);
    const without = (name: string) => fields.filter((field) => field.name !== name);
    return html`${renderRows({
      localizer: this.localizer,
      label: t('chat.prechat'),
      readonly: this.readonly,
      rows: fields.map((field) => ({
        id: `=${field.name}`,
        name: named(field),
        badges: html`<span class="badge">${t(`input.${field.type ?? 'text'}`)}</span
          >${field.required ? html`<span class="badge warning">${t('field.required')}</span>` : nothing}`,
        form: this.editing === `=${field.name}` ? this.#renderQuestion(field, fields) : undefined,
      })),
      edit: (id) => this.edit(id),
      remove: (id) => {
        const name = id.slice(1);
        to(without(name), t('removed', { name: named(fields.find((field) => field.name === name)!) }));
        this.focusIn('.add-question');
      },
      move: (id, place) => {
        const name = id.slice(1);
        const moved = fields.find((field) => field.name === name)!;
        const rest = without(name);
        to(
          [...rest.slice(0, place), moved, ...rest.slice(place)],
          t('moved', { name: named(moved), place: place + 1, count: fields.length }),
        );
      },
    })}
    ${
      this.editing === fresh
        ? html`<div class="new">${this.#renderQuestion(undefined, fields)}</div>`
        : this.readonly
          ? nothing
          : html`<button type="button" class="button add add-question" @click=${() => this.edit(fresh)}>
              ${icon(plus)}${t('prechat.add')}
            </button>`
    }`;
  }

  #renderQuestion(field: ChatPrechatField | undefined, fields: readonly ChatPrechatField[]): TemplateResult {
    const { t } = this.localizer;
    const free = prechatKinds.filter((kind) => kind === 'other' || kind === field?.name || !fields.some(({ name }) => name === kind));
    const kind: PrechatKind = field ? (prechatKinds.find((one) => one === field.name) ?? 'other') : free[0]!;
    const isOther = (input: (name: string) => unknown) => (field ? kind : input('kind')) === 'other';
    const described: FormField[] = [
      ...(field
        ? []
        : [
            {
              field: 'kind',
              label: t('prechat.kind'),
              kind: 'choice',
              choices: free.map((value) => ({ value, label: t(`prechat.${value}`) })),
            } as const,
          ]),
      { field: 'label', label: t('prechat.label'), required: true, maxLength: 120, shown: isOther },
      {
        field: 'type',
        label: t('prechat.type'),
        kind: 'choice',
        shown: isOther,
        choices: prechatTypes.map((value) => ({ value, label: t(`input.${value}`) })),
      },
      {
        field: 'options',
        label: t('field.options'),
        kind: 'options',
        required: true,
        shown: (input) => isOther(input) && input('type') === 'select',
      },
      { field: 'required', label: t('prechat.required'), kind: 'flag' },
    ];
    const record: FormRecord = {
      ...(field && { id: field.name, version: this.#stored.value?.version ?? 0 }),
      kind,
      label: field?.label ?? '',
      type: field?.type ?? 'text',
      options: (field?.options ?? []).map((label) => ({ value: label, label })),
      required: field?.required ?? false,
    };
    return html`<crm-settings-form
      .model=${noModel}
      .fields=${described}
      .record=${record}
      .label=${t('prechat.add')}
      .explain=${this.work.explain}
      .save=${(values: FormValues) => this.#saveQuestion(field, fields, { ...record, ...values } as unknown as Question)}
      @crm-form-close=${this.closeForm}
    ></crm-settings-form>`;
  }

  #saveQuestion(
    field: ChatPrechatField | undefined,
    fields: readonly ChatPrechatField[],
    { kind, label, type, options, required }: Question,
  ) {
    const { t } = this.localizer;
    const name = field?.name ?? (kind === 'other' ? uniqueName(slug(label) || 'question', new Set(fields.map((one) => one.name))) : kind);
    const made: ChatPrechatField =
      kind === 'other'
        ? { name, label, type, required, ...(type === 'select' && { options: options.map((one) => one.label) }) }
        : { name, required, type: kind === 'email' ? 'email' : kind === 'phone' ? 'tel' : 'text' };
    const next = field ? fields.map((one) => (one.name === name ? made : one)) : [...fields, made];
    return this.#write({ prechatFields: next }, t('chat.prechatSaved'));
  }
}

interface Question {
  readonly kind: PrechatKind;
  readonly label: string;
  readonly type: NonNullable<ChatPrechatField['type']>;
  readonly options: readonly { readonly label: string }[];
  readonly required: boolean;
}
