import type { chat } from '../i18n/en/chat.js';
import type { Localizer } from '../internal/locale.js';
import type { ChatSession } from './chat-session.js';
import type { ChatMessage } from './chat.types.js';

/** Everything that was said in the conversation that is shown. */
export async function wholeConversation(session: ChatSession): Promise<readonly ChatMessage[]> {
  while (session.shown.log?.log.more) {
    const before = session.shown.log.log.messages.length;
    await session.shown.older();
    if (session.shown.log.log.messages.length === before) break;
  }
  return session.shown.messages;
}

/** A conversation as plain text, for the visitor to keep. */
export function transcriptOf(messages: readonly ChatMessage[], localizer: Localizer<typeof chat>, brand: string): string {
  const lines = messages.map(({ from, agent, at, text, attachments }) => {
    const author = from === 'visitor' ? localizer.t('you') : (agent?.name ?? (brand || localizer.t('support')));
    const files = attachments.map(({ name }) => `[${name}]`);
    return `${localizer.date(at, 'moment')} · ${author}\n${[...(text ? [text] : []), ...files].join('\n')}`;
  });
  return `${lines.join('\n\n')}\n`;
}
