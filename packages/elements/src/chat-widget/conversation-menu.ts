import type { chat } from '../i18n/en/chat.js';
import { circleX, download } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import type { CrmMenu, MenuItem, MenuSelectEvent } from '../internal/parts/crm-menu.js';
import { saveFile } from '../internal/save-file.js';
import type { ChatSession } from './chat-session.js';
import { transcriptOf, wholeConversation } from './transcript.js';

/** What can be done with a whole conversation. */
export function openConversationMenu(
  root: Node & ParentNode,
  trigger: HTMLElement,
  session: ChatSession,
  localizer: Localizer<typeof chat>,
  brand: string,
): void {
  const present = root.querySelector<CrmMenu>('crm-menu');
  if (present?.isOpen) return present.close();
  const menu = present ?? (document.createElement('crm-menu') as CrmMenu);
  menu.label = localizer.t('options');
  menu.align = 'end';
  const items: MenuItem[] = [{ id: 'transcript', label: localizer.t('transcript'), icon: download }];
  if (session.shown.conversation?.state !== 'closed')
    items.push({ id: 'end', label: localizer.t('end'), icon: circleX, danger: true, separator: true });
  menu.items = items;
  if (!present) {
    trigger.closest('.panel')!.append(menu);
    menu.addEventListener('crm-menu-select', (event) => {
      const { id } = event as MenuSelectEvent;
      if (id === 'end') void session.shown.end();
      else
        void wholeConversation(session).then((messages) =>
          saveFile(
            localizer.t('transcriptFile', { number: session.shown.conversation?.number ?? '' }).replace(/[\u2066-\u2069]/g, ''),
            transcriptOf(messages, localizer, brand),
          ),
        );
    });
  }
  menu.toggle(trigger);
}
