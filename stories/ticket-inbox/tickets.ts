import { sampleCompany } from '@crm-elements/sample-company';

/** Ids of conversations of the sample company. */
export const tickets = {
  /** Open, with Mira: several messages both ways. */
  joao: 'sample-ticket-joao-address',
  kalina: 'sample-ticket-kalina-one-mouse',
  elodie: 'sample-ticket-elodie-samples',
  /** In Arabic, with notes of two agents. */
  layla: 'sample-ticket-layla-terms',
} as const;

const { tickets: all, messages, notes, contacts, agents } = sampleCompany({ now: Date.now() });

/** A conversation as a page would hold it that keeps its tickets elsewhere. */
export function plainTicket(id: string) {
  const ticket = all.find((one) => one.id === id)!;
  return {
    ticket,
    messages: messages.filter(({ ticketId }) => ticketId === id),
    notes: notes.filter(({ targets }) => targets.some((target) => target.id === id)),
    contact: contacts.find((one) => one.id === ticket.requesterId),
    agents,
  };
}
