import type { CrmError, PortMessage } from '@crm-elements/data';
import { CrmEvent } from './crm-event.js';

/** The panel is open. */
export class CrmChatOpenEvent extends CrmEvent<Record<never, never>> {
  constructor() {
    super('crm-chat-open', {});
  }
}

/** The panel is closed. */
export class CrmChatCloseEvent extends CrmEvent<Record<never, never>> {
  constructor() {
    super('crm-chat-close', {});
  }
}

/** How many answers the visitor has not seen has changed. */
export class CrmUnreadChangeEvent extends CrmEvent<{ count: number }> {
  constructor(count: number) {
    super('crm-unread-change', { count });
  }
}

/** The visitor is about to send a message. `preventDefault()` keeps it in the composer. */
export class CrmMessageSendEvent extends CrmEvent<{ id: string; conversationId: string; text: string }> {
  constructor(message: { id: string; conversationId: string; text: string }) {
    super('crm-message-send', message, true);
  }
}

/** The workspace has a message of the visitor's. Told in the tab that brought it there. */
export class CrmMessageSentEvent extends CrmEvent<{ message: PortMessage }> {
  constructor(message: PortMessage) {
    super('crm-message-sent', { message });
  }
}

/** Somebody answered. */
export class CrmMessageReceivedEvent extends CrmEvent<{ message: PortMessage }> {
  constructor(message: PortMessage) {
    super('crm-message-received', { message });
  }
}

/** A message was refused, or could not be kept on this device. It stands in the chat, or in the composer, and can be tried again. */
export class CrmMessageFailEvent extends CrmEvent<{ id: string; conversationId: string; error: CrmError }> {
  constructor(failure: { id: string; conversationId: string; error: CrmError }) {
    super('crm-message-fail', failure);
  }
}

/** The workspace can be reached, or no longer. */
export class CrmConnectionChangeEvent extends CrmEvent<{ state: 'connecting' | 'connected' | 'disconnected' }> {
  constructor(state: 'connecting' | 'connected' | 'disconnected') {
    super('crm-connection-change', { state });
  }
}

/** The visitor has rated a conversation. */
export class CrmCsatSubmitEvent extends CrmEvent<{ conversationId: string; score: number; comment?: string }> {
  constructor(rating: { conversationId: string; score: number; comment?: string }) {
    super('crm-csat-submit', rating);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-chat-open': CrmChatOpenEvent;
    'crm-chat-close': CrmChatCloseEvent;
    'crm-unread-change': CrmUnreadChangeEvent;
    'crm-message-send': CrmMessageSendEvent;
    'crm-message-sent': CrmMessageSentEvent;
    'crm-message-received': CrmMessageReceivedEvent;
    'crm-message-fail': CrmMessageFailEvent;
    'crm-connection-change': CrmConnectionChangeEvent;
    'crm-csat-submit': CrmCsatSubmitEvent;
  }
}
