import { adoptRules } from './adopt-rules.js';
import type { AnswerNote } from './answer-note.js';
import type { ChatSession } from './chat-session.js';

/** The number of unread answers on the button. */
const rules = `
:host{--_color-danger-solid:var(--crm-color-danger-solid,#bc3231);--_color-on-danger-solid:var(--crm-color-on-danger-solid,#fff)}
.count{position:absolute;inset-block-start:-3px;inset-inline-end:-3px;min-inline-size:20px;padding:0 6px;border:2px solid var(--_color-surface-raised);border-radius:999px;background:var(--_color-danger-solid);color:var(--_color-on-danger-solid);font-size:12px;font-weight:600;line-height:18px;text-align:center;font-variant-numeric:tabular-nums}
@media(forced-colors:active){.count{border:1px solid CanvasText}}`;

/** Shows the last answer that was not seen beside the closed button, until it is seen or taken away. */
export class LauncherPreview {
  readonly #root: ShadowRoot;
  readonly #session: ChatSession;
  readonly #actions: { open(): void; changed(): void };
  #note: AnswerNote | undefined;
  #loading = false;

  constructor(root: ShadowRoot, session: ChatSession, actions: { open(): void; changed(): void }) {
    this.#root = root;
    this.#session = session;
    this.#actions = actions;
    adoptRules(root, rules);
  }

  /** What makes it: the same function as long as it is the same answer. */
  show(locale: string): (() => Node[]) | undefined {
    const answer = this.#session.answerToSee;
    if (answer && !this.#note) this.#load();
    return answer && this.#note?.show(answer, locale);
  }

  /** Comes with the first answer. */
  #load(): void {
    if (this.#loading) return;
    this.#loading = true;
    import('./answer-note.js').then(
      ({ AnswerNote }) => {
        this.#note = new AnswerNote(this.#root, this.#session, this.#actions);
        this.#actions.changed();
      },
      // It is tried again with the next change; the number on the button stands.
      () => (this.#loading = false),
    );
  }
}
