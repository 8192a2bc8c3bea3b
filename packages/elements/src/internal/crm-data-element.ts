import type { CrmClient } from '@crm-elements/data';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ClientController } from './client.js';
import { CrmElement } from './crm-element.js';
import { triangleAlert } from './icons.js';
import { icon } from './parts/icon.js';
import { views } from './parts/views.js';

/** States of the store that people are not told of: all is well, or it is not known yet. */
const quiet: ReadonlySet<string> = new Set(['ready', 'opening', 'closed']);
const grave: ReadonlySet<string> = new Set(['full', 'stale', 'emptied', 'blocked', 'disconnected']);

/** The ground of elements that show records: it knows the client, and says when the store is not as it should be. */
export abstract class CrmDataElement extends CrmElement {
  static override styles: CSSResultGroup = [CrmElement.styles, views];

  /** A client to use instead of that of the provider or the page. */
  @property({ attribute: false })
  client: CrmClient | undefined;

  protected readonly clients = new ClientController(this, () => this.wantsClient);

  /** Whether records are read from a store at all: not, when the page gives all that is shown. */
  protected get wantsClient(): boolean {
    return true;
  }

  /** Says what is wrong with the store, in a bar above the rest. */
  protected renderStoreStatus(): TemplateResult | typeof nothing {
    const state = this.clients.status?.state ?? 'ready';
    this.setState('offline', state === 'disconnected' || state === 'recovering');
    this.setState('readonly', this.clients.readonly || state === 'stale' || state === 'full');
    if (quiet.has(state)) return nothing;
    const text = this.localizer.maybe(`status.${state}`);
    return html`<div class="banner ${grave.has(state) ? 'danger' : ''}" part="status" role="status">
      ${icon(triangleAlert)}<span>${text}</span>
    </div>`;
  }
}
