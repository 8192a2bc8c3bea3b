import type { CrmClient, CrmError, Subscription, UndoResult } from '@crm-elements/data';
import { canChangeStatus, type Ticket, type TicketPriority, type TicketStatus } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  CrmTicketAssignedEvent,
  CrmTicketAssignEvent,
  CrmTicketUpdatedEvent,
  CrmTicketUpdateEvent,
  type TicketChange,
} from '../events/ticket-events.js';
import type { inbox } from '../i18n/en/inbox.js';
import type { Announcer } from '../internal/announcer.js';
import type { ClientController } from '../internal/client.js';
import { runCommand, type Outcome } from '../internal/command.js';
import type { Localizer } from '../internal/locale.js';
import { readLabelNames } from '../internal/stored-labels.js';
import type { Toasts } from '../internal/toasts.js';

export type InboxLocalizer = Localizer<typeof inbox>;

/** What an element lends to those that act for it. */
export interface InboxGround {
  readonly host: HTMLElement & ReactiveControllerHost;
  readonly clients: ClientController;
  readonly localizer: InboxLocalizer;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  readonly explain: (error: CrmError) => string;
}

type ChosenStatus = Exclude<TicketStatus, 'new' | 'snoozed'>;

interface Step {
  command: string;
  before: CrmTicketAssignEvent | CrmTicketUpdateEvent;
  run: (client: CrmClient) => Promise<unknown>;
  after: () => CrmTicketAssignedEvent | CrmTicketUpdatedEvent;
  /** What to say when it is done. */
  done: string;
}

/** What agents do to tickets, one or many: asked for by an event, written, said, and open to be taken back. */
export class TicketActions implements ReactiveController {
  readonly #ground: InboxGround;
  #dismiss: (() => void) | undefined;
  #later: Subscription | undefined;

  constructor(ground: InboxGround) {
    this.#ground = ground;
    ground.host.addController(this);
  }

  hostDisconnected(): void {
    this.#forget();
  }

  /** Takes the last notice away: what it offers to take back is no longer what was done last. */
  #forget(): void {
    this.#later?.unsubscribe();
    this.#later = undefined;
    this.#dismiss?.();
    this.#dismiss = undefined;
  }

  get #client(): CrmClient | undefined {
    return this.#ground.clients.client;
  }

  assign(ids: readonly string[], assigneeId: string | null, name: string): Promise<boolean> {
    const { t } = this.#texts;
    return this.#run({
      command: 'ticket-assign',
      before: new CrmTicketAssignEvent(ids, assigneeId),
      run: (client) => client.assignTickets(ids.map((ticketId) => ({ ticketId, assigneeId }))),
      after: () => new CrmTicketAssignedEvent(ids, assigneeId),
      done: assigneeId === null ? t('did.unassigned', { count: ids.length }) : t('did.assigned', { count: ids.length, name }),
    });
  }

  /** Tickets that cannot go to the status from theirs are left out, and that is said. */
  async setStatus(tickets: readonly Ticket[], status: ChosenStatus): Promise<boolean> {
    const able = this.#able(tickets, status);
    if (!able) return false;
    const { t } = this.#texts;
    const ids = able.map(({ id }) => id);
    const done = t('did.status', { count: ids.length, status: t(`ticket.${status}`) });
    return this.#update(
      ids,
      { status },
      'ticket-status',
      (client) => client.setTicketStatuses(ids.map((ticketId) => ({ ticketId, status }))),
      this.#partly(done, able, tickets),
    );
  }

  setPriority(ids: readonly string[], priority: TicketPriority): Promise<boolean> {
    const { t } = this.#texts;
    const done = t('did.priority', { count: ids.length, priority: t(`priority.${priority}`) });
    return this.#update(
      ids,
      { priority },
      'ticket-priority',
      (client) => client.setTicketPriorities(ids.map((ticketId) => ({ ticketId, priority }))),
      done,
    );
  }

  /** The labels that the company offers. */
  knownLabels(): Promise<readonly string[]> {
    return readLabelNames(this.#ground.clients.client);
  }

  label(ids: readonly string[], add: readonly string[], remove: readonly string[]): Promise<boolean> {
    const done = this.#texts.t('did.labels', { count: ids.length });
    const inputs = ids.map((ticketId) => ({ ticketId, add: [...add], remove: [...remove] }));
    return this.#update(ids, { addLabels: add, removeLabels: remove }, 'ticket-label', (client) => client.labelTickets(inputs), done);
  }

  async snooze(tickets: readonly Ticket[], until: string): Promise<boolean> {
    const able = this.#able(tickets, 'snoozed');
    if (!able) return false;
    const ids = able.map(({ id }) => id);
    const done = this.#texts.t('did.snoozed', { count: ids.length, time: this.#ground.localizer.date(until, 'moment') });
    return this.#update(
      ids,
      { snoozeUntil: until },
      'ticket-snooze',
      (client) => client.snoozeTickets(ids.map((ticketId) => ({ ticketId, until }))),
      this.#partly(done, able, tickets),
    );
  }

  /** Takes back what this client did last. */
  async undo(): Promise<void> {
    const client = this.#client;
    if (!client || this.#ground.clients.readonly) return;
    const { announcer, host, explain, toasts } = this.#ground;
    this.#forget();
    const outcome: Outcome<UndoResult | undefined> = await runCommand(host, { command: 'undo', run: () => client.undo() });
    if ('failed' in outcome) {
      const text = this.#texts.t('failed', { reason: explain(outcome.failed) });
      announcer.alert(text);
      toasts.show({ text, kind: 'danger' });
      return;
    }
    if (!('done' in outcome)) return;
    const { t } = this.#texts;
    const result = outcome.done;
    const text = !result
      ? t('nothingToUndo')
      : result.skipped.length > 0
        ? t('undonePartly', { done: result.done, total: result.total })
        : t('undone', { count: Math.max(result.done, 1) });
    announcer.say(text);
    toasts.show({ text, forMs: 4_000 });
  }

  get #texts(): InboxLocalizer {
    return this.#ground.localizer;
  }

  #able(tickets: readonly Ticket[], status: TicketStatus): readonly Ticket[] | undefined {
    const able = tickets.filter((ticket) => canChangeStatus(ticket.status, status));
    if (able.length > 0) return able;
    const text = this.#texts.t('did.none');
    this.#ground.announcer.alert(text);
    this.#ground.toasts.show({ text, kind: 'danger', forMs: 10_000 });
    return undefined;
  }

  #partly(done: string, able: readonly Ticket[], all: readonly Ticket[]): string {
    return able.length === all.length ? done : this.#texts.t('did.partly', { text: done, count: able.length, total: all.length });
  }

  #update(
    ids: readonly string[],
    change: TicketChange,
    command: string,
    run: (client: CrmClient) => Promise<unknown>,
    done: string,
  ): Promise<boolean> {
    return this.#run({
      command,
      run,
      done,
      before: new CrmTicketUpdateEvent(ids, change),
      after: () => new CrmTicketUpdatedEvent(ids, change),
    });
  }

  /** Whether it was done. */
  async #run({ command, before, run, after, done }: Step): Promise<boolean> {
    const { host, announcer, toasts, explain } = this.#ground;
    const client = this.#client;
    const steps = client?.undoState;
    const outcome = await runCommand<unknown>(host, {
      command,
      before,
      run: () => (client ? run(client) : Promise.resolve()),
      after,
    });
    if ('vetoed' in outcome) return false;
    this.#forget();
    const { t } = this.#texts;
    if ('failed' in outcome) {
      const text = t('failed', { reason: explain(outcome.failed) });
      announcer.alert(text);
      const again =
        before instanceof CrmTicketAssignEvent
          ? new CrmTicketAssignEvent(before.detail.ticketIds, before.detail.assigneeId)
          : new CrmTicketUpdateEvent(before.detail.ticketIds, before.detail.change);
      this.#dismiss = toasts.show({
        text,
        kind: 'danger',
        action: { label: t('retry'), run: () => void this.#run({ command, before: again, run, after, done }) },
      });
      return false;
    }
    // A page that keeps its data itself, takes it back itself too.
    const undoable = steps !== undefined && client !== undefined && client.undoState.canUndo;
    announcer.say(undoable ? t('undoHint', { text: done }) : done);
    this.#dismiss = toasts.show({ text: done, ...(undoable && { action: { label: t('undo'), run: () => void this.undo() } }) });
    if (undoable) this.#later = client.onUndoState(() => this.#forget());
    return true;
  }
}
