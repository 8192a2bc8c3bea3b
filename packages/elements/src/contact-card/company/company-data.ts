/** What a company view shows: the company, whom it is part of, its people and its open deals. */
import type { CrmClient } from '@crm-elements/data';
import type { Company, Contact, Deal } from '@crm-elements/schema';

/** More are counted no further: "more than 1,000". */
const mostCounted = 1_000;
const mostRelated = 50;

/** Some records of many. */
export interface Part<R> {
  readonly records: readonly R[];
  /** There are more than were read. */
  readonly more: boolean;
}

export interface CompanyData {
  readonly company: Company | undefined;
  readonly parent: Company | undefined;
  readonly children: readonly Company[];
  readonly people: Part<Contact>;
  /** Those that close soonest first. */
  readonly deals: Part<Deal>;
}

const byClose = (a: Deal, b: Deal) =>
  (a.expectedCloseDate ?? '9999').localeCompare(b.expectedCloseDate ?? '9999') || (a.id < b.id ? -1 : 1);

/** Reads a company with all that belongs to it, in one go. */
export async function readCompany(client: CrmClient, id: string): Promise<CompanyData> {
  const sort = [{ by: 'nameKey' }];
  const [company, people, deals, children] = await Promise.all([
    client.companies.get(id),
    client.contacts.list({ where: { companyId: id }, sort, limit: mostCounted }),
    client.deals.list({ where: { companyId: id }, sort, limit: mostCounted }),
    client.companies.list({ where: { parentId: id }, sort, limit: mostRelated }),
  ]);
  const parent = company?.parentId ? await client.companies.get(company.parentId) : undefined;
  return {
    company,
    parent,
    children: children.records,
    people: { records: people.records, more: people.next !== undefined },
    deals: { records: deals.records.filter(({ status }) => status === 'open').sort(byClose), more: deals.next !== undefined },
  };
}
