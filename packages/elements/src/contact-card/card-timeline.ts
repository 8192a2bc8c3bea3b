/** The timeline of a card. Its code comes behind the first rendering. */
import type { CrmClient, CrmError } from '@crm-elements/data';
import type { Note } from '@crm-elements/schema';
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Outcome } from '../internal/command.js';
import type { CardView } from './card-view.js';
import { renderTimelineSkeleton } from './render-skeleton.js';

interface TimelineGround {
  readonly client: () => CrmClient | undefined;
  /** Loads and registers the element that shows it. */
  readonly load: () => Promise<unknown>;
  readonly addNote: (text: string) => Promise<Outcome<Note | undefined>>;
  readonly explain: (error: CrmError) => string;
}

export class CardTimeline {
  readonly #host: ReactiveControllerHost;
  readonly #ground: TimelineGround;
  /** Notes that are being written, by the contact that they are about. */
  readonly #drafts = new Map<string, string>();
  #code: 'none' | 'loading' | 'ready' | 'failed' = 'none';

  constructor(host: ReactiveControllerHost, ground: TimelineGround) {
    this.#host = host;
    this.#ground = ground;
  }

  /** Loads the code, once. */
  prepare(): void {
    if (this.#code === 'none') void this.#load();
  }

  async #load(): Promise<void> {
    this.#code = 'loading';
    this.#host.requestUpdate();
    try {
      await this.#ground.load();
      this.#code = 'ready';
    } catch {
      this.#code = 'failed';
    }
    this.#host.requestUpdate();
  }

  render({ contact, name, readonly, headingLevel, localizer }: CardView): TemplateResult {
    if (this.#code === 'failed')
      return html`<p class="main section-error" role="alert">
        ${localizer.t('timeline.failed')}
        <button type="button" class="link-button" @click=${() => this.#load()}>${localizer.t('retry')}</button>
      </p>`;
    if (this.#code !== 'ready') return renderTimelineSkeleton();
    const { client, addNote, explain } = this.#ground;
    return html`<crm-contact-timeline
      class="main"
      exportparts="timeline, timeline-entries, note"
      .client=${client()}
      .contactId=${contact.id}
      .name=${name}
      .level=${headingLevel + 1}
      .readonly=${readonly}
      .drafts=${this.#drafts}
      .addNote=${addNote}
      .explain=${explain}
    ></crm-contact-timeline>`;
  }
}
