import { html, nothing, type TemplateResult } from 'lit';
import type { chat } from '../i18n/en/chat.js';
import { chevronDown, chevronLeft, ellipsis, x } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';
import type { ChatSession } from './chat-session.js';
import { textIn } from './chat-text.js';
import { openingText, openness } from './hours.js';

interface PanelHeader {
  readonly session: ChatSession | undefined;
  readonly localizer: Localizer<typeof chat>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly headingLevel: number;
  readonly isFull: boolean;
  /** Each is undefined where there is no such button. */
  readonly onBack: (() => void) | undefined;
  readonly onMenu: ((event: Event) => void) | undefined;
  readonly onMinimize: (() => void) | undefined;
}

/** Whether somebody is there: by the page's hours, or else as the workspace says. */
function presence({ session, localizer, now }: PanelHeader): { on: boolean; text: string } | undefined {
  const { t, locale } = localizer;
  const hours = session?.settings.hours;
  if (hours) {
    const { open, opensAt } = openness(hours, now);
    if (open) return { on: true, text: session?.settings.greeting?.replyTime ?? t('online') };
    return { on: false, text: opensAt === undefined ? t('away') : t('awayUntil', { when: openingText(opensAt, now, locale) }) };
  }
  if (session?.online === undefined) return undefined;
  return { on: session.online, text: t(session.online ? 'online' : 'away') };
}

/** With whom one chats, whether they are there, and the buttons of the panel. */
export function renderPanelHeader(header: PanelHeader): TemplateResult {
  const { session, localizer, headingLevel, isFull, onBack, onMenu, onMinimize } = header;
  const t = textIn(localizer);
  const brand = session?.settings.greeting?.brand;
  const there = presence(header);
  const button = (label: string, path: string, run: (event: Event) => void, menu = false) =>
    html`<button type="button" class="button quiet icon-only" aria-label=${label} aria-haspopup=${menu ? 'menu' : nothing} @click=${run}>
      ${icon(path, 'mirrored')}
    </button>`;
  return html`<header class="header ${onBack ? 'has-back' : ''}" part="header">
    ${onBack ? button(t('back'), chevronLeft, onBack) : nothing}
    <div class="names">
      <div id="title" class="title truncate" part="title" role="heading" aria-level=${headingLevel} tabindex="-1">
        <bdi>${brand ?? nothing}</bdi>${brand ? nothing : t('title')}
      </div>
      <p class="there" role="status">
        ${there ? html`<span class="dot ${there.on ? 'on' : ''}"></span><span data-people>${there.text}</span>` : nothing}
      </p>
    </div>
    ${onMenu ? button(t('options'), ellipsis, onMenu, true) : nothing}
    ${onMinimize ? button(t('minimize'), isFull ? x : chevronDown, onMinimize) : nothing}
  </header>`;
}
