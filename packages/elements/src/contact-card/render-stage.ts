import type { LifecycleStage } from '@crm-elements/schema';
import { html, type TemplateResult } from 'lit';

const kinds: Readonly<Record<LifecycleStage, string>> = {
  subscriber: '',
  lead: '',
  qualified: 'brand',
  opportunity: 'info',
  customer: 'success',
  evangelist: 'success',
  other: '',
};

interface StageTexts {
  readonly t: (key: `stage.${LifecycleStage}`) => string;
}

/** A lifecycle stage as a badge. */
export const renderStage = ({ t }: StageTexts, stage: LifecycleStage): TemplateResult =>
  html`<span class="badge ${kinds[stage] ?? ''}" part="stage">${t(`stage.${stage}`)}</span>`;
