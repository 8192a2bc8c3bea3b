import { CrmError, toCrmError, type CrmClient } from '@crm-elements/data';
import type { Consent, Contact, Note } from '@crm-elements/schema';
import {
  CrmContactUpdatedEvent,
  CrmContactUpdateEvent,
  CrmNoteAddedEvent,
  CrmNoteAddEvent,
  type ContactPatch,
} from '../events/contact-events.js';
import type { CrmCommandEvent } from '../events/crm-event.js';
import type { card } from '../i18n/en/card.js';
import type { Announcer } from '../internal/announcer.js';
import { runCommand, type Outcome } from '../internal/command.js';
import type { Localizer } from '../internal/locale.js';
import type { Toast, Toasts } from '../internal/toasts.js';
import type { ContactChanges } from './crm-contact-form.js';
import type { Names } from './names.js';
import type { UndoOffer } from './undo-offer.js';

interface CommandGround {
  readonly host: EventTarget;
  /** The store, or undefined where the page keeps the contact. */
  readonly client: () => CrmClient | undefined;
  readonly localizer: Localizer<typeof card>;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  readonly names: Names;
  readonly undo: UndoOffer;
  readonly explain: (error: CrmError) => string;
}

const notAnswered = () => new CrmError('UNSUPPORTED', 'The page gave this contact and did not answer crm-contact-update.');

/** All that changes in the contact itself, a company that is yet to be made included. */
export const patchOf = ({ patch, newCompany }: ContactChanges): ContactChanges['patch'] =>
  newCompany ? { ...patch, companyId: newCompany.id } : patch;

/** The contact as a patch makes it, for a page that keeps its contacts itself: custom values are named one by one in it. */
export function patched(contact: Contact, patch: ContactChanges['patch']): Contact {
  const fields: Record<string, unknown> = { ...contact };
  const custom: Record<string, unknown> = { ...contact.custom };
  for (const [path, value] of Object.entries(patch)) {
    if (path.startsWith('custom.')) custom[path.slice('custom.'.length)] = value;
    else fields[path] = value;
  }
  return { ...fields, custom } as Contact;
}

/** Makes the new history of a contact's consents out of the one that there is. */
export type ConsentHistoryChange = (entries: readonly Consent[]) => Consent[];

/** Others may be faster so often before it is given up. */
const maxTries = 5;

/** Writes a consent over what stands there by then: what others have recorded meanwhile stays. */
async function writeConsent(client: CrmClient, contact: Contact, change: ConsentHistoryChange): Promise<Contact> {
  let current = contact;
  for (let tries = 1; ; tries++) {
    try {
      return await client.contacts.update(contact.id, { consent: change(current.consent) }, { ifVersion: current.version });
    } catch (thrown) {
      const error = toCrmError(thrown);
      const [conflict] = error.conflicts;
      if (error.code !== 'CONFLICT' || !conflict?.current || tries === maxTries) throw error;
      current = conflict.current as unknown as Contact;
    }
  }
}

/** Something that a person does to a contact or what belongs to it. */
interface CardCommand<T> {
  /** Its name for `crm-error`. */
  readonly command: string;
  /** Asks the page; the client does it where the page does not. */
  readonly before?: CrmCommandEvent<unknown>;
  readonly write: (client: CrmClient) => Promise<T>;
  readonly after: (result: T | undefined, ours: boolean) => Event;
  /** Says what was done. */
  readonly said: string | ((result: T | undefined) => string);
  /** Says what went wrong, where a notice is not the place for it. */
  readonly tellFailure?: (text: string) => void;
}

/** What a person does to a contact and what belongs to it: asked for by an event, written, said, and open to be taken back. */
export class CardCommands {
  readonly #ground: CommandGround;

  constructor(ground: CommandGround) {
    this.#ground = ground;
  }

  /** Runs a command, and says how it went. What the client did is open to be taken back; what the page did is not ours. */
  async run<T>({
    command,
    before,
    write,
    after,
    said,
    tellFailure = (text) => this.tellFailure(text),
  }: CardCommand<T>): Promise<Outcome<T | undefined>> {
    const { host, client, announcer, undo } = this.#ground;
    let ours = false;
    const outcome = await runCommand<T | undefined>(host, {
      command,
      ...(before && { before }),
      run: async () => {
        ours = true;
        const current = client();
        if (!current) throw notAnswered();
        return write(current);
      },
      after: (result) => after(result, ours),
    });
    if ('done' in outcome) {
      const text = typeof said === 'string' ? said : said(outcome.done);
      announcer.say(text);
      if (ours) undo.offer(text);
    } else if ('failed' in outcome) {
      tellFailure(this.#notSaved(outcome.failed));
    }
    return outcome;
  }

  update({ id }: Contact, changes: ContactChanges): Promise<Outcome<Contact | undefined>> {
    const { newCompany, version } = changes;
    const patch = patchOf(changes);
    return this.run({
      command: 'contact-update',
      before: new CrmContactUpdateEvent(id, patch),
      write: async (client) => {
        if (newCompany) await client.companies.create(newCompany, { commandId: newCompany.id });
        return client.contacts.update(id, patch, { ifVersion: version });
      },
      after: (saved) => {
        if (newCompany) this.#ground.names.learn('companies', newCompany.id, newCompany.name);
        return new CrmContactUpdatedEvent(id, patch, saved);
      },
      said: this.#ground.localizer.t('saved'),
      // The form shows it.
      tellFailure: () => undefined,
    });
  }

  /** Changes fields apart from the form. @param said says that it is done */
  patch(contact: Contact, changes: ContactPatch, said: string): Promise<Outcome<Contact | undefined>> {
    const { id } = contact;
    return this.run({
      command: 'contact-update',
      before: new CrmContactUpdateEvent(id, changes),
      write: (client) => client.contacts.update(id, changes),
      after: (saved) => new CrmContactUpdatedEvent(id, changes, saved),
      said,
    });
  }

  /** Grants or withdraws a consent. @param said says that it is done */
  changeConsent(contact: Contact, change: ConsentHistoryChange, said: string): Promise<Outcome<Contact | undefined>> {
    const { id } = contact;
    const changes = { consent: change(contact.consent) };
    return this.run({
      command: 'contact-update',
      before: new CrmContactUpdateEvent(id, changes),
      write: (client) => writeConsent(client, contact, change),
      after: (saved, ours) => new CrmContactUpdatedEvent(id, ours && saved ? { consent: saved.consent } : changes, saved),
      said,
    });
  }

  addNote(contactId: string, text: string): Promise<Outcome<Note | undefined>> {
    return this.run({
      command: 'note-add',
      before: new CrmNoteAddEvent(contactId, text),
      write: (client) => client.addNote({ text, targets: [{ type: 'contact', id: contactId }] }),
      after: (note) => new CrmNoteAddedEvent(contactId, note),
      said: this.#ground.localizer.t('note.added'),
      // The form of the note shows it.
      tellFailure: (text) => this.#ground.announcer.alert(text),
    });
  }

  async copy(text: string, what = text): Promise<void> {
    const { localizer } = this.#ground;
    try {
      await navigator.clipboard.writeText(text);
      this.tell(localizer.t('copied.what', { what }), { text: localizer.t('copied'), forMs: 2_000 });
    } catch {
      this.tellFailure(localizer.t('notCopied'));
    }
  }

  /** Says something to screen readers alone. */
  announce(text: string): void {
    this.#ground.announcer.say(text);
  }

  /** Says something in a notice, and to screen readers. */
  tell(said: string, toast: Partial<Toast> = {}): void {
    this.#ground.announcer.say(said);
    this.#ground.toasts.show({ text: said, ...toast });
  }

  tellFailure(text: string): void {
    this.#ground.announcer.alert(text);
    this.#ground.toasts.show({ text, kind: 'danger' });
  }

  tellNotSaved(error: CrmError): void {
    this.tellFailure(this.#notSaved(error));
  }

  #notSaved(error: CrmError): string {
    return this.#ground.localizer.t('notSaved', { reason: this.#ground.explain(error) });
  }
}
