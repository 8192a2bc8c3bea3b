/** What a card shows behind its first rendering: fields that a company added, relationship, tasks, consents, duplicates. */
import type { CrmError } from '@crm-elements/data';
import type { CustomField } from '@crm-elements/schema';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ContactPatch } from '../events/contact-events.js';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import { skeletonLines } from '../internal/parts/views.js';
import type { CardCommands, ConsentHistoryChange } from './card-commands.js';
import type { CardView } from './card-view.js';
import type { CardWork } from './card-work.js';
import type { OpenTasks } from './care/open-tasks.js';
import { isNamed, type Names } from './names.js';
import type { RelatedRecords } from './related-records.js';

interface ExtrasGround {
  readonly clients: ClientController;
  readonly names: Names;
  /** Whether fields are read from a store. */
  readonly reads: () => boolean;
  /** The fields that the page gives, where it gives the contact. */
  readonly given: () => readonly CustomField[];
  /** Loads the elements that show all this. */
  readonly load: () => Promise<unknown>;
  readonly saveConsent: (change: ConsentHistoryChange, text: string) => Promise<boolean>;
  readonly patch: (changes: ContactPatch, said: string) => Promise<unknown>;
  readonly commands: CardCommands;
  readonly work: CardWork;
  readonly related: RelatedRecords;
  readonly explain: (error: CrmError) => string;
}

/** More are no form any more. Values of fields beyond it are shown under their keys. */
const mostFields = 500;

export class CardExtras {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #ground: ExtrasGround;
  readonly #live: LiveController<readonly CustomField[], readonly [string]>;
  #isSettled = false;
  #code: 'none' | 'loading' | 'ready' | 'failed' = 'none';

  constructor(host: ReactiveControllerHost & HTMLElement, ground: ExtrasGround) {
    this.#host = host;
    this.#ground = ground;
    this.#live = new LiveController<readonly CustomField[], readonly [string]>(host, ground.clients, {
      args: () => (ground.reads() ? (['contacts'] as const) : undefined),
      start: (client, [object], { next, fail, signal }) =>
        void client.customFields.live({ where: { object }, sort: [{ by: 'order' }], limit: mostFields }, ({ records }) => next(records), {
          signal,
          onError: fail,
        }),
    });
  }

  /** The fields that are set up for contacts. */
  get fields(): readonly CustomField[] {
    return this.#ground.reads() ? (this.#live.value ?? []) : this.#ground.given();
  }

  /** The first look at the fields is still awaited: what stands below them would jump. */
  get isPending(): boolean {
    this.#isSettled ||= this.#live.state !== 'loading' && this.#live.state !== 'idle';
    return this.#ground.reads() && !this.#isSettled;
  }

  /** The name of a record that a field points at. */
  readonly nameOf = (collection: string, id: string): string | null | undefined =>
    isNamed(collection) && this.#ground.reads() ? this.#ground.names.get(collection, id) : null;

  /** Loads the code, once. */
  prepare(): void {
    if (this.#code === 'none') void this.#load();
  }

  async #load(): Promise<void> {
    this.#code = 'loading';
    try {
      await this.#ground.load();
      this.#code = 'ready';
    } catch {
      this.#code = 'failed';
    }
    this.#host.requestUpdate();
  }

  /** What stands in place of a part whose code is on its way, or did not come. */
  #renderUnready({ localizer }: CardView): TemplateResult | typeof nothing {
    return this.#code === 'failed'
      ? html`<p class="section section-error" role="alert">
          ${localizer.t('section.failed')}
          <button type="button" class="link-button" @click=${() => this.#load()}>${localizer.t('retry')}</button>
        </p>`
      : this.#renderAwaited();
  }

  /** As above, where another part says already that it did not come. */
  #renderAwaited(): TemplateResult | typeof nothing {
    return this.#code === 'failed' ? nothing : html`<div class="section">${skeletonLines(80)}</div>`;
  }

  /** The values of custom fields: a section of a full card, a line of a compact one. It hides itself where there are none. */
  renderFields(view: CardView, { compact = false } = {}): TemplateResult | typeof nothing {
    const error = this.#live.state === 'error' ? this.#live.error : undefined;
    const { fields } = this;
    const { custom } = view.contact;
    if (fields.length === 0 && Object.keys(custom ?? {}).length === 0 && !error) return nothing;
    if (this.#code !== 'ready') return compact ? nothing : this.#renderUnready(view);
    // A new function each time: names that have come meanwhile are asked for again.
    return html`<crm-custom-values
      class=${compact ? 'custom-line' : 'section'}
      part="custom"
      ?compact=${compact}
      .fields=${fields}
      .custom=${custom}
      .level=${view.headingLevel + 1}
      .nameOf=${(collection: string, id: string) => this.nameOf(collection, id)}
      .wayTo=${this.#ground.work.wayTo}
      .problem=${error && this.#ground.explain(error)}
      .retry=${() => this.#live.retry()}
    ></crm-custom-values>`;
  }

  /** What the contact agreed to. */
  renderConsent(view: CardView): TemplateResult | typeof nothing {
    if (this.#code !== 'ready') return this.#renderUnready(view);
    const { contact, readonly, headingLevel } = view;
    return html`<crm-contact-consent
      class="section"
      part="consent"
      .contactId=${contact.id}
      .entries=${contact.consent}
      .readonly=${readonly}
      .level=${headingLevel + 1}
      .save=${this.#ground.saveConsent}
    ></crm-contact-consent>`;
  }

  /** Anew each time, as what it holds may be. */
  get #tasks(): OpenTasks {
    const { tasks } = this.#ground.related;
    return { state: tasks.state, value: tasks.value, error: tasks.error, retry: () => tasks.retry() };
  }

  /** Who else may be the same person. */
  renderDuplicates({ contact }: CardView): TemplateResult | typeof nothing {
    const { clients, commands, work } = this.#ground;
    if (this.#code !== 'ready') return nothing;
    return html`<crm-contact-duplicates
      .client=${clients.client}
      .contact=${contact}
      .commands=${commands}
      .merge=${work.merge}
      .wayTo=${work.wayTo}
    ></crm-contact-duplicates>`;
  }

  /** What the contact needs, and when to get in touch. */
  renderCare(view: CardView): TemplateResult | typeof nothing {
    if (this.#code !== 'ready') return this.#renderAwaited();
    const { contact, readonly, headingLevel } = view;
    return html`<crm-contact-care
      class="section"
      part="care"
      .tasks=${this.#ground.reads() ? this.#tasks : undefined}
      .contact=${contact}
      .readonly=${readonly}
      .level=${headingLevel + 1}
      .patch=${this.#ground.patch}
    ></crm-contact-care>`;
  }

  /** What is to be done. */
  renderTasks(view: CardView): TemplateResult | typeof nothing {
    if (this.#code !== 'ready') return this.#renderAwaited();
    const { clients, commands, explain } = this.#ground;
    return html`<crm-contact-tasks
      class="section"
      part="tasks"
      .client=${clients.client}
      .contactId=${view.contact.id}
      .tasks=${this.#tasks}
      .readonly=${view.readonly}
      .level=${view.headingLevel + 1}
      .commands=${commands}
      .explain=${explain}
    ></crm-contact-tasks>`;
  }
}
