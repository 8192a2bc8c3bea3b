import type { chat } from '../i18n/en/chat.js';
import type { Localizer } from '../internal/locale.js';

export type ChatText = Localizer<typeof chat>['t'];

/** The texts of a localizer as a function by itself, for templates. */
export const textIn = (localizer: Localizer<typeof chat>): ChatText =>
  ((...given: Parameters<ChatText>) => localizer.t(...given)) as ChatText;
