import type { Pipeline, Stage } from '@crm-elements/schema';
import type { ReactiveControllerHost } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';

/** All pipelines that are not archived, in their order, while they are wanted. */
export const livePipelines = (
  host: ReactiveControllerHost,
  clients: ClientController,
  isWanted: () => boolean,
): LiveController<Pipeline[], readonly []> =>
  new LiveController(host, clients, {
    args: () => (isWanted() ? ([] as const) : undefined),
    start: (client, _args, { next, fail, signal }) =>
      client.pipelines.live({ where: { archived: false }, sort: [{ by: 'order' }], limit: 200 }, ({ records }) => next(records), {
        signal,
        onError: fail,
      }),
  });

/** The stages of a pipeline, in their order. */
export const liveStages = (
  host: ReactiveControllerHost,
  clients: ClientController,
  ofPipeline: () => readonly [pipelineId: string] | undefined,
): LiveController<Stage[], readonly [string]> =>
  new LiveController(host, clients, {
    args: ofPipeline,
    start: (client, [pipelineId], { next, fail, signal }) =>
      client.stages.live({ where: { pipelineId }, sort: [{ by: 'order' }], limit: 200 }, ({ records }) => next(records), {
        signal,
        onError: fail,
      }),
  });

/** The one that is asked for, else the one that is marked as default, else the first. */
export const choosePipeline = (all: readonly Pipeline[], pipelineId: string | undefined): Pipeline | undefined =>
  pipelineId ? all.find(({ id }) => id === pipelineId) : (all.find(({ isDefault }) => isDefault) ?? all[0]);
