/** Adds presets to a store and takes them back, each in one commit. */
import { toCrmError, type CrmClient, type Operation } from '@crm-elements/data';
import type { CustomField, Json, Preference, Stage } from '@crm-elements/schema';
import { countValues } from '../fields/count-values.js';
import { labelsOf, workspace, type StoredLabel } from '../../internal/stored-labels.js';
import { loadPreset } from './load-preset.js';
import { planPreset, presetRecordId, type Present, type PresetPlan, type PresetRecord } from './preset-records.js';
import type { PresetName } from './preset.types.js';

/** Others may write between our look and our write. */
const maxTries = 5;
const most = 1_000;

/** What was added, as it is kept in a preference: what is to be taken back. */
interface Added {
  readonly records: readonly Pick<PresetRecord, 'collection' | 'record'>[];
  readonly labels: readonly StoredLabel[];
}

export const markerKey = (name: PresetName): string => `preset:${name}`;

function addedIn(marker: Pick<Preference, 'value'>): Added {
  const value = marker.value as Partial<Added> | null;
  return { records: value?.records ?? [], labels: value?.labels ?? [] };
}

async function labelsPreference(client: CrmClient): Promise<Preference | undefined> {
  const { records } = await client.preferences.list({ where: { agentId: workspace, key: 'labels' }, limit: 1 });
  return records[0];
}

async function readPresent(client: CrmClient): Promise<{ present: Present; labels: Preference | undefined }> {
  const [fields, replies, pipelines, labels] = await Promise.all([
    client.customFields.list({ limit: most }),
    client.cannedResponses.list({ limit: most }),
    client.pipelines.list({ limit: most }),
    labelsPreference(client),
  ]);
  const last = (records: readonly { order: number }[]) => Math.max(0, ...records.map(({ order }) => order));
  const present = {
    ids: new Set([fields, replies, pipelines].flatMap(({ records }) => (records as { id: string }[]).map(({ id }) => id))),
    fieldKeys: new Set(fields.records.map(({ object, key }) => `${object}:${key}`)),
    shortCodes: new Set(replies.records.map(({ shortCode }) => shortCode)),
    labels: labelsOf(labels),
    hasDefaultPipeline: pipelines.records.some(({ isDefault, archived }) => isDefault && !archived),
    lastPipeline: last(pipelines.records),
    lastField: last(fields.records),
  };
  return { present, labels };
}

/** The operation that writes the labels, against what they were. */
function labelsOperation(client: CrmClient, before: Preference | undefined, labels: readonly StoredLabel[]): Operation {
  const value = labels as unknown as Json;
  return before
    ? { op: 'patch', collection: 'preferences', id: before.id, set: { value }, ifVersion: before.version }
    : { op: 'create', collection: 'preferences', record: { id: client.newId(), agentId: workspace, key: 'labels', value } };
}

interface Language {
  readonly locale: string;
  readonly currency: string;
}

/** What a preset would add now. */
export async function lookAtPreset(client: CrmClient, name: PresetName, language: Language): Promise<PresetPlan> {
  const [preset, { present }] = await Promise.all([loadPreset(name), readPresent(client)]);
  return planPreset(name, preset, present, language);
}

const isRaced = (error: unknown) => ['CONFLICT', 'CONSTRAINT'].includes(toCrmError(error).code);

/**
 * Adds a preset, all of it or nothing. What is there already is left as it is.
 * @returns whether it was added; false where it had been, in this window or another
 */
export async function addPreset(client: CrmClient, name: PresetName, language: Language): Promise<boolean> {
  const preset = await loadPreset(name);
  const marker = presetRecordId(name, 'marker');
  for (let tries = 1; ; tries++) {
    const { present, labels } = await readPresent(client);
    if (await client.preferences.get(marker)) return false;
    const plan = planPreset(name, preset, present, language);
    const added: Added = { records: plan.records.map(({ collection, record }) => ({ collection, record })), labels: plan.labels };
    const ops: Operation[] = [
      { op: 'check', collection: 'preferences', id: marker, absent: true },
      {
        op: 'create',
        collection: 'preferences',
        record: { id: marker, agentId: workspace, key: markerKey(name), value: added as unknown as Json },
      },
      ...plan.records.map(({ collection, record }): Operation => ({ op: 'create', collection, record })),
      ...(plan.labels.length > 0 ? [labelsOperation(client, labels, [...present.labels, ...plan.labels])] : []),
    ];
    try {
      await commit(client, ops, `preset-add ${name}`);
      return true;
    } catch (error) {
      if (!isRaced(error) || tries >= maxTries) throw error;
    }
  }
}

const commit = (client: CrmClient, ops: readonly Operation[], command: string) =>
  client.adapter.commit({ ops, by: client.actor, origin: client.origin, meta: { command }, returns: 'seq' });

/** What became of a preset that was taken back. */
interface TakenBack {
  /** What was changed or used since, by name: it stays. */
  readonly kept: readonly string[];
}

interface Part {
  readonly ops: readonly Operation[];
  /** Its name, where it stays. */
  readonly kept?: string;
}

/** A record that nobody changed since it was added goes, as long as that is so. */
const removal = (collection: string, { id, version }: { id: string; version: number }): Operation => ({
  op: 'delete',
  collection,
  id,
  ifVersion: version,
});

/** What the store itself keeps in a record. */
const keptByStore = new Set(['id', 'version', 'createdAt', 'updatedAt']);

const contentOf = (record: object): string =>
  JSON.stringify(
    Object.entries(record)
      .filter(([field, value]) => !keptByStore.has(field) && value != null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Whether it holds something else than what was added. Neither its version nor its times tell: the first goes on where a record of the same id was deleted. */
const isChanged = (record: object, added: Added['records'][number] | undefined): boolean =>
  !added || contentOf(record) !== contentOf(added.record);

/** Fields and responses, each by itself. */
async function standalonePart(client: CrmClient, added: Added['records'][number]): Promise<Part> {
  const {
    collection,
    record: { id },
  } = added;
  if (collection === 'customFields') {
    const field = await client.customFields.get(id);
    if (!field) return { ops: [] };
    const isUsed = isChanged(field, added) || (await countValues(client, field, new AbortController().signal)) > 0;
    return isUsed ? { ops: [], kept: field.label } : { ops: [removal(collection, field)] };
  }
  const response = await client.cannedResponses.get(id);
  if (!response) return { ops: [] };
  return isChanged(response, added) ? { ops: [], kept: `/${response.shortCode}` } : { ops: [removal(collection, response)] };
}

/** A pipeline goes with all its stages or stays with them: half of one is of no use. */
async function pipelinePart(client: CrmClient, added: Added): Promise<Part> {
  const addedPipeline = added.records.find(({ collection }) => collection === 'pipelines');
  const pipeline = addedPipeline && (await client.pipelines.get(addedPipeline.record.id));
  if (!pipeline) return { ops: [] };
  const { records: stages } = await client.stages.list({ where: { pipelineId: pipeline.id }, sort: [{ by: 'order' }], limit: most });
  const own = new Map(added.records.map((one) => [one.record.id, one]));
  const isOwn = !isChanged(pipeline, addedPipeline) && stages.every((stage) => !isChanged(stage, own.get(stage.id)));
  if (!isOwn || (await holdsDeals(client, stages))) return { ops: [], kept: pipeline.name };
  const empty = stages.map((stage): Operation => ({
    op: 'check',
    collection: 'deals',
    totals: 'byStageOnly',
    group: { pipelineId: pipeline.id, stageId: stage.id },
    below: 1,
  }));
  const hasTotals = client.adapter.capabilities.totals === 'exact';
  return {
    ops: [...(hasTotals ? empty : []), removal('pipelines', pipeline), ...stages.map((stage) => removal('stages', stage))],
  };
}

async function holdsDeals(client: CrmClient, stages: readonly Stage[]): Promise<boolean> {
  const pages = await Promise.all(stages.map(({ id }) => client.deals.list({ where: { stageId: id }, sort: [{ by: 'rank' }], limit: 1 })));
  return pages.some(({ records }) => records.length > 0);
}

/** The labels that stand as they were added. */
async function labelsPart(client: CrmClient, { labels: added }: Added): Promise<Part> {
  const stored = await labelsPreference(client);
  const isOwn = (label: StoredLabel) => added.some(({ name, hue }) => name === label.name && hue === label.hue);
  const labels = labelsOf(stored);
  if (!stored || !labels.some(isOwn)) return { ops: [] };
  const rest = labels.filter((label) => !isOwn(label));
  return { ops: [labelsOperation(client, stored, rest)] };
}

/** Takes a preset back in one commit, but for what was changed or is in use. */
export async function takePresetBack(client: CrmClient, name: PresetName): Promise<TakenBack> {
  const id = presetRecordId(name, 'marker');
  for (let tries = 1; ; tries++) {
    const marker = await client.preferences.get(id);
    if (!marker) return { kept: [] };
    const added = addedIn(marker);
    const alone = added.records.filter(({ collection }) => collection === 'customFields' || collection === 'cannedResponses');
    const parts = await Promise.all([
      pipelinePart(client, added),
      ...alone.map((record) => standalonePart(client, record)),
      labelsPart(client, added),
    ]);
    const stagesAsk = await neededFields(client, parts);
    const ops = parts.flatMap((part) => part.ops).filter((operation) => !stagesAsk.has(idOf(operation)));
    try {
      await commit(client, [removal('preferences', marker), ...ops], `preset-remove ${name}`);
      return { kept: [...parts.flatMap(({ kept }) => kept ?? []), ...stagesAsk.values()] };
    } catch (error) {
      if (!isRaced(error) || tries >= maxTries) throw error;
    }
  }
}

const idOf = (operation: Operation): string => (operation.op === 'delete' ? operation.id : '');

/** Fields about to go that a stage which stays asks for, by their ids. */
async function neededFields(client: CrmClient, parts: readonly Part[]): Promise<ReadonlyMap<string, string>> {
  const going = new Set(parts.flatMap(({ ops }) => ops.map(idOf)));
  const [{ records: stages }, fields] = await Promise.all([
    client.stages.list({ limit: most }),
    client.customFields.getMany([...going].filter((id) => id !== '')),
  ]);
  const asked = new Set(stages.filter(({ id }) => !going.has(id)).flatMap(({ requiredFields }) => requiredFields));
  const needed = fields.filter((field): field is CustomField => field?.object === 'deals' && asked.has(`custom.${field.key}`));
  return new Map(needed.map(({ id, label }) => [id, label]));
}
