import { CrmChatAttachment } from '../chat-widget/crm-chat-attachment.js';
import { CrmChatForm } from '../chat-widget/crm-chat-form.js';
import { CrmChatLog } from '../chat-widget/crm-chat-log.js';
import { CrmChatRating } from '../chat-widget/crm-chat-rating.js';
import { CrmMenu } from '../internal/parts/crm-menu.js';
import { define } from './define.js';

// What the panel shows of a conversation: loaded once there is one.
define('crm-menu', CrmMenu);
define('crm-chat-attachment', CrmChatAttachment);
define('crm-chat-rating', CrmChatRating);
define('crm-chat-form', CrmChatForm);
define('crm-chat-log', CrmChatLog);
