/** What a store's filter is asked for the conditions of a person. Pure. */
import type { Filter, FilterTest } from '@crm-elements/data';
import { toInstant } from '@crm-elements/schema';
import { completeRules, type ContactRule, type ContactRules } from './contact-rules.js';

const dayMs = 86_400_000;

interface RuleContext {
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
  /** The conditions of shared views, by their ids. */
  readonly segments: ReadonlyMap<string, ContactRules>;
}

const choices = ({ value }: ContactRule): readonly (string | null)[] => (Array.isArray(value) ? (value as readonly (string | null)[]) : []);

/** The ids of the segments that conditions name. */
export const segmentIds = ({ rules }: ContactRules): string[] =>
  rules.flatMap((rule) => (rule.field === 'segment' ? choices(rule).flatMap((id) => id ?? []) : []));

/** One of the values; `null` stands for none, also for a list without entries. */
function anyOf(field: string, values: readonly (string | null)[]): Filter {
  const named: Filter = { field, is: { in: values.filter((value) => value !== null) } };
  return values.includes(null) ? { any: [named, { field, is: { empty: true } }] } : named;
}

/** A day so many days ago: of the company's own fields those with a time are compared as well as those without. */
function daysAgo(field: string, days: number, now: number): string {
  const instant = toInstant(now - days * dayMs);
  return field.startsWith('custom.') ? instant.slice(0, 10) : instant;
}

function inSegments(rule: ContactRule, context: RuleContext, depth: number): Filter {
  const parts = choices(rule).map((id): Filter => {
    const rules = id === null ? undefined : context.segments.get(id);
    // A view that is gone, or that leads back to itself, shows nobody.
    return rules && depth < 3 ? compileAt(rules, context, depth + 1) : { any: [] };
  });
  const any: Filter = { any: parts };
  return rule.is === 'none' ? { not: any } : any;
}

function compileRule(rule: ContactRule, context: RuleContext, depth: number): Filter {
  const { field, is, value } = rule;
  if (field === 'segment') return inSegments(rule, context, depth);
  const test = (wanted: FilterTest): Filter => ({ field, is: wanted });
  switch (is) {
    case 'any':
      return anyOf(field, choices(rule));
    case 'none':
      return { not: anyOf(field, choices(rule)) };
    case 'all':
      return { all: choices(rule).map((choice) => (choice === null ? test({ empty: true }) : test({ has: choice }))) };
    case 'set':
      return test({ empty: false });
    case 'empty':
      return test({ empty: true });
    case 'within':
      return { all: [test({ gte: daysAgo(field, value as number, context.now) }), test({ lte: toInstant(context.now) })] };
    case 'before': {
      const before = test({ lt: daysAgo(field, value as number, context.now) });
      // Who was never in touch, was not lately.
      return field === 'lastActivityAt' ? { any: [before, test({ empty: true })] } : before;
    }
    case 'contains':
      return test({ contains: value as string });
    case 'least':
      return test({ gte: value as number });
    case 'most':
      return test({ lte: value as number });
    case 'yes':
      return test(true);
    case 'no':
      return { not: test(true) };
  }
}

function compileAt(given: ContactRules, context: RuleContext, depth: number): Filter {
  const { match, rules } = completeRules(given);
  const parts = rules.map((rule) => compileRule(rule, context, depth));
  // Without a condition everybody is shown, also where one of them is to hold.
  return match === 'all' || parts.length === 0 ? { all: parts } : { any: parts };
}

/** The conditions as one filter. Those that are not complete are left out. */
export const compileRules = (rules: ContactRules, context: RuleContext): Filter => compileAt(rules, context, 0);
