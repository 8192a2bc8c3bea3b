import { configure, expect, waitFor, within } from 'storybook/test';

// What is not found is said in a line: the whole page is no help, and a shadow root cannot be printed.
configure({ getElementError: (message) => new Error(message ?? 'It was not found.'), asyncUtilTimeout: 5_000 });

/** What stands in an element's shadow root, to be asked by role, label and text. */
export const inside = (element: Element) => within(element.shadowRoot as unknown as HTMLElement);

/** Elements below a node that match, through all shadow roots, its own too, in the order of the page as far as there are no slots. */
export function findAll<Found extends HTMLElement = HTMLElement>(node: ParentNode, selector: string): Found[] {
  const below = [...node.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as Found] : []),
    ...(element.shadowRoot ? findAll<Found>(element.shadowRoot, selector) : []),
  ]);
  return node instanceof Element && node.shadowRoot ? [...findAll<Found>(node.shadowRoot, selector), ...below] : below;
}

/** The first element that matches, as soon as it is there. */
export async function find<Found extends HTMLElement = HTMLElement>(node: ParentNode, selector: string): Promise<Found> {
  return waitFor(() => {
    const [first] = findAll<Found>(node, selector);
    if (!first) throw new Error(`There is no "${selector}".`);
    return first;
  });
}

/** The element that has the focus, in whatever shadow root. */
export function activeElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

const focusable = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]';

/** What Tab stops at below a node, in the order of the flat tree. */
export function tabbable(node: Element | ShadowRoot): HTMLElement[] {
  const children = node instanceof HTMLSlotElement && node.assignedElements().length ? node.assignedElements() : [...node.children];
  return children.flatMap((child) => {
    const stops = child instanceof HTMLElement && child.matches(focusable) && child.tabIndex >= 0 && !child.matches(':disabled');
    const seen = child.checkVisibility({ visibilityProperty: true }) && !child.closest('[inert]');
    if (!seen && getComputedStyle(child).display !== 'contents') return [];
    return [...(stops && seen ? [child] : []), ...tabbable(child.shadowRoot ?? child)];
  });
}

/** Root elements keep a record of what they told screen readers. */
interface Announcing extends Element {
  readonly announcements: readonly string[];
}

/** Waits until an element has announced something that matches. */
export async function expectAnnounced(element: Element, text: RegExp): Promise<void> {
  await waitFor(() => expect((element as Announcing).announcements.join('\n')).toMatch(text));
}
