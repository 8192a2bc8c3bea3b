import { CrmError, toCrmError, type CrmClient } from '@crm-elements/data';
import type { Consent, Contact, Note, Task } from '@crm-elements/schema';
import {
  CrmContactUpdatedEvent,
  CrmContactUpdateEvent,
  CrmNoteAddedEvent,
  CrmNoteAddEvent,
  CrmTaskCompletedEvent,
  CrmTaskCompleteEvent,
} from '../events/contact-events.js';
import type { card } from '../i18n/en/card.js';
import type { Announcer } from '../internal/announcer.js';
import { runCommand, type Outcome } from '../internal/command.js';
import type { Localizer } from '../internal/locale.js';
import type { Toasts } from '../internal/toasts.js';
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

/** What a person does to a contact and what belongs to it: asked for by an event, written, said, and open to be taken back. */
export class CardCommands {
  readonly #ground: CommandGround;

  constructor(ground: CommandGround) {
    this.#ground = ground;
  }

  async update({ id }: Contact, changes: ContactChanges): Promise<Outcome<Contact | undefined>> {
    const { host, localizer, names } = this.#ground;
    const { newCompany, version } = changes;
    const patch = patchOf(changes);
    const client = this.#ground.client();
    let ours = false;
    const outcome = await runCommand<Contact | undefined>(host, {
      command: 'contact-update',
      before: new CrmContactUpdateEvent(id, patch),
      run: async () => {
        ours = true;
        if (!client) throw notAnswered();
        if (newCompany) await client.companies.create(newCompany, { commandId: newCompany.id });
        return client.contacts.update(id, patch, { ifVersion: version });
      },
      after: (saved) => new CrmContactUpdatedEvent(id, patch, saved),
    });
    if ('done' in outcome) {
      if (newCompany) names.learn('companies', newCompany.id, newCompany.name);
      this.#tellDone(localizer.t('saved'), ours);
    }
    return outcome;
  }

  /** Grants or withdraws a consent. @param text says that it is done */
  async changeConsent(contact: Contact, change: ConsentHistoryChange, text: string): Promise<Outcome<Contact | undefined>> {
    const { host } = this.#ground;
    const { id } = contact;
    const client = this.#ground.client();
    const changes = { consent: change(contact.consent) };
    let ours = false;
    const outcome = await runCommand<Contact | undefined>(host, {
      command: 'contact-update',
      before: new CrmContactUpdateEvent(id, changes),
      run: async () => {
        ours = true;
        if (!client) throw notAnswered();
        return writeConsent(client, contact, change);
      },
      after: (saved) => new CrmContactUpdatedEvent(id, ours && saved ? { consent: saved.consent } : changes, saved),
    });
    if ('done' in outcome) this.#tellDone(text, ours);
    else if ('failed' in outcome) this.tellFailure(this.#notSaved(outcome.failed));
    return outcome;
  }

  async addNote(contactId: string, text: string): Promise<Outcome<Note | undefined>> {
    const { host, localizer, announcer } = this.#ground;
    const client = this.#ground.client();
    let ours = false;
    const outcome = await runCommand<Note | undefined>(host, {
      command: 'note-add',
      before: new CrmNoteAddEvent(contactId, text),
      run: async () => {
        ours = true;
        return client!.addNote({ text, targets: [{ type: 'contact', id: contactId }] });
      },
      after: (note) => new CrmNoteAddedEvent(contactId, note),
    });
    if ('done' in outcome) this.#tellDone(localizer.t('note.added'), ours);
    // The form of the note shows it.
    else if ('failed' in outcome) announcer.alert(this.#notSaved(outcome.failed));
    return outcome;
  }

  async completeTask({ id, title }: Task): Promise<void> {
    const { host, localizer } = this.#ground;
    const client = this.#ground.client()!;
    let ours = false;
    const outcome = await runCommand<Task | undefined>(host, {
      command: 'task-complete',
      before: new CrmTaskCompleteEvent(id, true),
      run: async () => {
        ours = true;
        return client.completeTask({ taskId: id });
      },
      after: (done) => new CrmTaskCompletedEvent(id, true, done),
    });
    if ('done' in outcome) this.#tellDone(localizer.t('task.completed', { task: title }), ours);
    else if ('failed' in outcome) this.tellFailure(this.#notSaved(outcome.failed));
  }

  async copy(text: string): Promise<void> {
    const { localizer, announcer, toasts } = this.#ground;
    try {
      await navigator.clipboard.writeText(text);
      announcer.say(localizer.t('copied.what', { what: text }));
      toasts.show({ text: localizer.t('copied'), forMs: 2_000 });
    } catch {
      this.tellFailure(localizer.t('notCopied'));
    }
  }

  tellFailure(text: string): void {
    this.#ground.announcer.alert(text);
    this.#ground.toasts.show({ text, kind: 'danger' });
  }

  #notSaved(error: CrmError): string {
    return this.#ground.localizer.t('notSaved', { reason: this.#ground.explain(error) });
  }

  /** @param ours whether the client did it: what the page did is not ours to take back */
  #tellDone(text: string, ours: boolean): void {
    this.#ground.announcer.say(text);
    if (ours) this.#ground.undo.offer(text);
  }
}
