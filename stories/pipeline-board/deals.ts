import { sampleCompany } from '@crm-elements/sample-company';

/** Ids of the sample company's pipelines and of a deal in each state. */
export const pipelines = { trade: 'sample-pipeline-trade', mending: 'sample-pipeline-mending' } as const;

const { deals, stages, agents, companies, pipelines: all } = sampleCompany({ now: Date.now() });

/** What a page would hold that keeps its deals elsewhere: the restorations. */
export const plainDeals = {
  pipeline: all.find(({ id }) => id === pipelines.mending)!,
  stages: stages.filter(({ pipelineId }) => pipelineId === pipelines.mending),
  deals: deals.filter(({ pipelineId }) => pipelineId === pipelines.mending),
  agents,
  companies,
};

/** A deal with much to show: open, with a company, people, a next step and a value. */
export const fullDeal = deals.find(({ name }) => name.startsWith('Saloon and stairways'))!;
