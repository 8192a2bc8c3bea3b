/** What kind of value a token has, in the words of the W3C design tokens format. */
export type TokenType = 'color' | 'cubicBezier' | 'dimension' | 'duration' | 'fontFamily' | 'fontWeight' | 'number' | 'shadow';

/** One token with its defaults, each as CSS writes it. A mode that is missing does not differ. */
export interface Token {
  readonly type: TokenType;
  /** What the token is for, in English. */
  readonly description: string;
  /** The default: light and comfortable. */
  readonly light: string;
  /** Where `color-scheme` is dark. */
  readonly dark?: string;
  /** Light, where the visitor prefers more contrast. */
  readonly contrast?: string;
  /** Dark, where the visitor prefers more contrast. Without it, `dark` holds. */
  readonly 'dark-contrast'?: string;
  /** Where the visitor prefers less motion. */
  readonly 'reduced-motion'?: string;
  /** In an element with `density="compact"`. */
  readonly compact?: string;
}
