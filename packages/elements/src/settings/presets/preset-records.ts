/** What a preset adds, as records with fixed ids: whoever adds it a second time, in whatever window, meets the first. Pure. */
import { withDefaults, type CollectionName } from '@crm-elements/schema';
import type { StoredLabel } from '../../internal/stored-labels.js';
import { ordersFrom } from '../ordered.js';
import { presetNames, textIn, type Preset, type PresetName } from './preset.types.js';

const kinds = { marker: 0, pipeline: 1, stage: 2, field: 3, reply: 4 } as const;

/** The id of one of its records: the same everywhere and always. */
export function presetRecordId(name: PresetName, kind: keyof typeof kinds, number = 0): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `019aa000-0000-7000-8000-0000d${hex(presetNames.indexOf(name) + 1, 2)}${hex(kinds[kind], 2)}${hex(number, 3)}`;
}

export interface PresetRecord {
  readonly collection: 'pipelines' | 'stages' | 'customFields' | 'cannedResponses';
  /** What people call it. */
  readonly name: string;
  readonly record: { readonly id: string } & Record<string, never>;
}

/** What stands in the store already, as far as it matters. */
export interface Present {
  /** Of pipelines, custom fields and responses: what was kept when the preset was taken back is there still. */
  readonly ids: ReadonlySet<string>;
  /** `object:key` of custom fields. */
  readonly fieldKeys: ReadonlySet<string>;
  readonly shortCodes: ReadonlySet<string>;
  readonly labels: readonly StoredLabel[];
  readonly hasDefaultPipeline: boolean;
  /** The last places in use. */
  readonly lastPipeline: number;
  readonly lastField: number;
}

export interface PresetPlan {
  readonly records: readonly PresetRecord[];
  readonly labels: readonly StoredLabel[];
  /** What is there already, by name, and stays as it is. */
  readonly present: readonly string[];
}

interface Language {
  readonly locale: string;
  readonly currency: string;
}

/** What a preset would add to what is there. */
export function planPreset(name: PresetName, preset: Preset, present: Present, { locale, currency }: Language): PresetPlan {
  const records: PresetRecord[] = [];
  const left: string[] = [];
  const add = (collection: PresetRecord['collection'], id: string, title: string, fields: object) =>
    records.push({
      collection,
      name: title,
      record: { ...withDefaults<CollectionName>(collection, fields), id } as unknown as PresetRecord['record'],
    });

  const pipelineId = presetRecordId(name, 'pipeline');
  const pipelineName = textIn(preset.pipeline.name, locale);
  if (present.ids.has(pipelineId)) left.push(pipelineName);
  else {
    const { hasDefaultPipeline, lastPipeline } = present;
    add('pipelines', pipelineId, pipelineName, {
      name: pipelineName,
      currency,
      order: lastPipeline + 1_024,
      isDefault: !hasDefaultPipeline,
    });
    const stageOrders = ordersFrom(preset.pipeline.stages.length);
    preset.pipeline.stages.forEach(({ name: text, probability, ...stage }, i) => {
      add('stages', presetRecordId(name, 'stage', i), textIn(text, locale), {
        ...stage,
        name: textIn(text, locale),
        pipelineId,
        order: stageOrders[i]!,
        probability: probability * 100,
        requiredFields: [...(stage.requiredFields ?? [])],
        collapsed: stage.kind !== undefined,
      });
    });
  }
  const fieldOrders = ordersFrom(preset.fields.length, present.lastField);
  preset.fields.forEach(({ label, options = {}, ...field }, i) => {
    const title = textIn(label, locale);
    const id = presetRecordId(name, 'field', i);
    if (present.ids.has(id) || present.fieldKeys.has(`${field.object}:${field.key}`)) left.push(title);
    else
      add('customFields', id, title, {
        ...field,
        label: title,
        order: fieldOrders[i]!,
        options: Object.entries(options).map(([value, text]) => ({ value, label: textIn(text, locale) })),
      });
  });
  preset.replies.forEach(({ shortCode, title, text }, i) => {
    const id = presetRecordId(name, 'reply', i);
    if (present.ids.has(id) || present.shortCodes.has(shortCode)) left.push(`/${shortCode}`);
    else
      add('cannedResponses', id, `/${shortCode}`, {
        shortCode,
        title: textIn(title, locale),
        text: textIn(text, locale),
      });
  });
  const labels = preset.labels.map(({ name: text, hue }) => ({ name: textIn(text, locale), hue }));
  const taken = new Set(present.labels.map((label) => label.name));
  left.push(...labels.filter((label) => taken.has(label.name)).map((label) => label.name));
  return { records, labels: labels.filter((label) => !taken.has(label.name)), present: left };
}
