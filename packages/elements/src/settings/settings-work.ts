import { toCrmError, type CrmClient, type CrmError, type Subscription } from '@crm-elements/data';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { settings } from '../i18n/en/settings.js';
import type { Announcer } from '../internal/announcer.js';
import { runCommand, type Outcome } from '../internal/command.js';
import type { Localizer } from '../internal/locale.js';
import type { Toasts } from '../internal/toasts.js';

/** How far the section that is shown has come. */
export type PartState = 'loading' | 'error' | 'ready';

interface Ground {
  readonly localizer: Localizer<typeof settings>;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  readonly client: () => CrmClient | undefined;
  readonly explain: (error: CrmError) => string;
  /** Something is being written, or nothing more. */
  readonly onSaving: (saving: boolean) => void;
  readonly onState: (state: PartState) => void;
}

interface Work<T> {
  /** Its name for `crm-error`, such as `stage-remove`. */
  readonly command: string;
  readonly run: () => Promise<T>;
  /** What is said when it is done; nothing is, where it can be seen. */
  readonly done?: string | ((result: T) => string);
  /** Takes it back, where the client's own undo would not: what is of several steps, or is not on its list. `false`: there is no way back. */
  readonly undo?: ((result: T) => Promise<unknown>) | false;
  /** A failure is told by whoever asked, beside the fields. */
  readonly quiet?: boolean;
}

/** Whether all of it was taken back: undo lists and presets tell what they left. */
function isWhole(result: unknown): boolean {
  const { skipped = [], kept = [] } = (result ?? {}) as { skipped?: readonly unknown[]; kept?: readonly unknown[] };
  return skipped.length + kept.length === 0;
}

/** What the sections write through: it shows that something is being saved, says what came of it, and offers to take it back. */
export class SettingsWork implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #ground: Ground;
  readonly #parts = new Map<object, PartState>();
  #writing = 0;
  #dismiss: (() => void) | undefined;
  #watch: Subscription | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, ground: Ground) {
    this.#host = host;
    this.#ground = ground;
    host.addController(this);
  }

  readonly explain = (error: CrmError): string => this.#ground.explain(error);

  say(text: string): void {
    this.#ground.announcer.say(text);
  }

  /** How far a part of the section has come; undefined: it is gone. */
  report(part: object, state: PartState | undefined): void {
    if (state) this.#parts.set(part, state);
    else this.#parts.delete(part);
    const states = [...this.#parts.values()];
    this.#ground.onState((['error', 'loading'] as const).find((one) => states.includes(one)) ?? (states.length > 0 ? 'ready' : 'loading'));
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Goes on, unless something that was typed would be lost: then whoever typed it decides. */
  leave(isDirty: boolean, go: () => void): void {
    if (!isDirty) return go();
    const { localizer, announcer, toasts } = this.#ground;
    this.#end();
    announcer.alert(localizer.t('unsaved'));
    this.#dismiss = toasts.show({
      text: localizer.t('unsaved'),
      action: { label: localizer.t('discard'), run: () => (this.#end(), go()) },
    });
  }

  async run<T>(work: Work<T>): Promise<Outcome<T>> {
    const { onSaving, announcer } = this.#ground;
    onSaving(++this.#writing > 0);
    const outcome = await runCommand(this.#host, work);
    onSaving(--this.#writing > 0);
    if ('failed' in outcome) {
      if (!work.quiet) this.#tell(outcome.failed, () => void this.run(work));
    } else if ('done' in outcome && work.done !== undefined) {
      const text = typeof work.done === 'string' ? work.done : work.done(outcome.done);
      announcer.say(text);
      const { undo } = work;
      this.#offer(text, undo && (() => undo(outcome.done)));
    }
    return outcome;
  }

  #tell(error: CrmError, again: () => void): void {
    const { localizer, announcer, toasts } = this.#ground;
    const text = localizer.t('notSaved', { reason: this.explain(error) });
    announcer.alert(text);
    toasts.show({ text, kind: 'danger', ...(error.retryable && { action: { label: localizer.t('retry'), run: again } }) });
  }

  /** Says what was done, with a way back as long as it is the client's last step. */
  #offer(text: string, undo: (() => Promise<unknown>) | false | undefined): void {
    this.#end();
    const { client, toasts, localizer } = this.#ground;
    const current = client();
    const back = undo ?? (current?.undoState.canUndo ? () => current.undo() : false);
    if (!back) {
      toasts.show({ text, forMs: 4_000 });
      return;
    }
    this.#dismiss = toasts.show({ text, action: { label: localizer.t('undo'), run: () => void this.#back(back) } });
    // Another step came on top: the client's own undo would take back that one.
    if (undo === undefined) this.#watch = current!.onUndoState(() => this.#end());
  }

  #end(): void {
    this.#watch?.unsubscribe();
    this.#watch = undefined;
    this.#dismiss?.();
    this.#dismiss = undefined;
  }

  async #back(undo: () => Promise<unknown>): Promise<void> {
    this.#end();
    const { toasts, announcer, localizer } = this.#ground;
    try {
      const text = localizer.t(isWhole(await undo()) ? 'undone' : 'undonePartly');
      announcer.say(text);
      toasts.show({ text, forMs: 4_000 });
    } catch (thrown) {
      this.#tell(toCrmError(thrown), () => void this.#back(undo));
    }
  }
}
