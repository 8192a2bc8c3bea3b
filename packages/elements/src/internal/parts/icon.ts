import { html, type TemplateResult } from 'lit';

/** A picture from `icons.ts`, in the size of its surroundings (`--_icon`, 16 px). It says nothing: whatever it stands on has a name. */
export const icon = (path: string, className = ''): TemplateResult =>
  html`<svg class="icon ${className}" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
