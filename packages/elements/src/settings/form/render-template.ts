import { html, type TemplateResult } from 'lit';
import type { Control } from './render-control.js';

/** Puts a variable where the cursor is. */
function insert(event: Event, variable: string): void {
  const area = (event.currentTarget as Element).closest('.template')!.querySelector('textarea')!;
  area.setRangeText(variable, area.selectionStart, area.selectionEnd, 'end');
  area.focus();
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** A text with variables: buttons that put them in, and below how it reads for somebody. */
export function renderTemplate({ field, input, texts }: Control, area: TemplateResult): TemplateResult {
  const { variables = [], preview } = field.template ?? {};
  return html`<div class="template">
    ${area}
    <div class="variables" role="group" aria-label=${texts.insert}>
      ${variables.map(
        ({ value, label }) =>
          html`<button type="button" class="button small" @click=${(event: Event) => insert(event, `{{${value}}}`)}>${label}</button>`,
      )}
    </div>
    <div class="preview">
      <span class="label">${texts.preview}</span>
      <p dir="auto">${preview?.(input as string) ?? input}</p>
    </div>
  </div>`;
}
