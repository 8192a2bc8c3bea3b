/** Design tokens of CRM Elements: names and defaults for programs, and the style sheet that elements adopt. */
import type { TokenName } from './generated/token-list.js';

export { groundTokens, hostTokens, stageTokens } from './host-tokens.js';
export { tokenNames, tokens, type TokenName } from './generated/token-list.js';
export type { Token, TokenType } from './token.js';

/**
 * How CSS reads a token on a page that includes `tokens.css`.
 * @example cssVariable('color-text') // 'var(--crm-color-text)'
 */
export function cssVariable(name: TokenName): `var(--crm-${TokenName})` {
  return `var(--crm-${name})`;
}
