import type { PortMessage } from '@crm-elements/data';
import { adoptRules } from './adopt-rules.js';
import type { ChatSession } from './chat-session.js';

const rules = `
:host{--_color-text-muted:var(--crm-color-text-muted,light-dark(#444a57,#b1b4bb));--_color-surface-hover:var(--crm-color-surface-hover,light-dark(#eef0f4,#282b30))}
.note{display:flex;align-items:flex-start;inline-size:max-content;padding:0;animation:in .2s cubic-bezier(.2,.8,.2,1)}
.note button{min-block-size:32px;border-radius:14px}
.words{flex:1;min-inline-size:0;padding-block:10px 12px;padding-inline:14px 4px}
.who{display:block;color:var(--_color-text-muted);font-size:12px;font-weight:500}
.said{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;overflow-wrap:anywhere}
.away{display:grid;place-items:center;inline-size:32px;color:var(--_color-text-muted);font-size:18px;line-height:1}
.away:hover{background:var(--_color-surface-hover)}
@keyframes in{from{opacity:0;translate:0 8px}}
@media(prefers-reduced-motion:reduce){.note{animation:none}}`;

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

/** The last answer that was not seen, as it stands beside the closed button. */
export class AnswerNote {
  readonly #session: ChatSession;
  readonly #actions: { open(): void; changed(): void };
  #dismissed: string | undefined;
  #shown: { id: string; show: () => Node[] } | undefined;

  constructor(root: ShadowRoot, session: ChatSession, actions: { open(): void; changed(): void }) {
    this.#session = session;
    this.#actions = actions;
    adoptRules(root, rules);
  }

  /** What makes it: the same function as long as it is the same answer. */
  show({ id, agent, text }: PortMessage, locale: string): (() => Node[]) | undefined {
    if (id === this.#dismissed) return undefined;
    if (this.#shown?.id !== id) {
      const own = texts[locale.toLowerCase().split('-')[0]!] ?? english;
      const who = agent?.name ?? this.#session.settings.greeting?.brand ?? '';
      // As launcher-texts.ts does: the pseudo-locales are marked.
      const shown = (ownText: string) => (/^(en-XA|ar-XB)$/.test(locale) ? `⟦${ownText}⟧` : ownText);
      this.#shown = { id, show: () => this.#render([who, text.slice(0, 240) || shown(own.file)], shown(own.dismiss)) };
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
