/** What is done with a contact as a whole: its code is loaded when somebody first asks for something of it. */
import type { CrmClient } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { CrmCompanyOpenEvent, CrmContactOpenEvent } from '../events/contact-events.js';
import { CrmDealOpenEvent } from '../events/deal-open-event.js';
import type { CrmDataElement } from '../internal/crm-data-element.js';
import { recordHref } from '../internal/links.js';
import type { CrmContactActions } from './actions/crm-contact-actions.js';
import type { CardCommands } from './card-commands.js';
import { ask, type CardView } from './card-view.js';
import type { RecordWay } from './render-custom-value.js';

interface WorkHost extends CrmDataElement {
  contactId: string | undefined;
  readonly contactHref: string | undefined;
  readonly companyHref: string | undefined;
  readonly dealHref: string | undefined;
}

interface WorkGround {
  readonly client: () => CrmClient | undefined;
  readonly commands: CardCommands;
  /** Loads and registers the element that does all this. */
  readonly load: () => Promise<unknown>;
  /** What is said when it cannot be loaded. */
  readonly failed: () => string;
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

export class CardWork {
  readonly #host: WorkHost;
  readonly #ground: WorkGround;
  #isReady = false;

  constructor(host: WorkHost, ground: WorkGround) {
    this.#host = host;
    this.#ground = ground;
  }

  async #act(run: (actions: CrmContactActions) => unknown): Promise<void> {
    try {
      await this.#ground.load();
    } catch {
      this.#ground.commands.tellFailure(this.#ground.failed());
      return;
    }
    this.#isReady = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const actions = this.#host.renderRoot.querySelector<CrmContactActions>('crm-contact-actions');
    await actions?.updateComplete;
    if (actions) run(actions);
  }

  readonly openMenu = (click: Event): void => {
    const button = click.currentTarget as HTMLElement;
    void this.#act((actions) => actions.toggleMenu(button));
  };

  readonly merge = (otherId: string): void => void this.#act((actions) => actions.merge(otherId));

  /** The way to another record: the page's own, where it has one; a company can be looked at here. */
  readonly wayTo = (collection: string, id: string): RecordWay | undefined => {
    const host = this.#host;
    if (collection === 'contacts')
      return { href: recordHref(host.contactHref, id), open: (click) => ask(host, new CrmContactOpenEvent(id), click) };
    if (collection === 'companies') return { href: recordHref(host.companyHref, id), open: (click) => this.openCompany(id, click) };
    return undefined;
  };

  readonly wayToDeal = (deal: Deal): RecordWay => ({
    href: recordHref(this.#host.dealHref, deal.id),
    open: (click) => ask(this.#host, new CrmDealOpenEvent(deal), click),
  });

  openCompany(id: string, click: Event): void {
    ask(this.#host, new CrmCompanyOpenEvent(id), click);
    if (click.defaultPrevented || recordHref(this.#host.companyHref, id) || !this.#ground.client()) return;
    const trigger = click.currentTarget as HTMLElement;
    void this.#act((actions) => actions.openCompany(id, trigger));
  }

  readonly onDragover = (event: DragEvent): void => {
    if (hasFiles(event) && this.#ground.client()) event.preventDefault();
  };

  readonly onDrop = (event: DragEvent): void => {
    if (!hasFiles(event) || !this.#ground.client()) return;
    event.preventDefault();
    const files = [...event.dataTransfer!.files];
    void this.#act((actions) => actions.drop(files));
  };

  render({ contact, name, company, readonly }: CardView): TemplateResult | typeof nothing {
    if (!this.#isReady) return nothing;
    return html`<crm-contact-actions
      .host=${this.#host}
      .client=${this.#ground.client()}
      .contact=${contact}
      .name=${name}
      .company=${company?.name}
      .readonly=${readonly}
      .commands=${this.#ground.commands}
      .wayTo=${this.wayTo}
      .wayToDeal=${this.wayToDeal}
    ></crm-contact-actions>`;
  }
}
