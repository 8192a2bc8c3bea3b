import { parseMoney, type Agent, type CannedResponse, type Company, type Contact, type CustomField, type Team } from '@crm-elements/schema';
import { agents, teams, type AgentKey } from '../cast/agents.js';
import { companies, type Firm } from '../cast/companies.js';
import { cannedResponses, customFields } from '../cast/desk.js';
import { people } from '../cast/people.js';
import type { Person } from '../cast/person.js';
import type { Calendar } from '../time.js';
import { given, idOf, whole } from './make.js';

/** Since when Mothwick exists, as far as these records know. */
const opened = '130w';

const ownerId = (key: AgentKey | undefined) => (key === undefined ? undefined : idOf.agent(key));

export function agentRecords(calendar: Calendar): Agent[] {
  const moments = { createdAt: calendar.ago(opened), updatedAt: calendar.now };
  return Object.entries(agents).map(([key, colleague]) => {
    const { name, availability } = colleague;
    const active = !('active' in colleague);
    return whole('agents', { id: idOf.agent(key as AgentKey), name, email: `${key}@mothwick.example`, availability, active }, moments);
  });
}

export function teamRecords(calendar: Calendar): Team[] {
  const moments = { createdAt: calendar.ago(opened), updatedAt: calendar.now };
  return Object.entries(teams).map(([key, { name, members }]) =>
    whole('teams', { id: idOf.team(key), name, memberIds: members.map((member) => idOf.agent(member)) }, moments),
  );
}

export function companyRecords(calendar: Calendar): Company[] {
  return Object.entries(companies as Readonly<Record<string, Firm>>).map(([key, firm]) => {
    const { name, legalName, domain, industry, type, employees, revenue, address, phone, parent, owner, tags = [], since } = firm;
    return whole(
      'companies',
      {
        id: idOf.company(key),
        name,
        legalName,
        domains: [`${domain}.example`],
        industry,
        type,
        employees,
        ownerId: ownerId(owner),
        tags: [...tags],
        annualRevenue: revenue && parseMoney(String(revenue[0]), revenue[1]),
        addresses: [{ ...address, type: 'work', primary: true }],
        phones: phone === undefined ? [] : [phone],
        parentId: parent === undefined ? undefined : idOf.company(parent),
      },
      { createdAt: calendar.ago(since), updatedAt: calendar.now },
    );
  });
}

function consentOf({ newsletter, sms }: Person, { ago }: Calendar): Contact['consent'] {
  const answers = [newsletter && (['email', 'newsletter', newsletter] as const), sms && (['sms', 'delivery', sms] as const)];
  return answers.flatMap((answer) =>
    answer ? [{ channel: answer[0], purpose: answer[1], status: answer[2][0], legalBasis: 'consent', at: ago(answer[2][1]) }] : [],
  );
}

/** @param lastActivity by the contact's id */
export function contactRecords(calendar: Calendar, lastActivity: ReadonlyMap<string, string>): Contact[] {
  return Object.entries(people as Readonly<Record<string, Person>>).map(([key, person]) => {
    const {
      company,
      emails = [],
      phones = [],
      url,
      socials = [],
      address,
      stage,
      owner,
      tags = [],
      needs = [],
      since,
      languages,
      custom,
    } = person;
    const { name, fullName, nickname, pronouns, jobTitle, role, birthday, timeZone, leadStatus, source, verified, keepInTouchDays } =
      person;
    const id = idOf.contact(key);
    const place = company === undefined ? 'home' : 'work';
    const createdAt = calendar.ago(since);
    return whole(
      'contacts',
      {
        id,
        name: { ...name },
        fullName,
        nickname,
        pronouns,
        jobTitle,
        role,
        birthday,
        timeZone,
        leadStatus,
        source,
        verified,
        keepInTouchDays,
        companyId: company === undefined ? undefined : idOf.company(company),
        emails: emails.map((value, i) => ({ value, type: i === 0 ? place : 'other', ...(i === 0 && { primary: true }) })),
        phones: [...phones],
        urls: url === undefined ? [] : [{ value: url, type: 'work' }],
        socials: socials.map((social) => ({ ...social })),
        addresses: address ? [{ ...address, type: place, primary: true }] : [],
        languages: [...languages],
        lifecycleStage: stage,
        ownerId: ownerId(owner),
        tags: [...tags],
        needs: [...needs],
        consent: consentOf(person, calendar),
        lastActivityAt: lastActivity.get(id) ?? createdAt,
        custom: custom && { ...custom },
      },
      { createdAt, updatedAt: calendar.now },
    );
  });
}

export function cannedResponseRecords(calendar: Calendar): CannedResponse[] {
  const moments = { createdAt: calendar.ago('50w'), updatedAt: calendar.now };
  return cannedResponses.map((response) => whole('cannedResponses', { id: `sample-reply-${response.shortCode}`, ...response }, moments));
}

export function customFieldRecords(calendar: Calendar): CustomField[] {
  const moments = { createdAt: calendar.ago('124w'), updatedAt: calendar.now };
  return customFields.map((field, order) =>
    whole(
      'customFields',
      given({
        id: `sample-field-${field.object}-${field.key.toLowerCase()}`,
        ...field,
        order,
        options: field.options?.map((option) => ({ ...option })) ?? [],
      }),
      moments,
    ),
  );
}
