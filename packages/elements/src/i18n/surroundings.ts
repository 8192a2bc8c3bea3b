/** What the page around an element says about language and direction, and when that changes. */

interface Surroundings {
  /** BCP 47. */
  locale: string;
  direction: 'ltr' | 'rtl' | undefined;
}

/** The parent, through slots and shadow hosts: a slotted node inherits from the place it is shown at. */
function parentOf(node: Node): Node | null {
  return (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
}

/** The nearest word on language and on direction; `locale` of a `<crm-provider>` says both. */
export function surroundingsOf(element: Element): Surroundings {
  let locale: string | undefined;
  let direction: Surroundings['direction'];
  for (let node: Node | null = element; node; node = parentOf(node)) {
    if (!(node instanceof Element)) continue;
    const dir = node.getAttribute('dir')?.toLowerCase();
    if (direction === undefined && (dir === 'ltr' || dir === 'rtl')) direction = dir;
    const provided = node.localName === 'crm-provider' ? node.getAttribute('locale') : null;
    const lang = provided || node.getAttribute('lang');
    if (locale === undefined && lang && isLocale(lang)) {
      locale = lang;
      // The rest of the page may run the other way: what a provider says of language holds for direction too.
      if (provided) break;
    }
    if (locale !== undefined && direction !== undefined) break;
  }
  return { locale: locale ?? 'en', direction };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

interface Watched {
  observer: MutationObserver;
  listeners: Set<() => void>;
}

/** One observer for each root, however many elements stand in it. */
const roots = new WeakMap<Node, Watched>();

/** Calls `listener` when `lang`, `dir` or a provider's `locale` changes anywhere that could matter to the element. Returns its end. */
export function watchSurroundings(element: Element, listener: () => void): () => void {
  const chain: Node[] = [];
  for (let root: Node = element.getRootNode(); ; root = (root).host.getRootNode()) {
    chain.push(root);
    if (!(root instanceof ShadowRoot)) break;
  }
  for (const root of chain) {
    let watched = roots.get(root);
    if (!watched) {
      const listeners = new Set<() => void>();
      const observer = new MutationObserver(() => [...listeners].forEach((call) => call()));
      observer.observe(root, { attributes: true, attributeFilter: ['lang', 'dir', 'locale'], subtree: true });
      roots.set(root, (watched = { observer, listeners }));
    }
    watched.listeners.add(listener);
  }
  return () => {
    for (const root of chain) {
      const watched = roots.get(root)!;
      watched.listeners.delete(listener);
      if (watched.listeners.size > 0) continue;
      watched.observer.disconnect();
      roots.delete(root);
    }
  };
}
