/** Which contacts a list shows: the conditions that a person puts together, and that a view keeps. Pure. */
import { lifecycleStages, type LifecycleStage } from '@crm-elements/schema';

/** What is asked of a field. Which of them a field knows depends on what it holds. */
export const ruleTests = ['any', 'all', 'none', 'set', 'empty', 'within', 'before', 'contains', 'least', 'most', 'yes', 'no'] as const;
export type RuleTest = (typeof ruleTests)[number];

/** One condition. Plain JSON. */
export interface ContactRule {
  /** A field of the contact, or `custom.<key>`; `segment` for contacts that a shared view shows. */
  readonly field: string;
  /**
   * `any`, `all`, `none` of the values; `set` or `empty`; `within` the last so many days or `before` them; texts that hold the value; numbers of at
   * `least` or at `most` the value; `yes` or `no`.
   */
  readonly is: RuleTest;
  /** Values to choose from, `null` for none; a number of days; a text; a number. */
  readonly value?: string | number | readonly (string | null)[];
}

/** Conditions of which `all` or `any` hold. Plain JSON, as the `filter` of a view keeps it. */
export interface ContactRules {
  readonly match: 'all' | 'any';
  readonly rules: readonly ContactRule[];
}

/** Which contacts: conditions, or one of the short forms for one stage, one tag, or one owner (`null`: nobody's). */
export type ContactFilter =
  ContactRules | { readonly lifecycleStage: LifecycleStage } | { readonly tag: string } | { readonly ownerId: string | null };

/** What an index serves: one value of one of these fields. */
export type IndexedRule =
  | { readonly field: 'tags'; readonly value: string }
  | { readonly field: 'lifecycleStage'; readonly value: string }
  | { readonly field: 'ownerId'; readonly value: string | null };

const tests: ReadonlySet<unknown> = new Set(ruleTests);
const isChoice = (value: unknown): boolean => value === null || typeof value === 'string';

function isRule(rule: unknown): rule is ContactRule {
  if (typeof rule !== 'object' || rule === null) return false;
  const { field, is, value } = rule as Partial<ContactRule>;
  if (typeof field !== 'string' || !tests.has(is)) return false;
  return value === undefined || typeof value === 'string' || typeof value === 'number' || (Array.isArray(value) && value.every(isChoice));
}

/** Whether a rule asks for anything yet: one that is being put together does not narrow the list. */
export function isComplete({ is, value }: ContactRule): boolean {
  switch (is) {
    case 'any':
    case 'all':
    case 'none':
      return Array.isArray(value) && value.length > 0;
    case 'contains':
      return typeof value === 'string' && value.trim() !== '';
    case 'within':
    case 'before':
    case 'least':
    case 'most':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return true;
  }
}

/**
 * The conditions of a filter, however it is written; none of them for everybody.
 * @returns undefined for what is no filter, such as that of a view which something else wrote
 */
export function rulesOf(filter: unknown): ContactRules | undefined {
  const one = (field: string, value: string | null): ContactRules => ({ match: 'all', rules: [{ field, is: 'any', value: [value] }] });
  if (filter === undefined || filter === null) return { match: 'all', rules: [] };
  if (typeof filter !== 'object') return undefined;
  const { lifecycleStage, tag, ownerId, match, rules } = filter as Record<string, unknown>;
  if (typeof lifecycleStage === 'string') return one('lifecycleStage', lifecycleStage);
  if (typeof tag === 'string') return one('tags', tag);
  if (typeof ownerId === 'string' || ownerId === null) return one('ownerId', ownerId);
  if ((match !== 'all' && match !== 'any') || !Array.isArray(rules) || !rules.every(isRule)) return undefined;
  return { match, rules };
}

/** The rules that ask for something. */
export const completeRules = ({ match, rules }: ContactRules): ContactRules => ({ match, rules: rules.filter(isComplete) });

/** The one condition of these rules that an index serves; undefined where there are none, or others. */
export function indexedRule({ rules }: ContactRules): IndexedRule | undefined {
  const [rule, ...more] = rules;
  if (!rule || more.length > 0 || rule.is !== 'any' || !Array.isArray(rule.value) || rule.value.length !== 1) return undefined;
  const value = (rule.value as readonly (string | null)[])[0] ?? null;
  if (rule.field === 'ownerId') return { field: 'ownerId', value };
  if (value === null) return undefined;
  if (rule.field === 'tags') return { field: 'tags', value };
  return rule.field === 'lifecycleStage' && (lifecycleStages as readonly string[]).includes(value)
    ? { field: 'lifecycleStage', value }
    : undefined;
}
