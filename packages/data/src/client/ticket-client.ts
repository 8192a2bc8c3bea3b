import {
  createIdSource, crmModel,
  type Actor, type CollectionName, type Json, type Note, type Ticket, type TicketPriority, type TicketStatus,
} from '@crm-elements/schema';
import { instantOf, systemClock, type Clock } from '../clock.js';
import type { AdapterStatus, DataAdapter, Subscription } from '../contract.js';
import { CrmError } from '../errors.js';
import { systemRandom } from '../random.js';
import type { Bus, Locks } from '../tabs.js';
import { Access } from './access.js';
import { addNotes, type AddNoteInput } from './commands/notes.js';
import * as tickets from './commands/tickets.js';
import type { CommandContext, CommandOptions } from './context.js';
import { Overlay } from './overlay.js';
import { CollectionRepository, type Repository } from './repository.js';
import { Writer, type WriterContext } from './writer.js';

export interface ClientOptions {
  /** Who acts; it stands in every change. Default: the system. */
  actor?: Actor;
  clock?: Clock;
  /** Numbers from 0 up to 1, for ids. */
  random?: () => number;
  /** Lets one window at a time do the housekeeping: `navigator.locks` in a browser. Without it each window does it. */
  locks?: Locks;
  /** Carries signals to other windows where the adapter carries none. */
  bus?: Bus;
  /** Names this device or process in the changes. Default: an id of its own for each client. */
  origin?: string;
  /** Hears of stored records that do not meet their schema. Default: a warning in the console. */
  onInvalid?: (error: CrmError) => void;
}

export type Repositories = { readonly [Name in CollectionName]: Repository<Name> };

/** What a many-at-once command takes one of. */
export type Input<Command extends (context: CommandContext, inputs: never, ...rest: never[]) => unknown> = Command extends (
  context: CommandContext,
  inputs: readonly (infer One)[],
  ...rest: never[]
) => unknown
  ? One
  : never;

/** The records, and what is done with tickets: all that a chat and an inbox need, in fewer bytes than the whole client. */
export interface TicketClient extends Repositories {
  readonly adapter: DataAdapter;
  readonly actor: Actor;
  readonly origin: string;
  readonly status: AdapterStatus;
  onStatus(listener: (status: AdapterStatus) => void): Subscription;
  /** A new id, from the client's clock and random numbers. */
  newId(): string;

  startTicket(input: tickets.StartTicketInput, options?: CommandOptions): Promise<tickets.SentMessage>;
  startTickets(inputs: readonly tickets.StartTicketInput[], options?: CommandOptions): Promise<tickets.SentMessage[]>;
  sendMessage(input: tickets.SendMessageInput, options?: CommandOptions): Promise<tickets.SentMessage>;
  sendMessages(inputs: readonly tickets.SendMessageInput[], options?: CommandOptions): Promise<tickets.SentMessage[]>;
  replyToTicket(input: tickets.ReplyInput, options?: CommandOptions): Promise<tickets.SentMessage>;
  replyToTickets(inputs: readonly tickets.ReplyInput[], options?: CommandOptions): Promise<tickets.SentMessage[]>;
  assignTicket(input: tickets.AssignInput, options?: CommandOptions): Promise<Ticket>;
  assignTickets(inputs: readonly tickets.AssignInput[], options?: CommandOptions): Promise<Ticket[]>;
  setTicketStatus(input: { ticketId: string; status: Exclude<TicketStatus, 'new' | 'snoozed'> }, options?: CommandOptions): Promise<Ticket>;
  setTicketStatuses(inputs: readonly { ticketId: string; status: Exclude<TicketStatus, 'new' | 'snoozed'> }[], options?: CommandOptions): Promise<Ticket[]>;
  setTicketPriority(input: { ticketId: string; priority: TicketPriority }, options?: CommandOptions): Promise<Ticket>;
  setTicketPriorities(inputs: readonly { ticketId: string; priority: TicketPriority }[], options?: CommandOptions): Promise<Ticket[]>;
  labelTicket(input: Input<typeof tickets.labelTickets>, options?: CommandOptions): Promise<Ticket>;
  labelTickets(inputs: readonly Input<typeof tickets.labelTickets>[], options?: CommandOptions): Promise<Ticket[]>;
  snoozeTicket(input: { ticketId: string; until: string }, options?: CommandOptions): Promise<Ticket>;
  snoozeTickets(inputs: readonly { ticketId: string; until: string }[], options?: CommandOptions): Promise<Ticket[]>;
  markTicketSeen(input: tickets.SeenInput, options?: CommandOptions): Promise<void>;
  /** An agent's side has the customer's messages of a ticket; see `createDesk`. */
  markTicketDelivered(input: { ticketId: string }): Promise<void>;
  rateTicket(input: { ticketId: string; score: number; comment?: string }, options?: CommandOptions): Promise<Ticket>;
  endConversation(input: { ticketId: string }, options?: CommandOptions): Promise<Ticket>;
  /** Keeps the bytes of a file; what it returns goes into a message's `files`. */
  storeFile(input: { bytes: Uint8Array; name: string; signal?: AbortSignal }): Promise<tickets.MessageFile>;

  addNote(input: AddNoteInput, options?: CommandOptions): Promise<Note>;
  addNotes(inputs: readonly AddNoteInput[], options?: CommandOptions): Promise<Note[]>;
  /** Tells other windows something that is not worth storing. */
  signal(topic: string, payload: Json): void;
  onSignal(topic: string, listener: (payload: Json) => void): Subscription;
  /** Waits for what is being written, then closes the adapter. */
  close(): Promise<void>;
}

const collectionNames = Object.keys(crmModel.collections) as CollectionName[];

/** @throws CrmError UNSUPPORTED when the adapter keeps other collections than those of `crmModel`. */
export function requireCrmModel(adapter: DataAdapter): void {
  const missing = collectionNames.find((name) => !Object.hasOwn(adapter.model.collections, name));
  if (missing !== undefined) throw new CrmError('UNSUPPORTED', `The adapter "${adapter.name}" keeps no collection "${missing}". A client needs the collections of crmModel.`);
}

export function firstOf<T>(results: readonly T[]): T {
  return results[0]!;
}

/** The commands that follow tickets; the whole client adds the rest. */
export class TicketCommands {
  readonly adapter: DataAdapter;
  readonly actor: Actor;
  readonly origin: string;
  readonly newId: () => string;
  protected readonly writer: Writer;
  protected readonly context: CommandContext;
  protected readonly access: Access;
  protected readonly options: ClientOptions;

  constructor(adapter: DataAdapter, options: ClientOptions, journal?: WriterContext['journal']) {
    const { actor = { kind: 'system', id: 'system' }, clock = systemClock, random = systemRandom } = options;
    this.adapter = adapter;
    this.actor = actor;
    this.newId = createIdSource({ now: () => clock.now(), random });
    this.origin = options.origin ?? this.newId();
    this.options = options;
    const overlay = new Overlay();
    this.writer = new Writer({ adapter, actor, clock, newId: this.newId, origin: this.origin, overlay, journal });
    this.access = new Access(actor, adapter);
    this.context = { adapter, writer: this.writer, actor, newId: this.newId, now: () => instantOf(clock.now()) };
    const warned = new Set<string>();
    const warn = (error: CrmError) => {
      if (warned.has(error.collection ?? '')) return;
      warned.add(error.collection ?? '');
      console.warn(`crm-elements: ${error.message}`);
    };
    const context = { ...this.context, overlay, access: this.access, onInvalid: options.onInvalid ?? warn };
    for (const name of collectionNames) Object.defineProperty(this, name, { value: new CollectionRepository(name, context), enumerable: true });
  }

  get status(): AdapterStatus {
    return this.adapter.status;
  }

  onStatus(listener: (status: AdapterStatus) => void): Subscription {
    return this.adapter.onStatus(listener);
  }

  /** Runs a command that staff alone may give. */
  protected async staff<T>(run: (context: CommandContext) => Promise<T>): Promise<T> {
    this.access.requireStaff();
    return run(this.context);
  }

  protected async one<T>(run: (context: CommandContext) => Promise<T[]>): Promise<T> {
    return firstOf(await this.staff(run));
  }

  /** Runs a command about a ticket that its customer too may give. */
  protected async onTicket<T>(ticketId: string, run: (context: CommandContext) => Promise<T>): Promise<T> {
    await this.access.requireTicket(ticketId);
    return run(this.context);
  }

  #seen(sent: tickets.SentMessage): tickets.SentMessage {
    return { ticket: this.#project('tickets', sent.ticket), message: this.#project('messages', sent.message) };
  }

  #project<R>(collection: CollectionName, record: R): R {
    return this.access.project(collection, record as never) as R;
  }

  startTicket = async (input: tickets.StartTicketInput, options?: CommandOptions) => firstOf(await this.startTickets([input], options));
  sendMessage = async (input: tickets.SendMessageInput, options?: CommandOptions) => firstOf(await this.sendMessages([input], options));
  replyToTicket = async (input: tickets.ReplyInput, options?: CommandOptions) => firstOf(await this.replyToTickets([input], options));
  replyToTickets = (inputs: readonly tickets.ReplyInput[], options?: CommandOptions) => this.staff((context) => tickets.replyToTickets(context, inputs, options));

  async startTickets(inputs: readonly tickets.StartTicketInput[], options?: CommandOptions): Promise<tickets.SentMessage[]> {
    for (const { requesterId } of inputs) this.access.requireSelf(requesterId);
    return (await tickets.startTickets(this.context, inputs, options)).map((sent) => this.#seen(sent));
  }

  async sendMessages(inputs: readonly tickets.SendMessageInput[], options?: CommandOptions): Promise<tickets.SentMessage[]> {
    for (const { ticketId } of inputs) await this.access.requireTicket(ticketId);
    return (await tickets.sendMessages(this.context, inputs, options)).map((sent) => this.#seen(sent));
  }

  assignTicket = (input: tickets.AssignInput, options?: CommandOptions) => this.one((context) => tickets.assignTickets(context, [input], options));
  assignTickets = (inputs: readonly tickets.AssignInput[], options?: CommandOptions) => this.staff((context) => tickets.assignTickets(context, inputs, options));
  setTicketStatus = (input: Input<typeof tickets.setTicketStatuses>, options?: CommandOptions) => this.one((context) => tickets.setTicketStatuses(context, [input], options));
  setTicketStatuses = (inputs: readonly Input<typeof tickets.setTicketStatuses>[], options?: CommandOptions) =>
    this.staff((context) => tickets.setTicketStatuses(context, inputs, options));
  setTicketPriority = (input: Input<typeof tickets.setTicketPriorities>, options?: CommandOptions) => this.one((context) => tickets.setTicketPriorities(context, [input], options));
  setTicketPriorities = (inputs: readonly Input<typeof tickets.setTicketPriorities>[], options?: CommandOptions) =>
    this.staff((context) => tickets.setTicketPriorities(context, inputs, options));
  labelTicket = (input: Input<typeof tickets.labelTickets>, options?: CommandOptions) => this.one((context) => tickets.labelTickets(context, [input], options));
  labelTickets = (inputs: readonly Input<typeof tickets.labelTickets>[], options?: CommandOptions) => this.staff((context) => tickets.labelTickets(context, inputs, options));
  snoozeTicket = (input: Input<typeof tickets.snoozeTickets>, options?: CommandOptions) => this.one((context) => tickets.snoozeTickets(context, [input], options));
  snoozeTickets = (inputs: readonly Input<typeof tickets.snoozeTickets>[], options?: CommandOptions) => this.staff((context) => tickets.snoozeTickets(context, inputs, options));

  async markTicketSeen(input: tickets.SeenInput, options?: CommandOptions): Promise<void> {
    if (input.by === 'agent') this.access.requireStaff();
    await this.onTicket(input.ticketId, (context) => tickets.markTicketSeen(context, input, options));
  }

  markTicketDelivered = (input: { ticketId: string }) => this.staff((context) => tickets.markTicketDelivered(context, input));

  async rateTicket(input: { ticketId: string; score: number; comment?: string }, options?: CommandOptions): Promise<Ticket> {
    return this.#project('tickets', await this.onTicket(input.ticketId, (context) => tickets.rateTicket(context, input, options)));
  }

  async endConversation(input: { ticketId: string }, options?: CommandOptions): Promise<Ticket> {
    return this.#project('tickets', await this.onTicket(input.ticketId, (context) => tickets.endConversation(context, input, options)));
  }

  async storeFile(file: { bytes: Uint8Array; name: string; signal?: AbortSignal }): Promise<tickets.MessageFile> {
    // Most conversations have no file: what tells media types apart is loaded with the first one.
    const { storeFile } = await import('./store-file.js');
    return storeFile(this.adapter, file);
  }

  addNote = (input: AddNoteInput, options?: CommandOptions) => this.one((context) => addNotes(context, [input], options));
  addNotes = (inputs: readonly AddNoteInput[], options?: CommandOptions) => this.staff((context) => addNotes(context, inputs, options));
  signal(topic: string, payload: Json): void {
    if (this.adapter.capabilities.signals) this.adapter.signal!(topic, payload);
    else this.options.bus?.post({ kind: 'signal', topic, payload });
  }

  onSignal(topic: string, listener: (payload: Json) => void): Subscription {
    if (this.adapter.capabilities.signals) return this.adapter.onSignal!(topic, listener);
    const ignore = { unsubscribe: () => undefined };
    return (
      this.options.bus?.listen((message) => {
        const signal = message as { kind?: unknown; topic?: unknown; payload?: Json } | null;
        if (signal?.kind === 'signal' && signal.topic === topic && signal.payload !== undefined) listener(signal.payload);
      }) ?? ignore
    );
  }

  async close(): Promise<void> {
    await this.writer.idle();
    await this.adapter.close();
  }
}

/** A client for tickets alone; see {@link TicketClient}. Over the same store as whole clients, if wished. */
export function createTicketClient(adapter: DataAdapter, options: ClientOptions = {}): TicketClient {
  requireCrmModel(adapter);
  return new TicketCommands(adapter, options) as unknown as TicketClient;
}
