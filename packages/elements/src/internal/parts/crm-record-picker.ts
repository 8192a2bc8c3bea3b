import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { showAnchored } from '../controllers/anchored.js';
import { openLayer } from '../controllers/dismissible.js';
import { x } from '../icons.js';
import { pickerStyles } from './crm-record-picker.styles.js';
import { icon } from './icon.js';

/** A record as it is picked. */
interface NamedRecord {
  readonly id: string;
  readonly name: string;
}

/** What was picked has changed. */
export class RecordPickEvent extends Event {
  readonly value: readonly NamedRecord[];

  constructor(value: readonly NamedRecord[]) {
    super('crm-record-pick', { bubbles: true });
    this.value = value;
  }
}

const settleMs = 120;

/**
 * A field that finds records by words.
 *
 * @fires {RecordPickEvent} crm-record-pick - bubbles, does not leave the root
 */
export class CrmRecordPicker extends LitElement {
  static override styles = pickerStyles;

  @query('input') protected readonly input!: HTMLInputElement;
  @query('[role=listbox]') protected readonly listbox!: HTMLElement;

  /** Its visible name: a text, or a template where people wrote it. */
  @property() label: string | TemplateResult = '';
  @property() placeholder = '';
  @property({ type: Boolean, attribute: 'label-hidden' }) labelHidden = false;
  @property({ type: Boolean }) multiple = false;
  @property({ type: Boolean }) wrong = false;
  /** Its owner hears of every pick, and sets `value` itself. */
  @property({ type: Boolean }) controlled = false;
  /** What is wrong with it, said below the field. */
  @property() error = '';
  /** The name of the button that takes a record out. */
  @property({ attribute: false }) removeLabel: (name: string) => string = (name) => name;
  /** What is shown when nothing was found. */
  @property({ attribute: false }) noneFound = '';
  /** What is picked: one at most unless `multiple`. */
  @property({ attribute: false }) value: readonly NamedRecord[] = [];
  /** Finds records by words. */
  @property({ attribute: false }) find: ((text: string) => Promise<readonly NamedRecord[]>) | undefined;

  @state() protected found: readonly NamedRecord[] | undefined;
  @state() protected active = -1;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #search = 0;
  #hide: (() => void) | undefined;
  #release: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override focus(): void {
    if (this.input) this.input.focus();
    else void this.updateComplete.then(() => this.input?.focus());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A page that sets the same names again must not take away what was picked meanwhile.
    if (changed.has('value') && changed.get('value') && this.hasUpdated && this.#isDirty && !this.controlled) {
      const before = changed.get('value')!;
      if (before.map(({ id }) => id).join() !== this.value.map(({ id }) => id).join()) this.value = before;
    }
  }

  #isDirty = false;

  protected override updated(changed: PropertyValues): void {
    if (!(changed as Map<string, unknown>).has('found')) return;
    if (this.found && !this.#hide) {
      this.#hide = showAnchored(this.listbox, this.input);
      this.#release = openLayer({ element: this, light: true, dismiss: () => this.#close() });
    }
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#search++;
    this.#release?.();
    this.#hide?.();
    this.#release = this.#hide = undefined;
    this.found = undefined;
    this.active = -1;
  }

  #look(): void {
    clearTimeout(this.#timer);
    const search = ++this.#search;
    this.#timer = setTimeout(() => void this.#show(search), settleMs);
  }

  async #show(search: number): Promise<void> {
    const found = await this.find?.(this.input.value.trim()).catch(() => []);
    if (search !== this.#search || !this.isConnected) return;
    const taken = new Set(this.value.map(({ id }) => id));
    this.found = (found ?? []).filter(({ id }) => !taken.has(id)).slice(0, 8);
    this.active = this.found.length > 0 ? 0 : -1;
  }

  #set(value: readonly NamedRecord[]): void {
    this.#isDirty = true;
    this.value = value;
    this.dispatchEvent(new RecordPickEvent(value));
  }

  #pick(record: NamedRecord): void {
    this.input.value = '';
    this.#close();
    this.#set(this.multiple ? [...this.value, record] : [record]);
    this.input.focus();
  }

  #remove(id: string): void {
    this.#set(this.value.filter((record) => record.id !== id));
    this.input.focus();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { found } = this;
    if (event.key === 'ArrowDown' && !found) {
      this.#look();
    } else if (found && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.active = found.length > 0 ? (this.active + step + found.length) % found.length : -1;
    } else if (event.key === 'Enter' && found?.[this.active]) {
      this.#pick(found[this.active]!);
    } else if (event.key === 'Backspace' && this.input.value === '' && this.value.length > 0) {
      this.#remove(this.value.at(-1)!.id);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render(): TemplateResult {
    const { found } = this;
    return html`<div class="field" role="group" aria-labelledby="label">
        <label id="label" for="input" class=${this.labelHidden ? 'visually-hidden' : 'label'}>${this.label}</label>
        ${
          this.value.length > 0
            ? html`<ul class="chips" role="list">
                ${repeat(
                  this.value,
                  ({ id }) => id,
                  ({ id, name }) =>
                    html`<li class="chip">
                      <bdi>${name}</bdi
                      ><button type="button" aria-label=${this.removeLabel(name)} @click=${() => this.#remove(id)}>${icon(x)}</button>
                    </li>`,
                )}
              </ul>`
            : nothing
        }
        <input
          id="input"
          class="input"
          autocomplete="off"
          dir="auto"
          role="combobox"
          placeholder=${this.placeholder}
          aria-autocomplete="list"
          aria-expanded=${found ? 'true' : 'false'}
          aria-controls="options"
          aria-invalid=${this.wrong || this.error !== ''}
          aria-describedby=${this.error ? 'error' : nothing}
          aria-activedescendant=${found && this.active >= 0 ? `option-${this.active}` : nothing}
          ?disabled=${!this.find}
          @input=${() => this.#look()}
          @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event)}
          @blur=${() => this.#close()}
        />
        ${this.error ? html`<span class="field-error" id="error">${this.error}</span>` : nothing}
      </div>
      <ul id="options" class="anchored options" popover="manual" role="listbox" aria-labelledby="label">
        ${
          found?.length === 0
            ? html`<li class="option none" role="option" aria-disabled="true" aria-selected="false">${this.noneFound}</li>`
            : found?.map(
                (record, at) =>
                  html`<li
                    id="option-${at}"
                    class="option"
                    role="option"
                    aria-selected=${at === this.active ? 'true' : 'false'}
                    @pointerdown=${(event: Event) => event.preventDefault()}
                    @click=${() => this.#pick(record)}
                  >
                    <bdi>${record.name}</bdi>
                  </li>`,
              )
        }
      </ul>`;
  }
}
