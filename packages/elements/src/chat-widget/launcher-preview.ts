import type { ChatSession } from './chat-session.js';

const rules = `
:host{--_color-text-muted:var(--crm-color-text-muted,light-dark(#444a57,#b1b4bb));--_color-surface-hover:var(--crm-color-surface-hover,light-dark(#eef0f4,#282b30));--_color-danger-solid:var(--crm-color-danger-solid,#bc3231);--_color-on-danger-solid:var(--crm-color-on-danger-solid,#fff)}
.count{position:absolute;inset-block-start:-3px;inset-inline-end:-3px;min-inline-size:20px;padding:0 6px;border:2px solid var(--_color-surface-raised);border-radius:999px;background:var(--_color-danger-solid);color:var(--_color-on-danger-solid);font-size:12px;font-weight:600;line-height:18px;text-align:center;font-variant-numeric:tabular-nums}
.note{display:flex;align-items:flex-start;inline-size:max-content;padding:0;animation:in .2s cubic-bezier(.2,.8,.2,1)}
.note button{min-block-size:32px;border-radius:14px}
.words{flex:1;min-inline-size:0;padding-block:10px 12px;padding-inline:14px 4px}
.who{display:block;color:var(--_color-text-muted);font-size:12px;font-weight:500}
.said{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;overflow-wrap:anywhere}
.away{display:grid;place-items:center;inline-size:32px;color:var(--_color-text-muted);font-size:18px;line-height:1}
.away:hover{background:var(--_color-surface-hover)}
@keyframes in{from{opacity:0;translate:0 8px}}
@media(prefers-reduced-motion:reduce){.note{animation:none}}
@media(forced-colors:active){.count{border:1px solid CanvasText}}`;

let sheet: CSSStyleSheet | undefined;

interface PreviewTexts {
  dismiss: string;
  file: string;
}

const english: PreviewTexts = { dismiss: 'Dismiss', file: 'Sent a file' };
const texts: Readonly<Record<string, PreviewTexts>> = {
  de: { dismiss: 'Ausblenden', file: 'Hat eine Datei gesendet' },
  ar: { dismiss: 'إخفاء', file: 'أرسل ملفًا' },
};

function button(className: string, label: string, press: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  if (label) element.ariaLabel = label;
  element.addEventListener('click', press);
  return element;
}

/** Shows the last answer that was not seen beside the closed button, until it is seen or taken away. */
export class LauncherPreview {
  readonly #session: ChatSession;
  readonly #actions: { open(): void; changed(): void };
  #dismissed: string | undefined;
  #shown: { id: string; show: () => Node[] } | undefined;

  constructor(root: ShadowRoot, session: ChatSession, actions: { open(): void; changed(): void }) {
    this.#session = session;
    this.#actions = actions;
    sheet ??= new CSSStyleSheet();
    if (sheet.cssRules.length === 0) sheet.replaceSync(rules);
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  /** What makes it: the same function as long as it is the same answer. */
  show(locale: string): (() => Node[]) | undefined {
    const answer = this.#session.answerToSee;
    if (!answer || answer.id === this.#dismissed) return undefined;
    const { id, agent, text } = answer;
    if (this.#shown?.id !== id) {
      const own = texts[locale.toLowerCase().split('-')[0]!] ?? english;
      const who = agent?.name ?? this.#session.settings.greeting?.brand ?? '';
      this.#shown = { id, show: () => this.#render([who, text.slice(0, 240) || own.file], own.dismiss) };
    }
    return this.#shown.show;
  }

  #render([who, said]: [string, string], dismiss: string): Node[] {
    const words = button('words', '', () => this.#actions.open());
    for (const [className, content] of [
      ['who', who],
      ['said', said],
    ] as const) {
      // A text of people's has its own direction.
      const line = document.createElement('bdi');
      line.className = className;
      line.textContent = content;
      words.append(line);
    }
    const away = button('away', dismiss, () => {
      this.#dismissed = this.#shown?.id;
      this.#actions.changed();
    });
    away.textContent = '×';
    return [words, away];
  }
}
