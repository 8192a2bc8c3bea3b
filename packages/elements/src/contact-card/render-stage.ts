import type { LifecycleStage } from '@crm-elements/schema';
import { html, type TemplateResult } from 'lit';
import type { card } from '../i18n/en/card.js';
import type { Localizer } from '../internal/locale.js';

const kinds: Readonly<Record<LifecycleStage, string>> = {
  subscriber: '',
  lead: '',
  qualified: 'brand',
  opportunity: 'info',
  customer: 'success',
  evangelist: 'success',
  other: '',
};

/** A lifecycle stage as a badge. */
export const renderStage = (localizer: Localizer<typeof card>, stage: LifecycleStage): TemplateResult =>
  html`<span class="badge ${kinds[stage] ?? ''}" part="stage">${localizer.t(`stage.${stage}`)}</span>`;
