/* global document, getComputedStyle, NodeFilter */
// What scripts/test-stories.mjs has done in the page of a story. Each function is sent there by itself.

/** Runs in the page, before Storybook: keeps what it says on its channel, in a form that can leave the page, and what elements are made of. */
export function listen({ endings, troubles }) {
  const heard = (globalThis.storyHeard = []);
  const seen = (globalThis.storySeen = new Set());
  const short = ({ name, payload }) => {
    if (name !== 'storyFinished') return { name, text: payload?.message ?? payload?.description ?? JSON.stringify(payload) };
    const reports = (payload.reporters ?? []).map(({ type, status, result }) => ({
      type,
      status,
      violations: (result?.violations ?? []).map(
        ({ id, nodes }) =>
          `${id} ${nodes.map(({ html, target, any }) => `${html.slice(0, 200)} at ${target.join(' ')}${any[0] ? ` (${any[0].message})` : ''}`).join(' | ')}`,
      ),
    }));
    return { name, status: payload.status, reports };
  };
  let channel;
  Object.defineProperty(globalThis, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      channel = value;
      for (const name of [...endings, ...troubles]) channel.on(name, (payload) => heard.push(short({ name, payload })));
    },
  });
  const roots = (node, found = []) => {
    for (const element of node.querySelectorAll('*')) {
      if (!element.shadowRoot) continue;
      if (element.localName.startsWith('crm-')) found.push(element);
      roots(element.shadowRoot, found);
    }
    return found;
  };
  const look = () => {
    for (const { localName, shadowRoot } of roots(document)) {
      for (const part of shadowRoot.querySelectorAll('[part]')) for (const name of part.part) seen.add(`${localName} part ${name}`);
      for (const inner of shadowRoot.querySelectorAll('[exportparts]')) {
        for (const pair of inner.getAttribute('exportparts').split(',')) seen.add(`${localName} part ${pair.split(':').at(-1).trim()}`);
      }
      for (const slot of shadowRoot.querySelectorAll('slot')) seen.add(`${localName} slot ${slot.name}`);
    }
  };
  globalThis.storyLook = () => (look(), [...seen]);
  setInterval(look, 250);

  /** Root elements that did not get the toolbar's density. */
  globalThis.storyLoose = (density) =>
    [...document.querySelectorAll('*')]
      .filter((element) => element.localName.startsWith('crm-') && 'density' in element && element.density !== density)
      .map((element) => element.localName);

  /** What is read or heard in the elements: texts that are shown, and names for screen readers. */
  globalThis.storyTexts = () =>
    roots(document).flatMap(({ localName, shadowRoot }) => {
      const texts = [];
      const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        if (data.trim() && !parentElement?.closest('style, script, [translate="no"]') && parentElement?.checkVisibility()) texts.push(data.trim());
      }
      for (const attribute of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription', 'aria-valuetext']) {
        for (const element of shadowRoot.querySelectorAll(`[${attribute}]`))
          if (element.checkVisibility()) texts.push(element.getAttribute(attribute));
      }
      return texts.filter(Boolean).map((text) => ({ tag: localName, text }));
    });
}

/**
 * Runs in the page: gives it `storyFocus`, which says what has the focus and what that looks like beside what it looks like without, and
 * `storySame`, which says where a state is marked for screen readers and cannot be seen. Both go by borders, outlines and colours.
 */
export function watchLooks() {
  const properties = ['color', 'backgroundColor', 'fontWeight', 'opacity', 'fill'];
  const lines = ['outline', 'borderTop', 'borderRight', 'borderBottom', 'borderLeft'];
  const styleOf = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    // The colour of a line that is not drawn changes too.
    const drawn = lines
      .filter((line) => style[`${line}Style`] !== 'none')
      .flatMap((line) => [line, style[`${line}Color`], style[`${line}Width`]]);
    return pseudo && style.content === 'none' ? '' : [...properties.map((name) => style[name]), ...drawn].join();
  };
  const styles = (element) => [undefined, '::before', '::after'].map((pseudo) => styleOf(element, pseudo)).join('|');
  const parentOf = (element) => element.parentElement ?? element.getRootNode().host;
  const focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element === document.body ? null : element;
  };
  /** A ring may be drawn by what stands around a field, or right behind a box that is only its target. */
  const around = (element) =>
    [element, element.nextElementSibling, parentOf(element), parentOf(parentOf(element) ?? element)].filter(Boolean).map(styles).join('\n');
  const nameOf = (element) => `<${element.localName} class="${element.className}"> of <${element.getRootNode().host?.localName ?? 'page'}>`;

  globalThis.storyFocus = () => {
    const element = focused();
    if (!element?.getRootNode().host?.localName.startsWith('crm-')) return { name: '', visible: true };
    const before = around(element);
    element.blur();
    // Some close when the focus leaves them.
    const visible = !element.isConnected || around(element) !== before;
    element.focus({ preventScroll: true, focusVisible: true });
    return { name: nameOf(element), visible };
  };

  const states = ['aria-selected', 'aria-current', 'aria-pressed', 'aria-checked'];
  const inRoots = (root, selector) =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? inRoots(element.shadowRoot, selector) : []),
    ]);
  const looks = (element) =>
    [
      ...[element, ...element.children].map((part) => `${part.localName} ${styles(part)}`),
      ...[...element.querySelectorAll('input')].map(({ checked }) => checked),
    ].join('\n');
  globalThis.storySame = () =>
    states.flatMap((state) =>
      inRoots(document, `[${state}]:not([${state}='false'])`)
        .filter((element) => element.checkVisibility() && element.getRootNode().host?.localName.startsWith('crm-'))
        .filter((element) => {
          const other = [...(element.parentElement?.children ?? element.getRootNode().children)].find(
            (candidate) =>
              candidate !== element && candidate.role === element.role && (candidate.getAttribute(state) ?? 'false') === 'false',
          );
          return other?.checkVisibility() && looks(other) === looks(element);
        })
        .map((element) => `${state} of ${nameOf(element)} cannot be seen`),
    );
}

/** Whether a page of documentation has its table of properties. */
export const hasProperties = () => document.querySelectorAll('#storybook-docs .docblock-argstable-body tr').length > 3;

export const widthOf = () => document.scrollingElement.scrollWidth;
