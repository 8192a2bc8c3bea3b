/** Whether an element stands in a `<crm-provider>`, through shadow hosts, whether or not its code has come. */
export function isProvided(element: Element): boolean {
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) {
    if ((node as Element).localName === 'crm-provider') return true;
  }
  return false;
}
