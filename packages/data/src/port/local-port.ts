import { normaliseEmail, normalisePhone, parseName, type Contact, type Ticket } from '@crm-elements/schema';
import { createTicketClient, type TicketClient } from '../client/ticket-client.js';
import type { MessageFile, SentMessage } from '../client/commands/messages.js';
import { systemClock, type Clock } from '../clock.js';
import { CrmError } from '../errors.js';
import { systemRandom } from '../random.js';
import type {
  ConversationPort, HistoryOptions, PortAttachment, PortAvailability, PortConversation, PortEvent, PortFile, PortHistory, PortIdentity, PortLimits, PortSent,
  PortSubscription, RateCommand, SendCommand, StartCommand, UploadCommand,
} from './conversation-port.js';
import { asked, forbidden } from './port-errors.js';
import { listened, PortEvents } from './port-events.js';
import { idOf, identityOf, isWithin, limitOf, messageOf, objectOf, rateOf, seqOf, typingBytes, uploadOf, type CheckedMessage } from './port-input.js';
import { PortReader } from './port-reader.js';
import { sendTyping } from './typing-signal.js';

export interface LocalPortOptions {
  /** The visitor of this browser, which is also the contact's id once there is one. 1 to 60 characters; hard to guess. */
  visitorId: string;
  limits?: Partial<PortLimits>;
  clock?: Clock;
  random?: () => number;
}

const defaultLimits: PortLimits = { textBytes: 32 * 1_024, fileBytes: 10 * 1_024 * 1_024, files: 10 };

/** Uploads that wait for their message. */
const maxUploads = 100;
const maxTries = 5;

class LocalPort implements ConversationPort {
  readonly visitorId: string;
  readonly reach: 'device' | 'shared';
  readonly limits: PortLimits;
  /** Writes as the visitor. What it shows before the store has it stays in it: nothing is read through it. */
  readonly #writer: TicketClient;
  readonly #visitor: TicketClient;
  readonly #desk: TicketClient;
  readonly #reader: PortReader;
  readonly #clock: Clock;
  readonly #uploads = new Map<string, MessageFile>();
  readonly #events = new Set<PortEvents>();
  #closed = false;

  constructor({ adapter }: TicketClient, { visitorId, limits, clock = systemClock, random = systemRandom }: LocalPortOptions) {
    this.visitorId = idOf(visitorId, 'visitorId');
    this.reach = adapter.capabilities.reach;
    const given = { ...defaultLimits, ...limits };
    this.limits = { ...given, fileBytes: Math.min(given.fileBytes, adapter.capabilities.maxBlobBytes) };
    this.#clock = clock;
    const options = { clock, random, onInvalid: () => undefined };
    const visitor = () => createTicketClient(adapter, { ...options, actor: { kind: 'contact', id: visitorId } });
    this.#writer = visitor();
    this.#visitor = visitor();
    this.#desk = createTicketClient(adapter, { ...options, actor: { kind: 'system', id: 'conversation-port' } });
    this.#reader = new PortReader({ visitor: this.#visitor, desk: this.#desk, visitorId });
  }

  async start(command: StartCommand): Promise<PortSent> {
    this.#requireOpen();
    const message = messageOf(command, this.limits);
    const identity = identityOf(command.identity);
    return (await this.#answered(message)) ?? this.#start(message, identity);
  }

  async #start(message: CheckedMessage, identity: PortIdentity): Promise<PortSent> {
    const { conversationId } = message;
    // An id that is another's conversation is refused like any that is not the visitor's.
    const [present] = await asked(this.#desk.tickets.getMany([conversationId]));
    if (present) await this.#reader.own(conversationId);
    const { visitorId } = this;
    const known = await asked(this.#desk.contacts.get(visitorId));
    if (known) await this.#claim(identity, message.id);
    if (present) return this.#send(message);
    const requester = { ...claims(identity), source: 'chat' };
    return this.#sent(
      this.#writer.startTicket(
        { ...this.#content(message), ticketId: conversationId, requesterId: visitorId, requester, channel: 'chat' },
        { commandId: this.#commandId(message.id) },
      ),
    );
  }

  async send(command: SendCommand): Promise<PortSent> {
    this.#requireOpen();
    const message = messageOf(command, this.limits);
    return (await this.#answered(message)) ?? this.#send(message);
  }

  async #send(message: CheckedMessage): Promise<PortSent> {
    const ticket = await this.#reader.own(message.conversationId);
    const ticketId = await this.#target(ticket);
    if (ticketId === ticket.id && ticket.status === 'closed' && ticket.requesterId !== this.visitorId) return this.#goOn(ticket, message);
    return this.#sent(this.#writer.sendMessage({ ...this.#content(message), ticketId }, { commandId: this.#commandId(message.id) }));
  }

  /** Begins what follows a closed ticket that a merge took: a new one of the visitor, who is a contact again by that. */
  async #goOn({ id, channel, subject }: Ticket, message: CheckedMessage): Promise<PortSent> {
    const { fullName, name, emails, phones, languages, timeZone } = (await this.#reader.formerSelf())!;
    const requester = { fullName, name, emails, phones, languages, ...(timeZone != null && { timeZone }), source: 'chat' };
    return this.#sent(
      this.#writer.startTicket(
        { ...this.#content(message), requesterId: this.visitorId, requester, channel, subject, linkedIds: [id] },
        { commandId: this.#commandId(message.id) },
      ),
    );
  }

  async seen(command: { id: string; conversationId: string }): Promise<void> {
    const [ticketId, options] = await this.#about(command);
    await asked(this.#writer.markTicketSeen({ ticketId, by: 'contact' }, options));
  }

  async rate(command: RateCommand): Promise<void> {
    const rating = rateOf(command);
    const [ticketId, options] = await this.#about(command);
    await asked(this.#writer.rateTicket({ ticketId, ...rating }, options));
  }

  async end(command: { id: string; conversationId: string }): Promise<void> {
    const [ticketId, options] = await this.#about(command);
    await asked(this.#writer.endConversation({ ticketId }, options));
  }

  async upload(command: UploadCommand): Promise<PortAttachment> {
    this.#requireOpen();
    const { id, name, bytes, signal } = uploadOf(command, this.limits);
    let file = this.#uploads.get(id);
    if (!file) {
      file = { ...(await asked(this.#writer.storeFile({ name, bytes, ...(signal && { signal }) }))), id };
      const [oldest] = this.#uploads.keys();
      if (oldest !== undefined && this.#uploads.size >= maxUploads) this.#uploads.delete(oldest);
      this.#uploads.set(id, file);
    }
    return { id, name: file.name, mediaType: file.mediaType, size: file.size };
  }

  async identify(command: { id: string; identity: PortIdentity }): Promise<void> {
    this.#requireOpen();
    const id = idOf(objectOf(command)['id'], 'id');
    const identity = identityOf(command.identity);
    if (Object.keys(identity).length === 0) return;
    await this.#claim(identity, id);
  }

  async conversations({ limit }: { limit?: number } = {}): Promise<PortConversation[]> {
    this.#requireOpen();
    const tickets = await this.#reader.tickets(limitOf(limit, listened, 50));
    return Promise.all(tickets.map((ticket) => this.#reader.conversation(ticket)));
  }

  async history(conversationId: string, { after, before, limit }: HistoryOptions = {}): Promise<PortHistory> {
    this.#requireOpen();
    const window = { after: seqOf(after, 'after'), before: seqOf(before, 'before'), limit: limitOf(limit, 50, 100) };
    await this.#reader.own(idOf(conversationId, 'conversationId'));
    const { messages, more } = await this.#reader.list(conversationId, window);
    return { messages: await this.#reader.messages(messages), more };
  }

  async file(attachmentId: string): Promise<PortFile> {
    this.#requireOpen();
    return this.#reader.file(idOf(attachmentId, 'attachmentId'));
  }

  async availability(): Promise<PortAvailability> {
    this.#requireOpen();
    return { online: await this.#reader.online() };
  }

  events(listener: (event: PortEvent) => void, onError?: (error: Error) => void): PortSubscription {
    this.#requireOpen();
    const { visitorId } = this;
    const events = new PortEvents({ visitorId, visitor: this.#visitor, desk: this.#desk, reader: this.#reader, clock: this.#clock, listener, onError });
    this.#events.add(events);
    return {
      ready: events.ready,
      unsubscribe: () => {
        events.unsubscribe();
        this.#events.delete(events);
      },
    };
  }

  async typing(conversationId: string, text?: string): Promise<void> {
    this.#requireOpen();
    const { id: ticketId } = await this.#reader.own(idOf(conversationId, 'conversationId'));
    const shown = typeof text === 'string' && text !== '' && isWithin(text, typingBytes);
    sendTyping(this.#writer, { by: 'contact', ticketId, ...(shown && { text }) });
  }

  close(): Promise<void> {
    this.#closed = true;
    for (const events of this.#events) events.unsubscribe();
    this.#events.clear();
    this.#uploads.clear();
    return Promise.resolve();
  }

  #requireOpen(): void {
    if (this.#closed) throw new CrmError('CLOSED', 'This conversation port is closed. Make a new one to go on.');
  }

  /** The command's id among all of a store's. */
  #commandId(id: string): string {
    return `${this.visitorId}:${id}`;
  }

  /** The ticket that a command is about, which has to be the visitor's. */
  async #about(command: { id: string; conversationId: string }): Promise<[ticketId: string, options: { commandId: string }]> {
    this.#requireOpen();
    const { id, conversationId } = objectOf(command);
    const commandId = this.#commandId(idOf(id, 'id'));
    const ticket = await this.#reader.own(idOf(conversationId, 'conversationId'));
    return [ticket.id, { commandId }];
  }

  /** What a message command answered the first time. */
  async #answered({ id }: CheckedMessage): Promise<PortSent | undefined> {
    const message = await asked(this.#desk.messages.get(id));
    if (!message) return undefined;
    const ticket = await this.#reader.own(message.ticketId);
    if (message.direction !== 'incoming') throw forbidden();
    return this.#sent(Promise.resolve({ ticket, message }));
  }

  #content({ id, text, marks, files, inReplyTo, answers }: CheckedMessage) {
    return {
      id,
      text,
      marks,
      files: files.map((file) => this.#upload(file)),
      ...(inReplyTo !== undefined && { inReplyTo }),
      ...(answers && { kind: 'form' as const, payload: answers }),
    };
  }

  #upload(id: string): MessageFile {
    const file = this.#uploads.get(id);
    if (!file) throw new CrmError('NOT_FOUND', 'This file is not here. Upload it again, then send the message.');
    return file;
  }

  /** Where a message to a conversation goes: to what goes on with it, where it was closed and an earlier message has started anew. */
  async #target({ id, status }: Ticket): Promise<string> {
    if (status !== 'closed') return id;
    const { records } = await asked(
      this.#desk.tickets.list({ where: { requesterId: this.visitorId }, sort: [{ by: 'lastActivityAt', direction: 'desc' }], limit: listened }),
    );
    return records.find((ticket) => ticket.status !== 'closed' && ticket.linkedIds.includes(id))?.id ?? id;
  }

  async #sent(call: Promise<SentMessage>): Promise<PortSent> {
    const { message } = await asked(call);
    const ticket = await this.#reader.own(message.ticketId);
    const [[sent], conversation] = await Promise.all([this.#reader.messages([message]), this.#reader.conversation(ticket)]);
    return { conversation, message: sent! };
  }

  /** Notes what is claimed: makes the contact, or fills in what is not known of it. What is there stays, as agents may have put it right. */
  async #claim(identity: PortIdentity, id: string): Promise<void> {
    const options = { commandId: `${this.#commandId(id)}:i` };
    for (let tries = 1; ; tries++) {
      const contact = await asked(this.#desk.contacts.get(this.visitorId));
      const patch = contact && completing(contact, identity);
      if (patch && Object.keys(patch).length === 0) return;
      // What a server checked would no longer be what agents see as verified.
      if (contact?.verified && (patch?.emails ?? patch?.phones ?? patch?.fullName) !== undefined) throw forbidden();
      try {
        if (contact) await asked(this.#desk.contacts.update(contact.id, patch!, { ...options, ifVersion: contact.version }));
        else await asked(this.#desk.contacts.create({ ...claims(identity), source: 'chat', id: this.visitorId }, options));
        return;
      } catch (error) {
        // Somebody changed or made the contact at the same moment.
        if ((error as CrmError).code !== 'CONFLICT' || tries >= maxTries) throw error;
      }
    }
  }
}

/** The fields that claims add to a contact. */
function completing(contact: Contact, identity: PortIdentity) {
  const { fullName, emails = [], phones = [], languages, timeZone } = claims(identity);
  const newEmails = emails.filter(({ key }) => !contact.emails.some((email) => email.key === key));
  const newPhones = phones.filter(({ raw }) => !contact.phones.some((phone) => phone.raw === raw));
  return {
    ...(fullName !== undefined && contact.fullName === '' && { fullName, name: parseName(fullName) }),
    ...(newEmails.length > 0 && { emails: [...contact.emails, ...newEmails] }),
    ...(newPhones.length > 0 && { phones: [...contact.phones, ...newPhones] }),
    ...(languages && contact.languages.length === 0 && { languages }),
    ...(timeZone !== undefined && contact.timeZone == null && { timeZone }),
  };
}

/** What is claimed, as fields of a contact. */
function claims({ name, email, phone, language, timeZone }: PortIdentity) {
  return {
    ...(name !== undefined && { fullName: name }),
    ...(email !== undefined && { emails: [normaliseEmail(email)] }),
    ...(phone !== undefined && { phones: [normalisePhone(phone)] }),
    ...(language !== undefined && { languages: [language] }),
    ...(timeZone !== undefined && { timeZone }),
  };
}

/**
 * Serves a visitor from the store on this device, by the client's adapter. It keeps to the visitor's own conversations whoever the client acts
 * as. In a browser's own store this prevents mistakes and is not secrecy: whoever can open the page's storage can read all of it. Nothing
 * is written before the visitor writes or is identified. Closing the port leaves the client open.
 */
export const createLocalPort = (client: Pick<TicketClient, 'adapter'>, options: LocalPortOptions): ConversationPort => new LocalPort(client as TicketClient, options);
