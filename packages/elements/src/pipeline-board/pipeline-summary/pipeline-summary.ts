import type { Deal, Pipeline, Stage } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { summary } from '../../i18n/en/summary.js';
import { ClockController } from '../../internal/controllers/clock.js';
import { CrmDataElement } from '../../internal/crm-data-element.js';
import { Localizer } from '../../internal/locale.js';
import { heading } from '../../internal/parts/heading.js';
import { summaryStyles } from './pipeline-summary.styles.js';
import { renderMonths, renderStages } from './render-charts.js';
import { renderSummaryState } from './render-summary-state.js';
import { renderTiles } from './render-tiles.js';
import { SummaryData } from './summary-data.js';

/**
 * How a pipeline is doing: deals open, won and lost with their values, the win rate, the mean time to win, and what stands in each stage and was
 * won in each month. Every figure is exact and stays current; until it is, it says that it is being counted.
 *
 * With a store it needs no more than its tag; with `.deals` and `.stages` it shows what the page gives.
 *
 * @slot loading - In place of the skeleton.
 * @slot empty - In place of what is said while there are no deals.
 * @slot error - In place of what is shown when the figures cannot be read.
 * @slot actions - Buttons of the page, beside the heading.
 *
 * @csspart status - The bar that says what is wrong with the store.
 * @csspart heading - The line with the name of the pipeline.
 * @csspart figures - The figures of the whole pipeline.
 * @csspart figure - One of them.
 * @csspart chart - The stages, and the months.
 * @csspart table - The rows of a chart.
 * @csspart row - A stage, or a month.
 * @csspart bar - How much it is beside the others.
 * @csspart empty - What is said while there are no deals.
 * @csspart error - What is shown when the figures cannot be read.
 *
 * @cssstate loading - The first figures are being read.
 * @cssstate empty - There is no pipeline, or no deal in it.
 * @cssstate error - The figures cannot be read.
 * @cssstate ready - Figures are shown.
 * @cssstate counting - Some of them are still being counted.
 * @cssstate offline - The store cannot be reached.
 */
export class CrmPipelineSummary extends CrmDataElement {
  static override styles = [CrmDataElement.styles, summaryStyles];

  protected readonly localizer = new Localizer(this, 'summary', summary);
  readonly #clock = new ClockController(this);
  readonly #data = new SummaryData(this, this.clients);

  /** The pipeline that is summed up. Default: the one that is marked as default, else the first. */
  @property({ attribute: 'pipeline-id' })
  pipelineId: string | undefined;

  /** The pipeline of `.deals`. */
  @property({ attribute: false })
  pipeline: Pipeline | undefined;

  /** The stages of `.deals`, in their order. */
  @property({ attribute: false })
  stages: readonly Stage[] | undefined;

  /** Deals to sum up instead of those of a store: all of one pipeline. */
  @property({ attribute: false })
  deals: readonly Deal[] | undefined;

  protected override get wantsClient(): boolean {
    return this.deals === undefined;
  }

  protected override render(): TemplateResult {
    const { localizer } = this;
    const { state, pipeline, isCounting } = this.#data;
    for (const name of ['loading', 'empty', 'error', 'ready'])
      this.setState(name, name === state || (name === 'empty' && state === 'missing'));
    this.setState('counting', isCounting);
    const title = pipeline ? localizer.t('title', { pipeline: pipeline.name }) : localizer.t('summary');
    return html`<section
      part="base"
      class="base ${this.density}"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-labelledby="title"
      aria-busy=${state === 'loading' || isCounting ? 'true' : 'false'}
    >
      ${this.renderStoreStatus()}
      <header class="head" part="heading">
        ${heading(this.headingLevel, title, { id: 'title', className: 'title' })}
        <slot name="actions"></slot>
      </header>
      ${renderSummaryState({ data: this.#data, localizer, explain: (error) => this.explain(error) }) ?? this.#renderFigures()}
      ${this.renderGround()}
    </section>`;
  }

  #renderFigures(): TemplateResult {
    const { localizer } = this;
    const { figures, won, stays, pipeline } = this.#data;
    const headingLevel = this.headingLevel + 1;
    const present = new Date(this.#clock.now).toISOString().slice(0, 7);
    return html`${renderTiles(figures, won, localizer)}
      <div class="charts">
        ${figures ? renderStages({ stages: figures.stages, stays, headingLevel, localizer }) : nothing}
        ${won && won.months.length > 0 ? renderMonths({ won, currency: pipeline?.currency, present, headingLevel, localizer }) : nothing}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-pipeline-summary': CrmPipelineSummary;
  }
}
