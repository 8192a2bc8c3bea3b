import { html, nothing, type TemplateResult } from 'lit';
import type { DataJob, JobPlace } from './data-job.js';
import type { DataLocalizer } from './render-counts.js';

/** How far a job is and what came of it, at the place where it was begun. */
export function renderJob({ t }: DataLocalizer, job: DataJob, place: JobPlace): TemplateResult | typeof nothing {
  const running = job.runningAt(place);
  if (running) {
    const { text, done, total } = running;
    return html`<div class="job" part="progress">
      <progress aria-label=${text} max=${total ?? nothing} value=${total ? (done ?? 0) : nothing}></progress>
      <span class="job-text">${text}</span>
      <button type="button" class="button small stop" @click=${job.stop}>${t('stop')}</button>
    </div>`;
  }
  const outcome = job.outcomeAt(place);
  if (!outcome) return nothing;
  return html`<div class="outcome ${outcome.tone}" part="outcome">
    <p dir="auto">${outcome.text}</p>
    ${outcome.more ?? nothing}
  </div>`;
}
