import type { AgentKey } from '../cast/agents.js';
import type { CompanyKey } from '../cast/companies.js';
import type { PersonKey } from '../cast/people.js';
import type { ProductKey } from '../cast/products.js';
import type { Span } from '../time.js';
import type { PipelineKey, StageKey } from './pipelines.js';

/** A deal as it is easy to write down. */
export interface DealPlan<Pipeline extends PipelineKey> {
  key: string;
  name: string;
  company?: CompanyKey;
  people: readonly PersonKey[];
  owner?: AgentKey;
  /** In whole units of the currency. Left out: the sum of the items, or not known. */
  amount?: readonly [amount: number, currency: string];
  items?: readonly (readonly [product: ProductKey, count: number])[];
  /** Each stage it went through, and how long ago it came there. */
  path: readonly (readonly [stage: StageKey<Pipeline>, ago: Span])[];
  /** Days from today to the expected end; negative is late. */
  close?: number;
  /** Per cent, instead of the stage's. */
  chance?: number;
  next?: string;
  /** When that is to happen, from now. */
  nextIn?: Span;
  lost?: string;
  source?: string;
  tags?: readonly string[];
  lamps?: number;
  finish?: 'brass' | 'enamel' | 'nickel' | 'patina';
}
