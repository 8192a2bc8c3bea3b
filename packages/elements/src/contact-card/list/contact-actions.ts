import { toCrmError, type CrmClient, type CrmError, type Subscription } from '@crm-elements/data';
import { CrmErrorEvent } from '../../events/crm-error-event.js';
import { CrmContactsUpdatedEvent, CrmContactsUpdateEvent, type ContactsChange } from '../../events/contact-events.js';
import type { peopleWork } from '../../i18n/en/people-work.js';
import { runCommand } from '../../internal/command.js';
import type { Localizer } from '../../internal/locale.js';
import { changeContacts, type BulkResult } from './bulk-change.js';
import type { ExportFormat } from './export-contacts.js';
import type { ContactSelection } from './contact-selection.js';
import type { ToolsGround } from './list-tools.js';
import type { ListWork } from './render-bulk.js';

/** What came of taking steps back. */
interface Turned {
  done: number;
  total: number;
  skipped: number;
}

/** What is done to the selected contacts: asked for by an event, written in chunks, said, and open to be taken back. */
export class ContactActions {
  readonly #ground: ToolsGround;
  readonly #texts: Localizer<typeof peopleWork>;
  readonly #selection: ContactSelection;
  #work: (ListWork & { readonly abort: AbortController }) | undefined;
  #dismiss: (() => void) | undefined;
  #later: Subscription | undefined;
  /** Steps of the client that were one to the person who did them, the last that was done and the last that was taken back. */
  readonly #steps = { undo: 1, redo: 1 };

  constructor(ground: ToolsGround, texts: Localizer<typeof peopleWork>, selection: ContactSelection) {
    this.#ground = ground;
    this.#texts = texts;
    this.#selection = selection;
    ground.host.addController({ hostDisconnected: () => this.#end() });
  }

  get work(): ListWork | undefined {
    return this.#work;
  }

  get #client(): CrmClient | undefined {
    return this.#ground.clients.client;
  }

  /** @param did what to say when it is done, of how many */
  async change(ids: readonly string[], change: ContactsChange, did: (count: number) => string): Promise<void> {
    const client = this.#client;
    if (!client || this.#work || ids.length === 0) return;
    const isRemoval = 'remove' in change;
    const abort = this.#begin(0, ids.length, isRemoval);
    const outcome = await runCommand<BulkResult | undefined>(this.#ground.host, {
      command: isRemoval ? 'contacts-remove' : 'contacts-update',
      before: new CrmContactsUpdateEvent(ids, change),
      run: () =>
        changeContacts(client, ids, change, {
          signal: abort.signal,
          onProgress: (done) => this.#begin(done, ids.length, isRemoval, abort),
        }),
      after: (result) =>
        new CrmContactsUpdatedEvent(isResult(result) ? result.changedIds : ids, isResult(result) ? result.failedIds : [], change),
    });
    this.#finish();
    if ('vetoed' in outcome) return;
    const again = (failedIds: readonly string[]) => () => void this.change(failedIds, change, did);
    if ('failed' in outcome) return this.#tellFailure(outcome.failed, again(ids));
    const result = isResult(outcome.done) ? outcome.done : undefined;
    const changedIds = result?.changedIds ?? ids;
    if (isRemoval) this.#deselect(changedIds);
    if (result?.error) this.#tellPartly(result, ids.length, isRemoval, again(result.failedIds));
    else {
      const isStopped = result?.isStopped === true;
      const text = isStopped ? this.#texts.t('did.stopped', { done: changedIds.length, total: ids.length }) : did(changedIds.length);
      this.#offer(text, result?.steps ?? 0);
    }
  }

  async export(ids: readonly string[], format: ExportFormat): Promise<void> {
    const client = this.#client;
    if (!client || this.#work) return;
    const { t } = this.#texts;
    const { toasts, announcer, localizer } = this.#ground;
    const abort = this.#begin(0, ids.length, 'export');
    try {
      const { exportContacts } = await import('./export-contacts.js');
      const { name, count, gone } = await exportContacts(client, ids, {
        format,
        texts: this.#texts,
        listTexts: localizer,
        signal: abort.signal,
        onProgress: (done) => this.#begin(done, ids.length, 'export', abort),
      });
      const text = t('did.exported', { count, file: name });
      const full = gone > 0 ? `${text}. ${t('did.gone', { count: gone })}.` : text;
      announcer.say(full);
      toasts.show({ text: full });
    } catch (thrown) {
      const error = toCrmError(thrown);
      if (abort.signal.aborted) return;
      this.#ground.host.dispatchEvent(new CrmErrorEvent(error, 'contacts-export'));
      const text = t('did.notExported', { reason: this.#ground.explain(error) });
      announcer.alert(text);
      toasts.show({ text, kind: 'danger', action: { label: t('retry'), run: () => void this.export(ids, format) } });
    } finally {
      this.#finish();
    }
  }

  /** Takes back what was done last, all of its steps, or does it again. */
  async turn(direction: 'undo' | 'redo', client: CrmClient): Promise<void> {
    if (this.#work) return;
    const { t } = this.#texts;
    const { announcer, toasts, explain, host } = this.#ground;
    const steps = this.#steps[direction];
    this.#forget();
    if (steps > 1) this.#show({ text: t('work.undoing'), part: undefined });
    const turned: Turned = { done: 0, total: 0, skipped: 0 };
    let turns = 0;
    try {
      for (; turns < steps; turns++) {
        const result = await client[direction]();
        if (!result) break;
        turned.done += result.done;
        turned.total += result.total;
        turned.skipped += result.skipped.length;
      }
    } catch (thrown) {
      const error = toCrmError(thrown);
      host.dispatchEvent(new CrmErrorEvent(error, direction));
      announcer.alert(explain(error));
      toasts.show({ text: explain(error), kind: 'danger' });
      return;
    } finally {
      this.#finish();
      this.#steps[direction] = 1;
      this.#steps[direction === 'undo' ? 'redo' : 'undo'] = Math.max(turns, 1);
    }
    const text = this.#turnedText(direction, turned);
    announcer.say(text);
    toasts.show({ text, forMs: 4_000 });
  }

  /** Says what was done, with a way back as long as it is the client's last step. */
  #offer(text: string, steps: number): void {
    const { announcer, toasts } = this.#ground;
    const { t } = this.#texts;
    const client = this.#client;
    this.#forget();
    // A page that keeps its contacts itself takes it back itself too.
    if (!client || steps === 0) {
      announcer.say(text);
      toasts.show({ text });
      return;
    }
    this.#steps.undo = steps;
    announcer.say(t('did.undo', { text }));
    this.#dismiss = toasts.show({ text, action: { label: t('undo'), run: () => void this.turn('undo', client) } });
    // Another step came on top: this notice would take back the wrong one.
    this.#later = client.onUndoState(() => {
      this.#forget();
      this.#steps.undo = 1;
    });
  }

  #turnedText(direction: 'undo' | 'redo', { done, total, skipped }: Turned): string {
    const { t } = this.#texts;
    if (total === 0) return t('nothingToUndo');
    if (done === 0) return t('notUndone');
    if (skipped > 0) return t('undone.partly', { done, total, skipped });
    return t(direction === 'undo' ? 'undone' : 'redone');
  }

  #tellPartly({ changedIds, failedIds, error, steps }: BulkResult, total: number, isRemoval: boolean, again: () => void): void {
    const values = { done: changedIds.length, total, failed: failedIds.length, reason: this.#ground.explain(error!) };
    this.#steps.undo = Math.max(steps, 1);
    this.#tell(this.#texts.t(isRemoval ? 'did.partlyRemoved' : 'did.partly', values), again);
    this.#ground.host.dispatchEvent(new CrmErrorEvent(error!, isRemoval ? 'contacts-remove' : 'contacts-update'));
  }

  #tellFailure(error: CrmError, again: () => void): void {
    this.#tell(this.#texts.t('notSaved', { reason: this.#ground.explain(error) }), again);
  }

  #tell(text: string, again: () => void): void {
    this.#forget();
    this.#ground.announcer.alert(text);
    this.#dismiss = this.#ground.toasts.show({ text, kind: 'danger', action: { label: this.#texts.t('retry'), run: again } });
  }

  #deselect(ids: readonly string[]): void {
    const selection = this.#selection;
    const gone = new Set(ids);
    selection.choose([...selection.ids].filter((id) => !gone.has(id)));
  }

  #begin(done: number, total: number, kind: boolean | 'export', abort = new AbortController()): AbortController {
    const key = kind === 'export' ? 'work.exporting' : kind ? 'work.removing' : 'work.changing';
    this.#show({ text: this.#texts.t(key, { done, total }), part: done / total }, abort);
    return abort;
  }

  #show({ text, part }: Omit<ListWork, 'stop'>, abort = new AbortController()): void {
    this.#work = { text, part, abort, stop: () => abort.abort() };
    this.#ground.host.requestUpdate();
  }

  #finish(): void {
    this.#work = undefined;
    this.#ground.host.requestUpdate();
  }

  #forget(): void {
    this.#later?.unsubscribe();
    this.#later = undefined;
    this.#dismiss?.();
    this.#dismiss = undefined;
  }

  #end(): void {
    this.#work?.abort.abort();
    this.#forget();
  }
}

/** A page that did it itself need not say how it went. */
const isResult = (result: unknown): result is BulkResult => typeof result === 'object' && result !== null && 'changedIds' in result;
