import { html, type TemplateResult } from 'lit';
import type { InboxLocalizer } from './ticket-actions.js';

const keys = {
  j: 'next',
  k: 'previous',
  e: 'resolve',
  s: 'snooze',
  a: 'assign',
  r: 'reply',
  n: 'note',
  '/': 'search',
  '?': 'help',
} as const;
export type Shortcut = (typeof keys)[keyof typeof keys];

/** What a single key does; nothing when another key is held with it. */
export function shortcutOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): Shortcut | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  return Object.hasOwn(keys, key) ? keys[key as keyof typeof keys] : undefined;
}

/** All keys, in a dialog. */
export function renderShortcuts({ t }: InboxLocalizer): TemplateResult {
  const single = Object.entries(keys).map(([key, name]) => [t(`keys.${name}`), [key]] as const);
  const always = [
    [t('keys.move'), ['↑', '↓', 'PgUp', 'PgDn']],
    [t('keys.open'), ['Enter']],
    [t('keys.back'), ['Esc']],
    [t('keys.select'), ['Space']],
    [t('keys.selectRange'), ['Shift', 'Space']],
    [t('keys.selectAll'), ['Ctrl', 'A']],
    [t('keys.undo'), ['Ctrl', 'Z']],
  ] as const;
  return html`<crm-dialog class="keys-dialog" heading=${t('keys')} close-label=${t('close')}>
    <dl class="keys">
      ${[...always, ...single].map(
        ([name, pressed]) =>
          html`<dt>${name}</dt>
            <dd>${pressed.map((key) => html`<kbd><bdi>${key}</bdi></kbd>`)}</dd>`,
      )}
    </dl>
  </crm-dialog>`;
}
