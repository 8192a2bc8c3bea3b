import type { Step } from './import.types.js';

/** The steps that a person sees. */
export const shownSteps = ['choose', 'map', 'preview', 'run'] as const;

/** Where a step stands among them; the report belongs to the last one. */
export const placeOf = (step: Step): number => shownSteps.indexOf(step === 'report' ? 'run' : step);
