import type { CSSResult, LitElement } from 'lit';

/** Adds styles that were loaded late to those of an element, once. */
export function adoptStyles({ renderRoot }: Pick<LitElement, 'renderRoot'>, { styleSheet }: CSSResult): void {
  const { adoptedStyleSheets } = renderRoot as ShadowRoot;
  if (styleSheet && !adoptedStyleSheets.includes(styleSheet)) adoptedStyleSheets.push(styleSheet);
}
