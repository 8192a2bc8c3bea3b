import type { CSSResult } from 'lit';

/** Adds styles that were loaded late to those of an element, once. */
export function adoptStyles({ shadowRoot }: Pick<HTMLElement, 'shadowRoot'>, { styleSheet }: CSSResult): void {
  const sheets = shadowRoot?.adoptedStyleSheets;
  if (sheets && styleSheet && !sheets.includes(styleSheet)) sheets.push(styleSheet);
}
