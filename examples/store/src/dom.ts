/** The element of this id, which the page is known to have. */
export function byId<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} "${id}".`);
  return found;
}

type Part = Node | string;

/** An element with classes, attributes and children. Text goes in as text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, { text, ...attributes }: Readonly<Record<string, string>> = {}, ...children: Part[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...(text === undefined ? [] : [text]), ...children);
  return made;
}

/** Leaves a node alone that shows the text already: what is selected stays so. */
export function show(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Calls when the page has nothing better to do, until the signal ends it. */
export function whenIdle(call: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  if ('requestIdleCallback' in window) {
    const request = requestIdleCallback(call, { timeout: 2_000 });
    signal.addEventListener('abort', () => cancelIdleCallback(request), { once: true });
  } else {
    const timer = setTimeout(call, 200);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}
