/** What hangs on a contact: open deals, open tickets, what is to be done. */
import { ticketCategory, type Deal, type Task, type Ticket } from '@crm-elements/schema';
import type { LitElement } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import type { Names } from './names.js';

/** Some records, and whether there are more than were read. */
export interface Some<R> {
  readonly records: readonly R[];
  readonly more: boolean;
}

/** More are counted, not shown. */
const limit = 100;

/** The soonest to close first; those without a date last. */
const byClose = (a: Deal, b: Deal) =>
  (a.expectedCloseDate ?? '9999').localeCompare(b.expectedCloseDate ?? '9999') || (a.id < b.id ? -1 : 1);

/** Live lists of what hangs on a contact, as long as `contactId` names one. */
export class RelatedRecords {
  readonly deals: LiveController<Some<Deal>, readonly [string]>;
  readonly tickets: LiveController<Some<Ticket>, readonly [string]>;
  readonly tasks: LiveController<Some<Task>, readonly [string]>;
  readonly names: Names;

  constructor(host: LitElement, clients: ClientController, names: Names, contactId: () => string | undefined) {
    this.names = names;
    const args = () => {
      const id = contactId();
      return id === undefined ? undefined : ([id] as const);
    };
    // No index knows whether a contact's deal or ticket is open: there are few of them, so they are told apart here.
    this.deals = new LiveController(host, clients, {
      args,
      start: (client, [id], { next, fail, signal }) =>
        void client.deals.live(
          { where: { contactIds: { has: id } }, sort: [{ by: 'nameKey' }], limit },
          (page) => next({ records: page.records.filter(({ status }) => status === 'open').sort(byClose), more: page.next !== undefined }),
          { signal, onError: fail },
        ),
    });
    this.tickets = new LiveController(host, clients, {
      args,
      start: (client, [id], { next, fail, signal }) =>
        void client.tickets.live(
          { where: { requesterId: id }, sort: [{ by: 'lastActivityAt', direction: 'desc' }], limit },
          (page) =>
            next({ records: page.records.filter(({ status }) => ticketCategory(status) !== 'resolved'), more: page.next !== undefined }),
          { signal, onError: fail },
        ),
    });
    this.tasks = new LiveController(host, clients, {
      args,
      start: (client, [id], { next, fail, signal }) =>
        void client.tasks.live(
          { where: { targetKey: `contact:${id}`, done: false }, sort: [{ by: 'due' }], limit },
          (page) => next({ records: page.records, more: page.next !== undefined }),
          { signal, onError: fail },
        ),
    });
  }
}
