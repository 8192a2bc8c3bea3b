import { userEvent } from 'storybook/test';
import { activeElement, tabbable } from './shadow.js';

/** Keys of a real keyboard, where a browser's driver lends them: scripts/test-stories.mjs. */
declare global {
  var storyKeyboard: ((what: { press: string } | { type: string }) => Promise<void>) | undefined;
}

/** Tab, for pages without a real keyboard: userEvent does not look into shadow roots. */
function moveFocus(step: 1 | -1): void {
  const stops = tabbable(document.body);
  const at = stops.indexOf(activeElement() as HTMLElement);
  stops.at((at + step) % stops.length)?.focus();
}

const pressAlike = async (key: string) => {
  if (key === 'Tab' || key === 'Shift+Tab') return moveFocus(key === 'Tab' ? 1 : -1);
  const parts = key.split('+');
  const last = parts.pop() ?? '';
  const down = parts.map((part) => `{${part}>}`).join('');
  const up = parts.map((part) => `{/${part}}`).join('');
  await userEvent.keyboard(`${down}{${last}}${up}`);
};

/** Presses keys, one after the other, where the focus is: `Tab`, `Shift+Tab`, `ArrowDown`, `Enter`, `Space`, `a`. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    if (globalThis.storyKeyboard) await globalThis.storyKeyboard({ press: key });
    else await pressAlike(key);
  }
}

/** Types a text where the focus is. */
export async function type(text: string): Promise<void> {
  if (globalThis.storyKeyboard) await globalThis.storyKeyboard({ type: text });
  else await userEvent.keyboard(text.replace(/[{[]/g, '$&$&'));
}
