import { CrmChatWidget } from '../chat-widget/crm-chat-widget.js';
import { define } from './define.js';

define('crm-chat-widget', CrmChatWidget);
