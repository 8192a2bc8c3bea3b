import { isRotting, tokens, type Deal } from '@crm-elements/schema';
import { isLate, type FilterContext } from './filter.js';
import type { DealFilter } from './pipeline-board.types.js';

/** Whether all words are in the texts, the last one at least as the beginning of one: as the store searches. */
function hasWords(texts: readonly string[], text: string): boolean {
  const found = texts.flatMap(tokens);
  const words = tokens(text);
  return words.every((word, i) => found.some((other) => other === word || (i === words.length - 1 && other.startsWith(word))));
}

/** Whether a deal is one that the filter asks for. */
export function matchesFilter(deal: Deal, filter: DealFilter, { today, now, stage }: FilterContext): boolean {
  const { text = '', ownerId, tag = '', late, rotting } = filter;
  if (ownerId !== undefined && (deal.ownerId ?? null) !== ownerId) return false;
  if (tag !== '' && !deal.tags.includes(tag)) return false;
  if (late && !isLate(deal, today)) return false;
  if (rotting) {
    const own = stage(deal.stageId);
    if (!own || !isRotting(deal, own, now)) return false;
  }
  return text.trim() === '' || hasWords([deal.name, deal.nextStep ?? '', ...deal.tags], text);
}
