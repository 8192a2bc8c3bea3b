import { html, type TemplateResult } from 'lit';

/** A heading of a level from 1 to 6; what is deeper stays at 6. */
export function heading(
  level: number,
  content: unknown,
  { id = '', className = '' }: { id?: string; className?: string } = {},
): TemplateResult {
  switch (Math.min(Math.max(Math.trunc(level) || 2, 1), 6)) {
    case 1:
      return html`<h1 id=${id} class=${className}>${content}</h1>`;
    case 2:
      return html`<h2 id=${id} class=${className}>${content}</h2>`;
    case 3:
      return html`<h3 id=${id} class=${className}>${content}</h3>`;
    case 4:
      return html`<h4 id=${id} class=${className}>${content}</h4>`;
    case 5:
      return html`<h5 id=${id} class=${className}>${content}</h5>`;
    default:
      return html`<h6 id=${id} class=${className}>${content}</h6>`;
  }
}
