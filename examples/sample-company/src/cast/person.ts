import type { Address, Contact, LifecycleStage, PersonName } from '@crm-elements/schema';
import type { Span } from '../time.js';
import type { AgentKey } from './agents.js';
import type { CompanyKey } from './companies.js';

/** A person of the cast, as it is easy to write down. */
export interface Person {
  name: Readonly<PersonName>;
  /** Where it is not "given family". */
  fullName?: string;
  nickname?: string;
  pronouns?: string;
  company?: CompanyKey;
  jobTitle?: string;
  role?: string;
  /** The first is the main one. All are at example.com, .org, .net or a name under .example. */
  emails?: readonly string[];
  /** Numbers that are kept free for films and books, in the countries that have such. */
  phones?: readonly string[];
  url?: string;
  socials?: readonly Readonly<Contact['socials'][number]>[];
  address?: Readonly<Address>;
  birthday?: string;
  languages: readonly string[];
  timeZone: string;
  stage: LifecycleStage;
  leadStatus?: string;
  source?: string;
  owner?: AgentKey;
  tags?: readonly string[];
  needs?: readonly string[];
  /** A server has checked who this is. */
  verified?: boolean;
  keepInTouchDays?: number;
  /** The newsletter, by e-mail: what was answered, and when. */
  newsletter?: readonly [status: Contact['consent'][number]['status'], at: Span];
  /** Text messages about deliveries. */
  sms?: readonly [status: Contact['consent'][number]['status'], at: Span];
  custom?: Readonly<Record<string, string | number | boolean>>;
  /** Since when Mothwick knows the person. */
  since: Span;
}
