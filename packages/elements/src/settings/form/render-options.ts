import { html, nothing, type TemplateResult } from 'lit';
import { arrowDown, arrowUp, plus, x } from '../../internal/icons.js';
import { icon } from '../../internal/parts/icon.js';
import type { FieldInput, OptionInput } from './field-kinds.js';

export interface OptionTexts {
  readonly option: (number: number) => string;
  readonly optionUp: (label: string) => string;
  readonly optionDown: (label: string) => string;
  readonly optionRemove: (label: string) => string;
  readonly optionAdd: string;
}

interface OptionsControl {
  readonly id: string;
  readonly options: readonly OptionInput[];
  readonly problem: string | undefined;
  readonly texts: OptionTexts;
  readonly change: (input: FieldInput) => void;
}

const longestOption = 100;

/** Puts the cursor into an option, once it is there. */
function focusOption(inside: Element, at: number): void {
  requestAnimationFrame(() => inside.querySelectorAll<HTMLElement>('.option .input')[at]?.focus());
}

/** A list that the person makes: Enter adds another, and the buttons put them in order. */
export function renderOptions({ id, options, problem, texts, change }: OptionsControl): TemplateResult {
  const swap = (at: number, to: number) => {
    const next = [...options];
    [next[at], next[to]] = [next[to]!, next[at]!];
    change(next);
  };
  const add = (at: number, from: Element) => {
    change([...options.slice(0, at), { label: '' }, ...options.slice(at)]);
    focusOption(from.closest('.options')!, at);
  };
  const onKey = (event: KeyboardEvent, at: number) => {
    const field = event.target as HTMLInputElement;
    if (event.key !== 'Enter' || event.isComposing || field.value.trim() === '') return;
    event.preventDefault();
    event.stopPropagation();
    add(at + 1, field);
  };
  const button = (label: string, picture: string, run: (event: Event) => void, off = false) =>
    html`<button
      type="button"
      class="button quiet small icon-only"
      aria-label=${label}
      title=${label}
      aria-disabled=${off ? 'true' : nothing}
      @click=${(event: Event) => !off && run(event)}
    >
      ${icon(picture)}
    </button>`;
  return html`<div class="options" id=${id}>
    <ol class="option-list" role="list">
      ${options.map(({ label }, at) => {
        const name = label.trim() || String(at + 1);
        return html`<li class="option">
          <input
            class="input"
            dir="auto"
            maxlength=${longestOption}
            autocomplete="off"
            aria-label=${texts.option(at + 1)}
            aria-invalid=${problem ? 'true' : nothing}
            aria-describedby=${problem ? `${id}-error` : nothing}
            .value=${label}
            @input=${(event: Event) =>
              change(options.map((one, i) => (i === at ? { ...one, label: (event.target as HTMLInputElement).value } : one)))}
            @keydown=${(event: KeyboardEvent) => onKey(event, at)}
          />
          ${button(texts.optionUp(name), arrowUp, () => swap(at, at - 1), at === 0)}
          ${button(texts.optionDown(name), arrowDown, () => swap(at, at + 1), at === options.length - 1)}
          ${button(texts.optionRemove(name), x, (event) => {
            const list = (event.currentTarget as Element).closest('.options')!;
            change(options.filter((_, i) => i !== at));
            focusOption(list, Math.max(0, at - 1));
          })}
        </li>`;
      })}
    </ol>
    <button type="button" class="button small" @click=${(event: Event) => add(options.length, event.currentTarget as Element)}>
      ${icon(plus)}${texts.optionAdd}
    </button>
  </div>`;
}
