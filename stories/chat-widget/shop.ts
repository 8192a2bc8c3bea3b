import type { CrmChatWidget } from 'crm-elements';
import { html } from 'lit';
import { findAll } from '../support/shadow.js';

/** Customers of the sample company, by what they have talked about. */
export const visitors = {
  /** Has an open conversation, with answers. */
  joao: 'sample-contact-joao-saldanha',
  /** Had one that is resolved. */
  ana: 'sample-contact-ana-diaz',
  /** Was never there. */
  somebody: 'sample-visitor-new',
} as const;

/** What the shop says in its chat. */
export const greeting = {
  brand: 'Mothwick',
  title: 'Hello! What can we mend for you?',
  text: 'Hello! We make lamps, and mend them. What is it about?',
  replyTime: 'We usually reply within an hour',
  options: ['Where is my order?', 'My lamp flickers', 'Something else'],
};

/** Help to read, in the chat's own first page. */
export const articles = html`
  <nav slot="articles" class="articles" aria-label="Help">
    <p>Read first</p>
    <a href="#returns">Sending something back</a>
    <a href="#bulbs">Which bulb fits</a>
  </nav>
`;

/** A page that somebody reads while the chat waits in its corner. */
export const page = html`
  <div class="frame narrow stack">
    <h2>Lamps for a hundred years</h2>
    <p class="words">
      Every lamp comes back to us one day. We take it apart, clean it, wire it anew and send it home with a note on what was done.
    </p>
    <p class="words">Linen shades are sewn to order; cloth cable is sold by the metre.</p>
  </div>
`;

/** What an earlier visit has left on the device: whoever comes back finds the conversation, once it is loaded. */
export function visitedBefore(name: string): string {
  localStorage.setItem(`crm-chat:${name}`, '1');
  return name;
}

/** Leaves nothing behind on the device when a story goes. */
export const forget =
  ({ canvasElement }: { canvasElement: HTMLElement }) =>
  async () => {
    for (const widget of findAll<CrmChatWidget>(canvasElement, 'crm-chat-widget')) await widget.signOut();
  };
