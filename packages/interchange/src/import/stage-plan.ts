import { CrmError } from '@crm-elements/data';
import { fold, stageKinds, withDefaults, type NewRecord, type Pipeline, type Stage } from '@crm-elements/schema';
import { readChoice } from '../csv/choices.js';
import type { CsvDraft } from '../csv/mapping.types.js';
import { choicesOf } from '../csv/targets.js';

/** A pipeline or a stage that the import makes. */
type Made<Name extends 'pipelines' | 'stages'> = NewRecord<Name> & { id: string };

export interface StagePlanInput {
  pipelines: readonly Pipeline[];
  stages: readonly Stage[];
  /** The pipeline that deals go to; the default one when not given. A name stands for a new one. */
  pipeline?: { id: string } | { name: string } | undefined;
  /** ISO 4217, of a new pipeline. */
  currency: string;
  newId: () => string;
}

type DealDraft = CsvDraft<'deals'>;

const kindNames = { open: 'Open', won: 'Won', lost: 'Lost' } as const;

/** What a deal's file calls its stage. */
const stageNameOf = ({ relations }: DealDraft): string | undefined => relations.find(({ field }) => field === 'stageId')?.name;

/**
 * Where deals go: to the stages of one pipeline. A stage that the pipeline does not have is made, as nothing of what the file says is to vanish; a pipeline that is made has
 * at least one stage of each kind.
 */
export class StagePlan {
  readonly pipeline: Pipeline;
  readonly madePipelines: Made<'pipelines'>[] = [];
  readonly madeStages: Made<'stages'>[] = [];
  readonly #stages: Stage[];
  readonly #byName = new Map<string, Stage>();
  #working: Stage | undefined;

  /**
   * @param drafts all of them, as their names make stages
   * @throws CrmError NOT_FOUND for a pipeline that there is not
   */
  constructor(drafts: readonly DealDraft[], { pipelines, stages, pipeline, currency, newId }: StagePlanInput) {
    const first = pipelines.find(({ isDefault }) => isDefault) ?? pipelines.toSorted((a, b) => a.order - b.order)[0];
    const wanted = pipeline && 'id' in pipeline ? pipelines.find(({ id }) => id === pipeline.id) : pipeline ? undefined : first;
    if (pipeline && 'id' in pipeline && !wanted)
      throw new CrmError('NOT_FOUND', 'The pipeline that the deals were to go to is not there. Choose another.', {
        collection: 'pipelines',
      });
    this.pipeline =
      wanted ?? this.#makePipeline(newId(), pipeline && 'name' in pipeline ? pipeline.name : 'Sales', currency, pipelines.length);
    this.#stages = stages.filter(({ pipelineId }) => pipelineId === this.pipeline.id).toSorted((a, b) => a.order - b.order);
    for (const stage of this.#stages) this.#byName.set(fold(stage.name.trim()), stage);
    const names = new Set(drafts.map(stageNameOf).filter((name) => name !== undefined && name.trim() !== '') as string[]);
    const begun = new Set(drafts.map((draft) => draft.createdAt !== undefined && stageNameOf(draft)));
    // Open ones first, those in which no deal has begun in front; then what ends a deal. Else as they come.
    const order = (name: string) => stageKinds.indexOf(this.#kindOf(name)) * 2 + Number(begun.has(name));
    for (const name of [...names].sort((a, b) => order(a) - order(b)))
      if (!this.#byName.has(fold(name.trim()))) this.#makeStage(name.trim(), newId());
    for (const kind of stageKinds) if (!this.#stages.some((stage) => stage.kind === kind)) this.#makeStage(kindNames[kind], newId());
    this.#stages.sort((a, b) => stageKinds.indexOf(a.kind) - stageKinds.indexOf(b.kind) || a.order - b.order);
    this.#working = this.#workingStage(drafts);
  }

  #makePipeline(id: string, name: string, currency: string, order: number): Pipeline {
    const made = { ...withDefaults('pipelines', { name, currency, order, isDefault: order === 0 }), id };
    this.madePipelines.push(made);
    return made as Pipeline;
  }

  #kindOf(name: string): Stage['kind'] {
    return (readChoice(name, choicesOf(stageKinds)) ?? 'open') as Stage['kind'];
  }

  #makeStage(name: string, id: string): void {
    const kind = this.#kindOf(name);
    const order = Math.max(-1, ...this.#stages.map((stage) => stage.order)) + 1;
    const made = { ...withDefaults('stages', { pipelineId: this.pipeline.id, name, kind, order, collapsed: kind !== 'open' }), id };
    this.madeStages.push(made);
    this.#stages.push(made as Stage);
    this.#byName.set(fold(name), made as Stage);
  }

  /** The stage of a deal: the one that its file names, else the first of its kind. */
  stageOf(draft: DealDraft): Stage {
    const name = stageNameOf(draft);
    const named = name === undefined ? undefined : this.#byName.get(fold(name.trim()));
    const kind = draft.record.status ?? 'open';
    return named ?? this.#stages.find((stage) => stage.kind === kind) ?? this.#stages[0]!;
  }

  /** Where most of the deals stand that have begun and are open: that is where closed ones were worked on. */
  #workingStage(drafts: readonly DealDraft[]): Stage | undefined {
    const counts = new Map<Stage, number>();
    for (const draft of drafts) {
      const stage = this.stageOf(draft);
      if (stage.kind === 'open' && draft.createdAt !== undefined) counts.set(stage, (counts.get(stage) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return most?.[0] ?? this.#stages.find(({ kind }) => kind === 'open');
  }

  get working(): Stage | undefined {
    return this.#working;
  }
}
