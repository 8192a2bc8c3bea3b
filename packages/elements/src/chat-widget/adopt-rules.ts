const sheets = new Map<string, CSSStyleSheet>();

/** Adds style rules to a shadow root, once. Roots with the same rules share their sheet. */
export function adoptRules(root: ShadowRoot, rules: string): void {
  let sheet = sheets.get(rules);
  if (!sheet) {
    sheets.set(rules, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(rules);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
