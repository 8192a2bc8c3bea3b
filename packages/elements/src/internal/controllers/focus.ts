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

/** An element and all that it stands in, through slots and shadow roots, innermost first. */
export function surroundingsOf(element: Element | null): readonly Node[] {
  const around: Node[] = [];
  for (let at: Node | null = element; at; at = (at as Element).assignedSlot ?? at.parentNode ?? (at as ShadowRoot).host ?? null)
    around.push(at);
  return around;
}

const focusable = ['a[href]', 'button', 'input:not([type=hidden])', 'textarea', 'select', '[tabindex]', '[contenteditable]']
  .map((part) => `${part}:not(:disabled, [tabindex='-1'])`)
  .join();

/**
 * Gives focus to the first of these that can take it, or to the first thing in it that can: to what is nearest to something that is there
 * no more. Gives it to nothing when nothing is left.
 */
export function focusNearest(surroundings: readonly Node[]): void {
  for (const node of surroundings) {
    if (!node.isConnected || node === document) continue;
    for (const candidate of [node as HTMLElement, ...(node as ParentNode).querySelectorAll<HTMLElement>(focusable)]) {
      candidate.focus?.();
      const active = deepActiveElement();
      if (active !== document.body && deepContains(candidate, active)) return;
    }
  }
}

const fields = ['input:not([type=hidden])', 'textarea', 'select', 'crm-tag-input', 'crm-select', '[contenteditable]']
  .map((field) => `${field}:not(:disabled)`)
  .join();

/** What takes focus when something opens: `[autofocus]`, else the first field. */
export function firstField(container: ParentNode): HTMLElement | null {
  return container.querySelector<HTMLElement>('[autofocus]') ?? container.querySelector<HTMLElement>(fields);
}
