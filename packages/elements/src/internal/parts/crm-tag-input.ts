import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { showAnchored } from '../controllers/anchored.js';
import { openLayer } from '../controllers/dismissible.js';
import { x } from '../icons.js';
import { version } from '../../version.js';
import { tagInputStyles } from './crm-tag-input.styles.js';
import { icon } from './icon.js';

/** A person added or removed tags. */
export class TagsChangeEvent extends Event {
  /** All tags there are now. */
  readonly tags: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];

  constructor(tags: readonly string[], added: readonly string[], removed: readonly string[]) {
    super('crm-tags-change', { bubbles: true });
    this.tags = tags;
    this.added = added;
    this.removed = removed;
  }
}

/**
 * Tags as chips, and a field for more: Enter and the comma add, Backspace in the empty field removes the last.
 *
 * ```ts
 * html`<crm-tag-input label=${t('tags')} .tags=${contact.tags} .suggestions=${known} .removeLabel=${(tag) => t('removeTag', { tag })}
 *   @crm-tags-change=${(event: TagsChangeEvent) => this.#save({ tags: event.tags })}></crm-tag-input>`
 * ```
 *
 * It shows the new list at once; setting `tags` anew puts back what was refused. What it removes it tells in the event, for the
 * owner to announce.
 *
 * @fires {TagsChangeEvent} crm-tags-change - bubbles, does not leave the root
 */
export class CrmTagInput extends LitElement {
  static readonly version: string = version;
  static override styles = tagInputStyles;

  @query('input') protected readonly input!: HTMLInputElement;
  @query('[role=listbox]') protected readonly listbox!: HTMLElement;

  /** The field's visible name. */
  @property() label = '';
  @property() placeholder = '';
  /** Hides the label from sight where something beside says the same. */
  @property({ type: Boolean, attribute: 'label-hidden' }) labelHidden = false;
  @property({ type: Boolean }) disabled = false;
  /** The longest a tag may be, in UTF-16 units. 0 is without a limit. */
  @property({ type: Number, attribute: 'max-length' }) maxLength = 0;
  @property({ attribute: false }) tags: readonly string[] = [];
  /** Tags to choose from; those that hold what is typed are shown, eight at most. */
  @property({ attribute: false }) suggestions: readonly string[] = [];
  /** The name of the button that removes a tag. */
  @property({ attribute: false }) removeLabel: (tag: string) => string = (tag) => tag;

  @state() protected typed = '';
  @state() protected active = -1;
  @state() protected expanded = false;

  #hide: (() => void) | undefined;
  #release: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#collapse();
  }

  override focus(options?: FocusOptions): void {
    if (this.input) this.input.focus(options);
    else void this.updateComplete.then(() => this.input.focus(options));
  }

  /** Takes what is typed but not added yet. */
  commit(): void {
    this.#add(this.typed);
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('expanded')) return;
    if (this.expanded && !this.#hide) {
      this.#hide = showAnchored(this.listbox, this.input);
      this.#release = openLayer({ element: this, light: true, dismiss: () => this.#collapse() });
    }
  }

  protected override render(): TemplateResult {
    const combobox = this.suggestions.length > 0;
    const shown = this.expanded ? this.#matches() : [];
    return html`<div
        class="box ${this.disabled ? 'disabled' : ''}"
        part="base"
        role="group"
        aria-labelledby="label"
        @click=${this.#onBoxClick}
      >
        <label id="label" for="input" class="label ${this.labelHidden ? 'visually-hidden' : ''}" part="label">${this.label}</label>
        <div class="field" part="field">
          ${
            this.tags.length
              ? html`<ul class="chips" role="list">
                  ${this.tags.map((tag, at) => this.#renderTag(tag, at))}
                </ul>`
              : nothing
          }
          <input
            id="input"
            autocomplete="off"
            autocapitalize="none"
            enterkeyhint="done"
            dir="auto"
            maxlength=${this.maxLength || nothing}
            placeholder=${this.placeholder || nothing}
            role=${combobox ? 'combobox' : nothing}
            aria-autocomplete=${combobox ? 'list' : nothing}
            aria-expanded=${combobox ? (this.expanded ? 'true' : 'false') : nothing}
            aria-controls=${combobox ? 'options' : nothing}
            aria-activedescendant=${this.expanded && this.active >= 0 ? `option-${this.active}` : nothing}
            ?disabled=${this.disabled}
            .value=${this.typed}
            @input=${this.#onInput}
            @compositionend=${this.#onInput}
            @keydown=${this.#onKeydown}
            @paste=${this.#onPaste}
            @blur=${this.#onBlur}
          />
        </div>
      </div>
      <ul id="options" class="anchored options" part="options" popover="manual" role="listbox" aria-labelledby="label">
        ${shown.map(
          (tag, at) =>
            html`<li
              id="option-${at}"
              class="option"
              role="option"
              aria-selected=${at === this.active ? 'true' : 'false'}
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#add(tag)}
            >
              <bdi>${tag}</bdi>
            </li>`,
        )}
      </ul>`;
  }

  #renderTag(tag: string, at: number): TemplateResult {
    return html`<li class="chip" part="tag">
      <bdi>${tag}</bdi
      ><button
        type="button"
        aria-label=${this.removeLabel(tag)}
        ?disabled=${this.disabled}
        @click=${() => this.#remove(at)}
        @keydown=${(event: KeyboardEvent) => this.#onChipKeydown(event, at)}
      >
        ${icon(x)}
      </button>
    </li>`;
  }

  #matches(): string[] {
    const part = fold(this.typed);
    const taken = new Set(this.tags.map(fold));
    return this.suggestions.filter((tag) => fold(tag).includes(part) && !taken.has(fold(tag))).slice(0, mostShown);
  }

  #expand(): void {
    if (!this.#matches().length) return this.#collapse();
    this.expanded = true;
  }

  #collapse(): void {
    this.#release?.();
    this.#hide?.();
    this.#release = this.#hide = undefined;
    this.expanded = false;
    this.active = -1;
  }

  /** Adds what is new of a text of tags, separated by commas; what is a suggestion but for its case is taken as that. */
  #add(text: string): void {
    const known = new Map(this.suggestions.map((tag) => [fold(tag), tag]));
    const present = new Set(this.tags.map(fold));
    const added: string[] = [];
    for (const part of text.split(separators)) {
      const tag = known.get(fold(part)) ?? part.trim();
      if (!tag || present.has(fold(tag))) continue;
      present.add(fold(tag));
      added.push(tag);
    }
    // Lit leaves the field alone when what it has rendered last was empty too.
    this.typed = this.input.value = '';
    this.#collapse();
    if (added.length) this.#change([...this.tags, ...added], added, []);
  }

  #remove(at: number): void {
    if (this.disabled) return;
    const tag = this.tags[at];
    if (tag === undefined) return;
    this.#change(
      this.tags.filter((_, index) => index !== at),
      [],
      [tag],
    );
    void this.updateComplete.then(() => this.#chip(Math.min(at, this.tags.length - 1)).focus());
  }

  #change(tags: readonly string[], added: readonly string[], removed: readonly string[]): void {
    this.tags = tags;
    this.dispatchEvent(new TagsChangeEvent(tags, added, removed));
  }

  /** The button of a chip; the field when there is none. */
  #chip(at: number): HTMLElement {
    return this.renderRoot.querySelectorAll<HTMLElement>('.chip button')[at] ?? this.input;
  }

  #onInput(event: Event): void {
    this.typed = this.input.value;
    if ((event as InputEvent).isComposing) return;
    if (separators.test(this.typed)) return this.#add(this.typed);
    this.active = -1;
    if (this.typed) this.#expand();
    else this.#collapse();
  }

  #onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // A field of one line would join the lines.
    if (!/[\n\r]/.test(text.trim())) return;
    event.preventDefault();
    this.#add(this.typed + text);
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'Enter' && (this.typed.trim() || this.active >= 0)) {
      this.#add(this.active >= 0 ? this.#matches()[this.active]! : this.typed);
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (!this.suggestions.length) return;
      const count = this.#matches().length;
      if (!this.expanded) this.#expand();
      if (count) this.active = key === 'ArrowDown' ? (this.active + 1) % count : (Math.max(this.active, 0) + count - 1) % count;
    } else if (key === 'Backspace' && !this.typed && this.tags.length) {
      this.#change(this.tags.slice(0, -1), [], this.tags.slice(-1));
    } else if (this.#isBack(key) && this.tags.length && this.input.selectionEnd === 0) {
      this.#chip(this.tags.length - 1).focus();
    } else return;
    event.preventDefault();
  }

  #onChipKeydown(event: KeyboardEvent, at: number): void {
    const { key } = event;
    if (key === 'Delete' || key === 'Backspace') this.#remove(at);
    else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const next = at + (this.#isBack(key) ? -1 : 1);
      if (next >= 0) this.#chip(next).focus();
    } else return;
    event.preventDefault();
  }

  /** Whether an arrow points to the beginning of the line. */
  #isBack(key: string): boolean {
    return key === (getComputedStyle(this).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft');
  }

  #onBlur(): void {
    // Not when another window takes the focus.
    if (document.hasFocus()) this.commit();
  }

  #onBoxClick({ target }: Event): void {
    if ((target as Element).matches('.field, .chips')) this.input.focus();
  }
}

const mostShown = 8;
const separators = /[,،，、\r\n]/;

const fold = (tag: string): string => tag.trim().toLocaleLowerCase();
