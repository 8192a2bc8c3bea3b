/** A class that can be registered: `version` tells copies of different releases apart. */
export interface DefinableElement extends CustomElementConstructor {
  readonly version?: string;
}

/**
 * Registers an element unless the page has one of that name already, so that a script that is loaded twice does no harm.
 * Another version under the same name stays as it is, and the console says so once: the first to be loaded wins.
 */
export function define(tag: string, element: DefinableElement): void {
  // On a server there is nothing to register with.
  if (typeof customElements === 'undefined') return;
  const present: DefinableElement | undefined = customElements.get(tag);
  if (!present) {
    customElements.define(tag, element);
  } else if (present !== element && present.version !== element.version) {
    console.warn(
      `crm-elements: <${tag}> is already registered in version ${present.version ?? 'unknown'}; version ${element.version ?? 'unknown'} is not used. Load one version only.`,
    );
  }
}
