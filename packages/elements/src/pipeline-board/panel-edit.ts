import { CrmError, type CrmClient, type RecordPatch } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import type { LitElement, ReactiveController } from 'lit';
import { CrmDealUpdatedEvent, CrmDealUpdateEvent } from '../events/deal-events.js';
import { runCommand } from '../internal/command.js';
import { fieldLabel, fieldValue, readField, type FieldContext } from './deal-fields.js';
import type { DealLocalizer } from './render-card.js';

interface EditHost {
  readonly localizer: DealLocalizer;
  deal(): Deal | undefined;
  /** The store, or undefined where the page keeps the deals. */
  client(): CrmClient | undefined;
  fields(): FieldContext;
  say(text: string): void;
  alert(text: string): void;
  explain(error: CrmError): string;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Changes one field of a deal at a time, in its place. What was typed stays until it is saved or given up. */
export class PanelEdit implements ReactiveController {
  readonly #element: LitElement;
  readonly #host: EditHost;
  #field: string | undefined;
  /** As it was when editing began: what others change meanwhile does not disturb what is typed. */
  #deal: Deal | undefined;
  #wrong: string | undefined;
  #saving = false;
  #version = 0;

  constructor(element: LitElement, host: EditHost) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
  }

  hostDisconnected(): void {
    this.#saving = false;
  }

  /** The field that is being edited. */
  get field(): string | undefined {
    return this.#field;
  }

  get deal(): Deal | undefined {
    return this.#deal;
  }

  get wrong(): string | undefined {
    return this.#wrong;
  }

  get isSaving(): boolean {
    return this.#saving;
  }

  start(field: string): void {
    this.#field = field;
    this.#deal = this.#host.deal();
    this.#wrong = undefined;
    this.#version++;
    this.#element.requestUpdate();
    void this.#element.updateComplete.then(() => {
      const control = this.#form?.querySelector<HTMLElement>('input, select, textarea, crm-tag-input, crm-record-picker');
      control?.focus();
      if (control instanceof HTMLInputElement && control.type === 'text') control.select();
    });
  }

  /** Ends editing; focus goes back to where it was begun. */
  stop(): void {
    const field = this.#field;
    this.#field = this.#wrong = undefined;
    this.#element.requestUpdate();
    if (field === undefined) return;
    void this.#element.updateComplete.then(() =>
      this.#element.renderRoot.querySelector<HTMLElement>(`[data-start="${CSS.escape(field)}"]`)?.focus(),
    );
  }

  get #form(): HTMLFormElement | null {
    return this.#element.renderRoot.querySelector<HTMLFormElement>('form[data-edit]');
  }

  async save(): Promise<void> {
    const deal = this.#host.deal();
    const form = this.#form;
    const field = this.#field;
    if (!deal || !form || field === undefined || this.#saving) return;
    // What is typed in a field of tags but not added yet belongs to it.
    form.querySelector<HTMLElement & { commit(): void }>('crm-tag-input')?.commit();
    const read = readField(form, field, this.#host.fields());
    if ('wrong' in read) {
      this.#wrong = read.wrong;
      this.#element.requestUpdate();
      form.querySelector<HTMLElement>('input, select')?.focus();
      return;
    }
    const changed = Object.fromEntries(
      Object.entries(read.changes).filter(([name, value]) => !same(fieldValue(this.#deal ?? deal, name), value)),
    ) as RecordPatch<'deals'>;
    if (Object.keys(changed).length === 0) {
      this.stop();
      return;
    }
    const version = this.#version;
    this.#saving = true;
    this.#element.requestUpdate();
    const error = await this.update(deal, changed);
    this.#saving = false;
    if (version !== this.#version) return;
    if (error) {
      this.#wrong = this.#host.explain(error);
      this.#element.requestUpdate();
    } else {
      this.stop();
    }
  }

  /** Changes fields of the deal, and says what came of it. */
  async update(deal: Deal, changes: RecordPatch<'deals'>): Promise<CrmError | undefined> {
    const { localizer } = this.#host;
    const label = Object.keys(changes)
      .map((field) => fieldLabel(field, this.#host.fields()))
      .join(', ');
    const outcome = await runCommand<unknown>(this.#element, {
      command: 'deal-update',
      before: new CrmDealUpdateEvent(deal, changes),
      run: async () => this.#host.client()?.deals.update(deal.id, changes),
      after: () => new CrmDealUpdatedEvent(deal, changes),
    });
    if ('done' in outcome) {
      this.#host.say(localizer.t('savedField', { field: label }));
      return undefined;
    }
    const error = 'failed' in outcome ? outcome.failed : new CrmError('FORBIDDEN', localizer.t('refused.veto'));
    this.#host.alert(localizer.t('notSavedField', { field: label, reason: this.#host.explain(error) }));
    return error;
  }
}
