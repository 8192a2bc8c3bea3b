export { CrmChatWidget } from './crm-chat-widget.js';
export { CrmChatPanel } from './crm-chat-panel.js';
export type {
  BeforeDisplay,
  BeforeSend,
  ChatConsent,
  ChatForm,
  ChatFormField,
  ChatGreeting,
  ChatHours,
  ChatIdentity,
  ChatPrechatField,
  ChatQuickReplies,
  ChatSendResult,
} from './chat.types.js';
export {
  CrmChatCloseEvent,
  CrmChatOpenEvent,
  CrmConnectionChangeEvent,
  CrmCsatSubmitEvent,
  CrmMessageFailEvent,
  CrmMessageReceivedEvent,
  CrmMessageSendEvent,
  CrmMessageSentEvent,
  CrmUnreadChangeEvent,
} from '../events/chat-events.js';
