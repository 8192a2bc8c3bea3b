/** The choices of the contact's form: the lifecycle stage, and who looks after the contact. */
import { lifecycleStages, type Agent, type LifecycleStage } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { card } from '../i18n/en/card.js';
import type { Localizer } from '../internal/locale.js';
import type { ContactDraft } from './contact-draft.js';

interface Selects {
  readonly localizer: Localizer<typeof card>;
  readonly draft: ContactDraft;
  readonly agents: readonly Agent[];
  /** The name of an owner who is not among the agents. */
  readonly nameOfOwner: (id: string) => string;
  readonly change: (part: Partial<ContactDraft>) => void;
}

export function renderSelects({
  localizer: { t },
  draft: { ownerId, lifecycleStage },
  agents,
  nameOfOwner,
  change,
}: Selects): TemplateResult {
  const known = ownerId === null || agents.some(({ id }) => id === ownerId);
  return html`<div class="field">
      <label class="label" for="stage">${t('field.lifecycleStage')}</label>
      <select
        class="input"
        id="stage"
        data-field="lifecycleStage"
        .value=${lifecycleStage}
        @change=${(event: Event) => change({ lifecycleStage: (event.target as HTMLSelectElement).value as LifecycleStage })}
      >
        ${lifecycleStages.map((stage) => html`<option value=${stage} ?selected=${stage === lifecycleStage}>${t(`stage.${stage}`)}</option>`)}
      </select>
    </div>
    <div class="field">
      <label class="label" for="owner">${t('field.ownerId')}</label>
      <select
        class="input"
        id="owner"
        data-field="ownerId"
        .value=${ownerId ?? ''}
        @change=${(event: Event) => change({ ownerId: (event.target as HTMLSelectElement).value || null })}
      >
        <option value="" ?selected=${ownerId === null}>${t('nobody')}</option>
        ${known ? nothing : html`<option value=${ownerId} selected dir="auto">${nameOfOwner(ownerId)}</option>`}
        ${agents.map(({ id, name }) => html`<option value=${id} dir="auto" ?selected=${id === ownerId}>${name}</option>`)}
      </select>
    </div>`;
}
