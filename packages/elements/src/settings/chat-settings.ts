import type { CrmClient } from '@crm-elements/data';
import type { Json, Preference } from '@crm-elements/schema';
import { workspace } from '../internal/stored-labels.js';
import type { ChatGreeting, ChatHours, ChatPrechatField } from '../chat-widget/chat.types.js';

/** How the chat was set up in the settings; each part as `<crm-chat-widget>` takes it. */
export interface StoredChatSettings {
  greeting?: ChatGreeting;
  prechatFields?: readonly ChatPrechatField[];
  hours?: ChatHours;
}

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is stored of the chat, as far as it has the right shape. */
export function chatSettingsOf(preference: Pick<Preference, 'value'> | undefined): StoredChatSettings {
  const value = preference?.value;
  if (!isObject(value)) return {};
  const { greeting, prechatFields, hours } = value;
  return {
    ...(isObject(greeting) && { greeting: greeting }),
    ...(Array.isArray(prechatFields) && { prechatFields: prechatFields as unknown as ChatPrechatField[] }),
    ...(isObject(hours) && Array.isArray(hours['weekly']) && { hours: hours as unknown as ChatHours }),
  };
}

/**
 * The chat as it was set up in `<crm-settings>`, for a page to set on its chat:
 * `Object.assign(document.querySelector('crm-chat-widget'), await readChatSettings(client))`. Empty where nothing was set up.
 * @throws CrmError where the store cannot be read
 */
export async function readChatSettings(client: Pick<CrmClient, 'preferences'>): Promise<StoredChatSettings> {
  const { records } = await client.preferences.list({ where: { agentId: workspace, key: 'chat' }, limit: 1 });
  return chatSettingsOf(records[0]);
}
