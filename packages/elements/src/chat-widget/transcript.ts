import type { chat } from '../i18n/en/chat.js';
import type { Localizer } from '../internal/locale.js';
import type { ChatMessage } from './chat.types.js';

/** A conversation as plain text, for the visitor to keep. */
export function transcriptOf(messages: readonly ChatMessage[], localizer: Localizer<typeof chat>, brand: string): string {
  const lines = messages.map(({ from, agent, at, text, attachments }) => {
    const author = from === 'visitor' ? localizer.t('you') : (agent?.name ?? (brand || localizer.t('support')));
    const files = attachments.map(({ name }) => `[${name}]`);
    return `${localizer.date(at, 'moment')} · ${author}\n${[...(text ? [text] : []), ...files].join('\n')}`;
  });
  return `${lines.join('\n\n')}\n`;
}
