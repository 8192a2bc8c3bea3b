/** The switch between light and dark. Loaded before the first paint, so that no page flashes in the other one. */
const key = 'crm-examples-theme';
const root = document.documentElement;

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is blocked: the choice holds for this page alone.
    return null;
  }
}

function apply(theme: string): void {
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  else delete root.dataset['theme'];
}

function choose(theme: string): void {
  apply(theme);
  try {
    localStorage.setItem(key, theme);
  } catch {
    // As above.
  }
}

function bind(): void {
  for (const fieldset of document.querySelectorAll<HTMLFieldSetElement>('.theme')) {
    for (const input of fieldset.querySelectorAll('input')) {
      input.checked = input.value === (root.dataset['theme'] ?? 'system');
      input.addEventListener('change', () => choose(input.value));
    }
    // Without this program the switch does nothing, and is not there.
    fieldset.hidden = false;
  }
}

apply(stored() ?? 'system');
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', bind);
else bind();

export {};
