import {
  createIdSource, crmModel,
  type Actor, type CollectionName, type Json, type Note, type Target, type Ticket, type TicketPriority, type TicketStatus,
} from '@crm-elements/schema';
import { instantOf, systemClock, type Clock } from '../clock.js';
import type { AdapterStatus, DataAdapter, Subscription } from '../contract.js';
import { CrmError } from '../errors.js';
import { later } from '../later.js';
import { systemRandom } from '../random.js';
import type { Bus, Locks } from '../tabs.js';
import { Access } from './access.js';
import type { MessageFile, ReplyInput, SendMessageInput, SentMessage, StartTicketInput } from './commands/messages.js';
import type { AddNoteInput } from './commands/notes.js';
import type { AssignInput, labelTickets, SeenInput } from './commands/tickets.js';
import { targetKeys, type CommandContext, type CommandOptions } from './context.js';
import { loadCommands, loadWriting } from './load.js';
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

type LabelInput = Parameters<typeof labelTickets>[1][number];

/** The records, and what is done with tickets: all that a chat and an inbox need, in fewer bytes than the whole client. */
export interface TicketClient extends Repositories {
  readonly adapter: DataAdapter;
  readonly actor: Actor;
  readonly origin: string;
  readonly status: AdapterStatus;
  onStatus(listener: (status: AdapterStatus) => void): Subscription;
  /** A new id, from the client's clock and random numbers. */
  newId(): string;

  startTicket(input: StartTicketInput, options?: CommandOptions): Promise<SentMessage>;
  startTickets(inputs: readonly StartTicketInput[], options?: CommandOptions): Promise<SentMessage[]>;
  sendMessage(input: SendMessageInput, options?: CommandOptions): Promise<SentMessage>;
  sendMessages(inputs: readonly SendMessageInput[], options?: CommandOptions): Promise<SentMessage[]>;
  replyToTicket(input: ReplyInput, options?: CommandOptions): Promise<SentMessage>;
  replyToTickets(inputs: readonly ReplyInput[], options?: CommandOptions): Promise<SentMessage[]>;
  assignTicket(input: AssignInput, options?: CommandOptions): Promise<Ticket>;
  assignTickets(inputs: readonly AssignInput[], options?: CommandOptions): Promise<Ticket[]>;
  setTicketStatus(input: { ticketId: string; status: Exclude<TicketStatus, 'new' | 'snoozed'> }, options?: CommandOptions): Promise<Ticket>;
  setTicketStatuses(inputs: readonly { ticketId: string; status: Exclude<TicketStatus, 'new' | 'snoozed'> }[], options?: CommandOptions): Promise<Ticket[]>;
  setTicketPriority(input: { ticketId: string; priority: TicketPriority }, options?: CommandOptions): Promise<Ticket>;
  setTicketPriorities(inputs: readonly { ticketId: string; priority: TicketPriority }[], options?: CommandOptions): Promise<Ticket[]>;
  labelTicket(input: LabelInput, options?: CommandOptions): Promise<Ticket>;
  labelTickets(inputs: readonly LabelInput[], options?: CommandOptions): Promise<Ticket[]>;
  snoozeTicket(input: { ticketId: string; until: string }, options?: CommandOptions): Promise<Ticket>;
  snoozeTickets(inputs: readonly { ticketId: string; until: string }[], options?: CommandOptions): Promise<Ticket[]>;
  markTicketSeen(input: SeenInput, options?: CommandOptions): Promise<void>;
  /** An agent's side has the customer's messages of a ticket; see `createDesk`. */
  markTicketDelivered(input: { ticketId: string }): Promise<void>;
  rateTicket(input: { ticketId: string; score: number; comment?: string }, options?: CommandOptions): Promise<Ticket>;
  endConversation(input: { ticketId: string }, options?: CommandOptions): Promise<Ticket>;
  /** Keeps the bytes of a file; what it returns goes into a message's `files`. */
  storeFile(input: { bytes: Uint8Array; name: string; signal?: AbortSignal }): Promise<MessageFile>;

  addNote(input: AddNoteInput, options?: CommandOptions): Promise<Note>;
  addNotes(inputs: readonly AddNoteInput[], options?: CommandOptions): Promise<Note[]>;
  /** Tells other windows something that is not worth storing. */
  signal(topic: string, payload: Json): void;
  onSignal(topic: string, listener: (payload: Json) => void): Subscription;
  /** Waits for what is being written, then closes the adapter. */
  close(): Promise<void>;
}

/** Most conversations have no file: what tells media types apart is loaded with the first one. */
const loadStoreFile = later(() => import('./store-file.js'));

const collectionNames = Object.keys(crmModel.collections) as CollectionName[];

/** @throws CrmError UNSUPPORTED when the adapter keeps other collections than those of `crmModel`. */
export function requireCrmModel(adapter: DataAdapter): void {
  const missing = collectionNames.find((name) => !Object.hasOwn(adapter.model.collections, name));
  if (missing !== undefined) throw new CrmError('UNSUPPORTED', `The adapter "${adapter.name}" keeps no collection "${missing}". A client needs the collections of crmModel.`);
}

/** Commands that staff give, for many at once, by the name that each has for one. They are loaded with the first of them. */
const oneOfMany = {
  assignTicket: 'assignTickets', setTicketStatus: 'setTicketStatuses', setTicketPriority: 'setTicketPriorities', labelTicket: 'labelTickets',
  snoozeTicket: 'snoozeTickets',
} as const;

type Commands = Awaited<ReturnType<typeof loadCommands>>;
type Writing = Awaited<ReturnType<typeof loadWriting>>;
type TicketCommand = (typeof oneOfMany)[keyof typeof oneOfMany];

/** What a command is about. */
interface About {
  ticketId?: string;
  targets?: readonly Target[];
}

const turnsOf = (inputs: readonly About[]) => inputs.flatMap(({ ticketId, targets = [] }) => (ticketId === undefined ? targetKeys(targets) : [`tickets/${ticketId}`]));

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
    const context = { ...this.context, overlay, clock, access: this.access, onInvalid: options.onInvalid ?? warn };
    for (const name of collectionNames) Object.defineProperty(this, name, { value: new CollectionRepository(name, context), enumerable: true });
    for (const [one, many] of Object.entries(oneOfMany)) {
      Object.assign(this, {
        [many]: (inputs: readonly About[], commandOptions?: CommandOptions) => this.#many(many, inputs, commandOptions),
        [one]: async (input: About, commandOptions?: CommandOptions) => (await this.#many(many, [input], commandOptions))[0],
      });
    }
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
    return (await this.staff(run))[0]!;
  }

  /** Runs a command of those that are loaded when first given, in its turn. */
  #inTurn<T>(inputs: readonly About[], run: (commands: Commands) => Promise<T>): Promise<T> {
    return this.writer.turn(turnsOf(inputs), async () => run(await loadCommands()));
  }

  /** The same for commands that write messages and notes. */
  #writing<T>(inputs: readonly About[], run: (commands: Writing) => Promise<T>): Promise<T> {
    return this.writer.turn(turnsOf(inputs), async () => run(await loadWriting()));
  }

  /** Runs a command about a ticket that its customer too may give. */
  async #onTicket<T>(input: { ticketId: string }, run: (commands: Commands) => Promise<T>): Promise<T> {
    if (this.access.isVisitor) await this.access.requireTicket(input.ticketId);
    return this.#inTurn([input], run);
  }

  async #many(command: TicketCommand, inputs: readonly About[], options?: CommandOptions): Promise<unknown[]> {
    this.access.requireStaff();
    return this.#inTurn<unknown[]>(inputs, (commands) => commands[command](this.context, inputs as never, options));
  }

  #project<R>(collection: CollectionName, record: R): R {
    return this.access.project(collection, record as never) as R;
  }

  #seen(sent: readonly SentMessage[]): SentMessage[] {
    return sent.map(({ ticket, message }) => ({ ticket: this.#project('tickets', ticket), message: this.#project('messages', message) }));
  }

  startTicket = async (input: StartTicketInput, options?: CommandOptions) => (await this.startTickets([input], options))[0]!;
  sendMessage = async (input: SendMessageInput, options?: CommandOptions) => (await this.sendMessages([input], options))[0]!;

  replyToTicket = async (input: ReplyInput, options?: CommandOptions) => (await this.replyToTickets([input], options))[0]!;

  async replyToTickets(inputs: readonly ReplyInput[], options?: CommandOptions): Promise<SentMessage[]> {
    this.access.requireStaff();
    return this.#writing(inputs, (commands) => commands.replyToTickets(this.context, inputs, options));
  }

  async startTickets(inputs: readonly StartTicketInput[], options?: CommandOptions): Promise<SentMessage[]> {
    if (this.access.isVisitor) for (const { requesterId } of inputs) await this.access.requireSelf(requesterId);
    return this.#seen(await this.#writing(inputs, (commands) => commands.startTickets(this.context, inputs, options)));
  }

  async sendMessages(inputs: readonly SendMessageInput[], options?: CommandOptions): Promise<SentMessage[]> {
    if (this.access.isVisitor) for (const { ticketId } of inputs) await this.access.requireTicket(ticketId);
    return this.#seen(await this.#writing(inputs, (commands) => commands.sendMessages(this.context, inputs, options)));
  }

  addNote = async (input: AddNoteInput, options?: CommandOptions) => (await this.addNotes([input], options))[0]!;

  async addNotes(inputs: readonly AddNoteInput[], options?: CommandOptions): Promise<Note[]> {
    this.access.requireStaff();
    return this.#writing(inputs, (commands) => commands.addNotes(this.context, inputs, options));
  }

  async markTicketSeen(input: SeenInput, options?: CommandOptions): Promise<void> {
    if (input.by === 'agent') this.access.requireStaff();
    await this.#onTicket(input, (commands) => commands.markTicketSeen(this.context, input, options));
  }

  async markTicketDelivered(input: { ticketId: string }): Promise<void> {
    this.access.requireStaff();
    await this.#inTurn([input], (commands) => commands.markTicketDelivered(this.context, input));
  }

  async rateTicket(input: { ticketId: string; score: number; comment?: string }, options?: CommandOptions): Promise<Ticket> {
    return this.#project('tickets', await this.#onTicket(input, (commands) => commands.rateTicket(this.context, input, options)));
  }

  async endConversation(input: { ticketId: string }, options?: CommandOptions): Promise<Ticket> {
    return this.#project('tickets', await this.#onTicket(input, (commands) => commands.endConversation(this.context, input, options)));
  }

  async storeFile(file: { bytes: Uint8Array; name: string; signal?: AbortSignal }): Promise<MessageFile> {
    const { storeFile } = await loadStoreFile();
    return storeFile(this.adapter, file);
  }

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
