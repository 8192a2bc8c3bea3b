import type { Stage, StageKind } from '@crm-elements/schema';
import type { Span } from '../time.js';

export interface Step {
  name: string;
  /** Default: open. */
  kind?: StageKind;
  color: 'gray' | 'blue' | 'teal' | 'green' | 'yellow' | 'orange' | 'red' | 'purple';
  /** Per cent. */
  chance?: number;
  limit?: number;
  /** Over the limit a move is refused. */
  hard?: boolean;
  rotAfterDays?: number;
  rotBasis?: Stage['rotBasis'];
  required?: readonly string[];
  /** Steps that a deal may go to from here. */
  next?: readonly string[];
  collapsed?: boolean;
}

export interface Way {
  name: string;
  currency: string;
  since: Span;
  stages: Readonly<Record<string, Step>>;
}

/** The two ways in which Mothwick sells to companies: new lamps, and old ones mended. */
export const pipelines = {
  trade: {
    name: 'Trade orders',
    currency: 'EUR',
    since: '125w',
    stages: {
      enquiry: { name: 'Enquiry', color: 'gray', chance: 10, rotAfterDays: 7 },
      visit: { name: 'Site visit', color: 'blue', chance: 25, rotAfterDays: 14 },
      sample: { name: 'Sample lent', color: 'teal', chance: 40, rotAfterDays: 21, rotBasis: 'stageEntry' },
      quote: { name: 'Quote sent', color: 'yellow', chance: 60, limit: 7, rotAfterDays: 10, required: ['amount', 'contactIds'] },
      terms: { name: 'Agreeing terms', color: 'orange', chance: 80, rotAfterDays: 14, required: ['amount', 'expectedCloseDate'] },
      won: { name: 'Won', kind: 'won', color: 'green', required: ['amount'], collapsed: true },
      lost: { name: 'Lost', kind: 'lost', color: 'red', required: ['lostReason'], collapsed: true },
    },
  },
  mending: {
    name: 'Restorations',
    currency: 'EUR',
    since: '118w',
    stages: {
      survey: { name: 'Survey', color: 'blue', chance: 20, rotAfterDays: 14, next: ['estimate', 'declined'] },
      estimate: { name: 'Estimate', color: 'yellow', chance: 50, rotAfterDays: 14, required: ['amount'] },
      bench: {
        name: 'On the bench',
        color: 'purple',
        chance: 85,
        limit: 4,
        hard: true,
        rotAfterDays: 30,
        rotBasis: 'stageEntry',
        required: ['amount', 'custom.lamps'],
      },
      burning: { name: 'Test burn', color: 'orange', chance: 95, rotAfterDays: 7 },
      returned: { name: 'Returned', kind: 'won', color: 'green', required: ['amount'], collapsed: true },
      declined: { name: 'Declined', kind: 'lost', color: 'red', required: ['lostReason'], collapsed: true },
    },
  },
} as const satisfies Record<string, Way>;
export type PipelineKey = keyof typeof pipelines;
export type StageKey<Pipeline extends PipelineKey = PipelineKey> = Pipeline extends PipelineKey
  ? keyof (typeof pipelines)[Pipeline]['stages'] & string
  : never;
