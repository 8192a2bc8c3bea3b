import { CrmChatPrechat } from '../chat-widget/crm-chat-prechat.js';
import { define } from './define.js';

// What the panel asks before a conversation: loaded where the page has set questions.
define('crm-chat-prechat', CrmChatPrechat);
