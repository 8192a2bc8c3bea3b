/** Reads what an element shows and says, through all open shadow roots. */

const unread = new Set(['STYLE', 'SCRIPT', 'TEMPLATE', 'NOSCRIPT']);
const spokenAttributes = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'title',
  'alt',
  'placeholder',
  'label',
];
/** In such an element stands what people wrote, or a date or number as the locale writes it. */
const dataAround = 'bdi, time, data, [dir="auto"], [data-people], .avatar';

/** All nodes of an element in the order of the page: slotted ones where they are shown. */
export function* deepNodes(root: Node): Generator<Node> {
  yield root;
  if (root instanceof Element && unread.has(root.tagName)) return;
  const children =
    root instanceof HTMLSlotElement && root.assignedNodes().length > 0
      ? root.assignedNodes()
      : root instanceof Element && root.shadowRoot
        ? root.shadowRoot.childNodes
        : root.childNodes;
  for (const child of children) yield* deepNodes(child);
}

/** Finds through all open shadow roots; the first in the order of the page. */
export function deepQuery<E extends Element = HTMLElement>(root: Node, selector: string): E | undefined {
  return deepQueryAll<E>(root, selector)[0];
}

export function deepQueryAll<E extends Element = HTMLElement>(root: Node, selector: string): E[] {
  return [...deepNodes(root)].filter((node): node is E => node instanceof Element && node.matches(selector));
}

const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

/** The text that is seen, one line a node. */
export function visibleText(root: Node): string {
  return [...deepNodes(root)]
    .filter((node) => node instanceof Text && node.parentElement && isShown(node.parentElement))
    .map((node) => node.textContent!.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join('\n');
}

export interface SpokenText {
  text: string;
  /** Where: `text` or the name of the attribute, and the element around it. */
  place: string;
}

/** Every text that people see or hear, but for what people wrote themselves as far as the markup tells (`<bdi>`, `dir="auto"`, `<time>`). */
export function interfaceTexts(root: Node): SpokenText[] {
  const found: SpokenText[] = [];
  for (const node of deepNodes(root)) {
    if (node instanceof Text) {
      const parent = node.parentElement;
      const text = node.textContent.trim();
      if (text && parent && !unread.has(parent.tagName) && !parent.closest(dataAround))
        found.push({ text, place: `text in <${parent.localName} class="${parent.className}">` });
    } else if (node instanceof Element && node !== root) {
      for (const name of spokenAttributes) {
        const text = node.getAttribute(name)?.trim();
        // The whole of a text that is cut off, or of a date.
        const isData = name === 'title' && node.matches(dataAround);
        if (text && !isData) found.push({ text, place: `${name} of <${node.localName} class="${String(node.className)}">` });
      }
    }
  }
  return found;
}
