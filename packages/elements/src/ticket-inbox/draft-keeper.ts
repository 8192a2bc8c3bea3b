import type { CrmClient } from '@crm-elements/data';

export type Writing = 'reply' | 'note';

/** How long a pause in typing is, in milliseconds. */
const pauseMs = 250;

/** Keeps what is being written in a ticket in the store, at every pause, so that it survives whatever happens to the page. */
export class DraftKeeper {
  readonly #changed: () => void;
  #wanted: { client: CrmClient; ticketId: string; text: string; writing: Writing } | undefined;
  #kept = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #failed = false;

  /** @param changed told when saving begins to fail, or works again */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The last save failed: the text is on the screen only. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The draft of whoever sits here. Without anybody there is none. */
  async read(client: CrmClient, ticketId: string): Promise<{ text: string; writing: Writing } | undefined> {
    const { actor } = client;
    if (actor.kind !== 'agent') return undefined;
    const { records } = await client.drafts.list({ where: { agentId: actor.id, ticketId }, limit: 1 });
    const [draft] = records;
    this.#kept.set(ticketId, draft?.text ?? '');
    return draft && { text: draft.text, writing: draft.writing ?? 'reply' };
  }

  /** Saves at the next pause; an empty text takes the draft away. */
  keep(client: CrmClient | undefined, ticketId: string, text: string, writing: Writing): void {
    if (client?.actor.kind !== 'agent') return;
    if (this.#wanted && this.#wanted.ticketId !== ticketId) void this.flush();
    this.#wanted = { client, ticketId, text, writing };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pauseMs);
  }

  /** Saves what is not saved yet, at once. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (!wanted) return this.#work;
    const { client, ticketId, text, writing } = wanted;
    if (text === '' && this.#kept.get(ticketId) === '') return this.#work;
    this.#work = this.#work.then(async () => {
      try {
        await client.saveDraft({ ticketId, text, writing });
        this.#kept.set(ticketId, text);
        this.#tell(false);
      } catch {
        // The text stays in the field, where whoever writes is told; the next pause tries again.
        this.#tell(true);
      }
    });
    return this.#work;
  }

  #tell(failed: boolean): void {
    if (failed === this.#failed) return;
    this.#failed = failed;
    this.#changed();
  }
}
