import type { AgentAvailability } from '@crm-elements/schema';

interface Colleague {
  name: string;
  availability: AgentAvailability;
  /** False for somebody who has left. */
  active?: boolean;
}

/** Who works at Mothwick. */
export const agents = {
  mira: { name: 'Mira Solheim', availability: 'online' },
  yusra: { name: 'Yusra Haddad', availability: 'online' },
  jonas: { name: 'Jonas Brettschneider', availability: 'busy' },
  tomas: { name: 'Tomás Quintela', availability: 'online' },
  kaori: { name: 'Kaori Enomoto', availability: 'offline' },
  ines: { name: 'Inès Delcourt', availability: 'offline', active: false },
} as const satisfies Record<string, Colleague>;
export type AgentKey = keyof typeof agents;

/** Care answers customers and mends; Trade sells to companies. */
export const teams = {
  care: { name: 'Care', members: ['mira', 'yusra', 'jonas'] },
  trade: { name: 'Trade', members: ['tomas', 'kaori', 'mira'] },
} as const satisfies Record<string, { name: string; members: readonly AgentKey[] }>;
export type TeamKey = keyof typeof teams;
