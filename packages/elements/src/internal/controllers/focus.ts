/** Where focus is, through all open shadow roots. */
export function deepActiveElement(root: DocumentOrShadowRoot = document): Element | null {
  const active = root.activeElement;
  return active?.shadowRoot?.activeElement ? deepActiveElement(active.shadowRoot) : active;
}

/** Whether a node is an element or inside it, through shadow roots and slots. */
export function deepContains(element: Node, node: Node | null): boolean {
  for (let at = node; at; at = (at as Element).assignedSlot ?? at.parentNode ?? (at as ShadowRoot).host ?? null)
    if (at === element) return true;
  return false;
}

const fields = ['input:not([type=hidden])', 'textarea', 'select', 'crm-tag-input', 'crm-select', '[contenteditable]']
  .map((field) => `${field}:not(:disabled)`)
  .join();

/** What takes focus when something opens: `[autofocus]`, else the first field. */
export function firstField(container: ParentNode): HTMLElement | null {
  return container.querySelector<HTMLElement>('[autofocus]') ?? container.querySelector<HTMLElement>(fields);
}
