import { CrmChatComposer } from '../chat-widget/crm-chat-composer.js';
import { CrmChatPanel } from '../chat-widget/crm-chat-panel.js';
import { define } from './define.js';

define('crm-chat-composer', CrmChatComposer);
define('crm-chat-panel', CrmChatPanel);
