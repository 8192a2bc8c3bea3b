import type { Agent, Company, Deal, Stage } from '@crm-elements/schema';
import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmDealOpenEvent } from '../events/deal-open-event.js';
import { board } from '../i18n/en/board.js';
import { ClockController } from '../internal/controllers/clock.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { briefcase } from '../internal/icons.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { emptyView, errorView, skeletonLines } from '../internal/parts/views.js';
import { buttons } from '../internal/styles/buttons.js';
import { cardStyles } from './deal-card.styles.js';
import { dateOf } from './filter.js';
import { renderCard } from './render-card.js';

/**
 * One deal as the board shows it: for a list of somebody's deals, a search result, a mention. With `deal-id` it is read from the store
 * and stays current; with `.deal` it shows what the page gives.
 *
 * @slot loading - In place of the skeleton.
 * @slot empty - In place of what is shown when there is no such deal.
 * @slot error - In place of what is shown when it cannot be read.
 *
 * @csspart card - The card.
 * @csspart card-name - The name of the deal.
 * @csspart card-company - Its company.
 * @csspart card-next - What comes next.
 * @csspart card-value - Its value.
 * @csspart card-date - When it is expected to close.
 * @csspart card-owner - Who owns it.
 * @csspart card-tag - A tag.
 * @csspart card-rotting - Says that nothing happens in it.
 *
 * @cssstate loading - The deal is being read.
 * @cssstate empty - There is no such deal.
 * @cssstate error - It cannot be read.
 * @cssstate ready - It is shown.
 *
 * @fires {CrmDealOpenEvent} crm-deal-open - The deal was pressed. Cancelable: then its link is not followed.
 */
export class CrmDealCard extends CrmDataElement {
  static override styles = [
    CrmDataElement.styles,
    buttons,
    cardStyles,
    css`
      .card {
        min-inline-size: 0;
      }
    `,
  ];

  protected readonly localizer = new Localizer(this, 'board', board);
  readonly #clock = new ClockController(this);
  readonly #live = new LiveController<Deal | null, readonly [string]>(this, this.clients, {
    args: () => (!this.deal && this.dealId ? ([this.dealId] as const) : undefined),
    start: (client, [id], { next, fail, signal }) =>
      client.deals.live({ where: { id }, limit: 1 }, ({ records }) => next(records[0] ?? null), { signal, onError: fail }),
  });
  readonly #stage = new LiveController<Stage | null, readonly [string]>(this, this.clients, {
    args: () => (!this.deal && this.#live.value ? ([this.#live.value.stageId] as const) : undefined),
    start: (client, [id], { next, fail, signal }) =>
      client.stages.live({ where: { id }, limit: 1 }, ({ records }) => next(records[0] ?? null), { signal, onError: fail }),
  });
  readonly #owner = new LiveController<Agent | null, readonly [string]>(this, this.clients, {
    args: () => (!this.deal && this.#live.value?.ownerId ? ([this.#live.value.ownerId] as const) : undefined),
    start: (client, [id], { next, fail, signal }) =>
      client.agents.live({ where: { id }, limit: 1 }, ({ records }) => next(records[0] ?? null), { signal, onError: fail }),
  });
  readonly #company = new LiveController<Company | null, readonly [string]>(this, this.clients, {
    args: () => (!this.deal && this.#live.value?.companyId ? ([this.#live.value.companyId] as const) : undefined),
    start: (client, [id], { next, fail, signal }) =>
      client.companies.live({ where: { id }, limit: 1 }, ({ records }) => next(records[0] ?? null), { signal, onError: fail }),
  });

  /** The deal of the store that is shown. */
  @property({ attribute: 'deal-id' })
  dealId: string | undefined;

  /** A deal to show instead of one of the store. */
  @property({ attribute: false })
  deal: Deal | undefined;

  /** The stage of `.deal`: it says when a deal is idle for too long. */
  @property({ attribute: false })
  stage: Stage | undefined;

  /** Who owns `.deal`. */
  @property({ attribute: false })
  owner: Pick<Agent, 'id' | 'name'> | undefined;

  /** The company of `.deal`. */
  @property({ attribute: false })
  company: Pick<Company, 'id' | 'name'> | undefined;

  /** The page's own addresses of deals, such as `/deals/{id}`. */
  @property({ attribute: 'deal-href' })
  dealHref: string | undefined;

  protected override get wantsClient(): boolean {
    return this.deal === undefined && this.dealId !== undefined;
  }

  #open(deal: Deal, event: Event): void {
    if (!this.dispatchEvent(new CrmDealOpenEvent(deal))) event.preventDefault();
  }

  #onClick(deal: Deal, event: MouseEvent): void {
    if ((event.target as Element).closest('a, button')) return;
    const link = this.renderRoot.querySelector<HTMLElement>('.open');
    if (link?.localName === 'a') link.click();
    else this.#open(deal, event);
  }

  protected override render(): TemplateResult {
    const deal = this.deal ?? this.#live.value;
    const { localizer } = this;
    const state = deal ? 'ready' : this.#live.state === 'error' ? 'error' : deal === null || !this.dealId ? 'empty' : 'loading';
    for (const name of ['loading', 'empty', 'error', 'ready']) this.setState(name, name === state);
    return html`<div part="base" class="base" dir=${localizer.dir} lang=${localizer.locale}>
      ${this.#renderState(state, deal ?? undefined)}${this.renderGround()}
    </div>`;
  }

  #renderState(state: string, deal: Deal | undefined): TemplateResult {
    const { localizer } = this;
    if (deal) {
      const given = this.deal !== undefined;
      const input = {
        deal,
        stage: (given ? this.stage : this.#stage.value) ?? undefined,
        owner: (given ? this.owner : this.#owner.value) ?? undefined,
        company: (given ? this.company : this.#company.value) ?? undefined,
        now: this.#clock.now,
        today: dateOf(this.#clock.now),
        headingLevel: this.headingLevel,
        dealHref: this.dealHref,
        movable: false,
      };
      return html`<div @click=${(event: MouseEvent) => this.#onClick(deal, event)}>
        ${renderCard(
          {
            ...input,
            owner: input.owner && { id: input.owner.id, name: input.owner.name },
            company: input.company && { id: input.company.id, name: input.company.name },
          },
          localizer,
          { open: (event) => this.#open(deal, event) },
        )}
      </div>`;
    }
    if (state === 'error') {
      return html`<slot name="error"
        >${errorView({
          title: localizer.t('error.title'),
          text: this.#live.error && this.explain(this.#live.error),
          actions: html`<button type="button" class="button" @click=${() => this.#live.retry()}>${localizer.t('retry')}</button>`,
        })}</slot
      >`;
    }
    if (state === 'empty')
      return html`<slot name="empty"
        >${emptyView({ title: localizer.t('dealMissing'), text: localizer.t('dealMissingText'), picture: briefcase })}</slot
      >`;
    return html`<slot name="loading"
      ><div class="card" role="status" aria-label=${localizer.t('loading')}>${skeletonLines(80, 40, 60)}</div></slot
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-card': CrmDealCard;
  }
}
