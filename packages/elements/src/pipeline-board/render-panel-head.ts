import type { Deal, Stage } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { externalLink, pencil } from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import { dealName, type DealLocalizer } from './render-card.js';

interface PanelHead {
  readonly deal: Deal;
  readonly stages: readonly Stage[];
  readonly localizer: DealLocalizer;
  readonly headingLevel: number;
  readonly readonly: boolean;
  /** The deal's own page. */
  readonly href: string | undefined;
  /** In place of the name while it is being changed. */
  readonly editor: unknown;
  /** The button that closes the panel. */
  readonly close: unknown;
  readonly editName: () => void;
  readonly moveTo: (stageId: string) => void;
}

/** The name of the deal, and what is done with it as a whole. */
export function renderPanelHead(head: PanelHead): TemplateResult {
  const { deal, localizer, href, editor, close } = head;
  const name = dealName(deal, localizer);
  return html`<header class="panel-head" part="header">
    <div class="head-line">
      <div class="title-box">${editor ?? renderName(name, head)}</div>
      <slot name="actions"></slot>
      ${href ? html`<a class="button quiet icon-only" href=${href} aria-label=${localizer.t('openPage', { deal: name })}>${icon(externalLink, 'mirrored')}</a>` : nothing}
      ${close}
    </div>
    ${renderStageLine(head)} ${renderClosed(deal, localizer)}
  </header>`;
}

function renderName(name: string, { localizer, headingLevel, readonly, editName }: PanelHead): TemplateResult {
  const { t } = localizer;
  return html`<div class="panel-title" role="heading" aria-level=${headingLevel} tabindex="-1" part="heading" dir="auto">${name}</div>
    ${
      readonly
        ? nothing
        : html`<button type="button" class="edit" data-start="name" aria-label=${t('edit', { field: t('field.name') })} @click=${editName}>
            ${icon(pencil)}
          </button>`
    }`;
}

/** Where the deal stands, to be moved elsewhere. */
function renderStageLine({ deal, stages, localizer, readonly, moveTo }: PanelHead): TemplateResult {
  const { t } = localizer;
  const stage = stages.find(({ id }) => id === deal.stageId);
  const closing = (kind: 'won' | 'lost', label: string) => {
    const end = deal.status === kind ? undefined : stages.find((one) => one.kind === kind);
    return end ? html`<button type="button" class="button small" @click=${() => moveTo(end.id)}>${label}</button>` : nothing;
  };
  return html`<div class="stage-line" data-color=${stage?.color ?? ''} data-kind=${stage?.kind ?? 'open'}>
    <label class="stage-select"
      ><span class="visually-hidden">${t('stage')}</span><span class="dot"></span>
      <select
        class="input"
        ?disabled=${readonly}
        .value=${live(deal.stageId)}
        @change=${(event: Event) => moveTo((event.target as HTMLSelectElement).value)}
      >
        ${stage ? nothing : html`<option value=${deal.stageId} selected>${t('unmapped')}</option>`}
        ${stages.map(({ id, name }) => html`<option dir="auto" value=${id} .selected=${live(id === deal.stageId)}>${name}</option>`)}
      </select></label
    >
    ${readonly ? nothing : html`<span class="closing">${closing('won', t('markWon'))} ${closing('lost', t('markLost'))}</span>`}
  </div>`;
}

function renderClosed({ status, closedAt }: Deal, localizer: DealLocalizer): TemplateResult | typeof nothing {
  if (status === 'open' || !closedAt) return nothing;
  const date = localizer.date(closedAt);
  return html`<p class="closed">
    <span class="badge ${status === 'won' ? 'success' : 'danger'}">${localizer.t(status === 'won' ? 'wonOn' : 'lostOn', { date })}</span>
  </p>`;
}
