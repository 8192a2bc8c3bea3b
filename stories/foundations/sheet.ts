import { html, nothing, type TemplateResult } from 'lit';
import './sheet.css';

type Content = TemplateResult | readonly TemplateResult[] | typeof nothing;

/** English words keep their full stops at their end on a page that is written from right to left. */
const words = (text: string) => html`<bdi>${text}</bdi>`;

/** A page of the foundations. */
export const sheet = (title: string, lead: string, content: Content) => html`
  <main class="sheet">
    <h1>${words(title)}</h1>
    <p class="lead">${words(lead)}</p>
    ${content}
  </main>
`;

/** A part of a page, with what there is to say of it. */
export const part = (title: string, note: string, content: Content) => html`
  <section>
    <header>
      <h2>${words(title)}</h2>
      ${note ? html`<p class="quiet">${words(note)}</p>` : nothing}
    </header>
    ${content}
  </section>
`;

/** A table that scrolls by itself where the page is narrow. */
export const wide = (name: string, content: TemplateResult) => html`
  <div class="scroll" role="region" aria-label=${name} tabindex="0">${content}</div>
`;
