import { later } from '@crm-elements/data';
import type { Preset, PresetName } from './preset.types.js';

const loaders: Readonly<Record<PresetName, () => Promise<{ readonly preset: Preset }>>> = {
  shop: later(() => import('./shop.js')),
  agency: later(() => import('./agency.js')),
  software: later(() => import('./software.js')),
  clinic: later(() => import('./clinic.js')),
  property: later(() => import('./property.js')),
};

/**
 * What is set up for a trade, loaded when somebody looks at it.
 * @throws CrmError UNAVAILABLE where it cannot be loaded
 */
export const loadPreset = async (name: PresetName): Promise<Preset> => (await loaders[name]()).preset;
