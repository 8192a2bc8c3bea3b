import type { CustomFieldType, StageKind } from '@crm-elements/schema';
import type { FieldObject } from '../fields/field-objects.js';

/** The trades that there is a beginning for. */
export const presetNames = ['shop', 'agency', 'software', 'clinic', 'property'] as const;
export type PresetName = (typeof presetNames)[number];

/** A text in the languages that the elements speak: what is added is written in the language of whoever adds it. */
export interface PresetText {
  readonly en: string;
  readonly de: string;
  readonly ar: string;
}

interface PresetField {
  readonly object: FieldObject;
  readonly key: string;
  readonly label: PresetText;
  readonly type: CustomFieldType;
  readonly options?: Readonly<Record<string, PresetText>>;
  readonly showOnCard?: boolean;
}

interface PresetStage {
  readonly name: PresetText;
  readonly kind?: StageKind;
  /** Percent. */
  readonly probability: number;
  readonly color: string;
  readonly rotAfterDays?: number;
  readonly requiredFields?: readonly string[];
}

/** What is set up for a trade: plain data. */
export interface Preset {
  readonly fields: readonly PresetField[];
  readonly pipeline: { readonly name: PresetText; readonly stages: readonly PresetStage[] };
  readonly labels: readonly { readonly name: PresetText; readonly hue: string }[];
  readonly replies: readonly { readonly shortCode: string; readonly title: PresetText; readonly text: PresetText }[];
}

/** A text in a language; in English where there is none in it. */
export const textIn = (text: PresetText, locale: string): string => text[locale.split('-')[0] as keyof PresetText] ?? text.en;
