import type { StoredChatSettings } from '../chat-settings.js';

/** What no script may hold as it is, also where a page puts it into one. */
const guarded: Readonly<Record<string, string>> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };

/** What a page of the company is given to have this chat: its code, ready to copy. */
export function snippetOf({ greeting, prechatFields, hours }: StoredChatSettings): string {
  const settings = JSON.stringify({ greeting, prechatFields, hours }, null, 2).replace(/[<\u2028\u2029]/g, (sign) => guarded[sign]!);
  return `<script type="module" src="/embed/chat-widget.js"></script>
<crm-chat-widget name="help"></crm-chat-widget>
<script type="module">
  Object.assign(document.querySelector('crm-chat-widget'), ${settings.replaceAll('\n', '\n  ')});
</script>`;
}
